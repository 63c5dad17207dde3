// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"

#include <QtCore/QCborMap>
#include <QtCore/QStringList>

namespace rove::runtime::examples {

/// A postbox with a worker. Letters in `mail` and `parcel` wait until somebody takes them; what is sent as
/// `job` the actor works off by itself, one after the other, and tells its sender.
class Postbox : public Actor {
    Q_OBJECT
    Q_PROPERTY(QStringList done MEMBER m_done)

public:
    static constexpr int messageCountMax = 20;
    static ActorOptions options();

    Result<> onWake() override;

    /// The oldest of these, as `{name, body}`; nothing if none comes within so many milliseconds.
    Q_INVOKABLE ActionResult take(const QStringList &names, int timeout = 5000);
    /// The bodies of as many as are there, up to `count`.
    Q_INVOKABLE ActionResult takeAll(const QStringList &names, int count);
    /// The body of the oldest; nothing if there is none.
    Q_INVOKABLE ActionResult takeNow(const QStringList &names);
    /// The names of the jobs that are done.
    Q_INVOKABLE QStringList done() const { return m_done; }

private:
    ActionResult work(const QCborMap &job);
    QCborMap finish(const QString &job);

    QStringList m_done;
};

} // namespace rove::runtime::examples
