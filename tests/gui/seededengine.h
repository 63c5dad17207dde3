// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/host/engine.h"
#include "ui/client/gatewayclient.h"
#include "ui/client/managerclient.h"

#include <QtCore/QHash>

#include <memory>

namespace rove::test {

/// A real engine in memory with actors that have something to show, all made over HTTP as any client would.
/// Its two extra namespaces are `staging`, empty, and none. A failure while seeding ends the program with its
/// reason.
class SeededEngine {
public:
    SeededEngine();
    ~SeededEngine();
    SeededEngine(const SeededEngine &) = delete;
    SeededEngine &operator=(const SeededEngine &) = delete;

    [[nodiscard]] ui::Endpoint endpoint() const { return m_http->endpoint(); }
    /// Of an actor by its type and key.
    [[nodiscard]] QString id(const QString &name, const QString &key) const;
    /// Calls an action as another client would.
    void call(const QString &actorId, const QString &action, const QCborArray &arguments);
    /// Puts it to sleep and waits until it does.
    void putToSleep(const QString &actorId);

private:
    void seed();
    QString create(const QString &name, const QString &key, const QCborValue &input = {});
    void seedRoom(const QString &key, const QString &topic);

    std::unique_ptr<host::Engine> m_engine;
    std::unique_ptr<ui::HttpClient> m_http;
    QHash<QString, QString> m_ids;
};

} // namespace rove::test
