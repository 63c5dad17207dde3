// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"
#include "ui/client/managerclient.h"

#include <QtCore/QObject>

#include <optional>
#include <vector>

namespace rove::ui {

/// Looks for actors by an exact ID, else by an exact key under every type, in the engine and not only in what
/// is listed. Answers come one by one; a new search replaces the old. Wakes nobody. Owned by whoever asks;
/// GUI thread. What fails for one type fails the search, once the others in flight have answered.
class ActorFinder : public QObject {
    Q_OBJECT
public:
    static constexpr int requestsInFlightMax = 4;
    static constexpr int foundCountMax = 100;
    static constexpr qsizetype textLengthMax = 4096;

    explicit ActorFinder(HttpClient &http, QObject *parent = nullptr);

    /// `knownNames` are asked first, before the engine's own list has come.
    void findByIdOrKey(const QString &text, const QStringList &knownNames = {});
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] const std::vector<manager::Actor> &found() const { return m_found; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

signals:
    void foundActor(const rove::manager::Actor &actor);
    /// See found() and error(). Not after cancel().
    void finished();

private:
    void askForKey(const QStringList &names);
    void askForNames(const QString &cursor);
    void askNext();
    void take(const std::vector<manager::Actor> &actors);
    template <class T, class Take>
    void ask(const Async<T> &answer, Take take);
    void finishIfDone();

    ManagerClient m_manager;
    QString m_text;
    QStringList m_names;
    qsizetype m_nextName = 0;
    int m_inFlight = 0;
    quint64 m_search = 0;
    bool m_isRunning = false;
    std::vector<manager::Actor> m_found;
    std::optional<Error> m_error;
};

} // namespace rove::ui
