// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QString>

namespace rove::test {

/// An engine with real servers of actors on it, as realstack.mjs starts them, and the npm client to ask what
/// really happened. Lives on the test's thread, which waits for it with its event loop running; whatever goes
/// wrong ends the test program with the output of the script. Everything that was started ends with it.
class RealStack {
public:
    /// `engine` is `rivet` or `rove`; one that wants a token has no actors.
    explicit RealStack(const QString &engine, const QString &token = {});
    ~RealStack();
    RealStack(const RealStack &) = delete;
    RealStack &operator=(const RealStack &) = delete;

    [[nodiscard]] QString endpoint() const { return m_ready.value(u"endpoint").toString(); }
    /// Of one of the actors that the script seeds.
    [[nodiscard]] QString actorId(const QString &key) const;

    /// What the npm client gets from an action of an actor that exists.
    QJsonValue callAction(const QString &actorId, const QString &action, const QJsonArray &arguments = {});
    /// As the engine sees it; wakes nobody.
    bool isAsleep(const QString &actorId);
    /// One of those that sleep at first.
    void putToSleep(const QString &actorId);

private:
    QJsonValue ask(QJsonObject command);
    QJsonObject nextLine();
    [[noreturn]] void fail(const char *what);

    QProcess m_process;
    QByteArray m_output;
    QJsonObject m_ready;
    int m_lastId = 0;
};

} // namespace rove::test
