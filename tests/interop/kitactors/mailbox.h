// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"

#include <QtCore/QCborMap>
#include <QtCore/QStringList>

namespace rove::kitactors {

/// Queues; a slow worker takes what comes in as "job" and answers who waits for it.
class Mailbox : public runtime::Actor {
    Q_OBJECT
    Q_PROPERTY(QStringList done MEMBER m_done)

public:
    static runtime::ActorOptions options();

    Result<> onWake() override;

    Q_INVOKABLE void doze();
    Q_INVOKABLE QStringList done() const { return m_done; }
    Q_INVOKABLE rove::runtime::ActionResult send(const QString &name, const QCborValue &body);
    Q_INVOKABLE rove::runtime::ActionResult take(const QStringList &names, qint64 timeout = 5000);
    Q_INVOKABLE rove::runtime::ActionResult takeAll(const QStringList &names, int count);
    Q_INVOKABLE rove::runtime::ActionResult takeNow(const QStringList &names);

private:
    QFuture<QCborMap> work(const QCborMap &job);

    QStringList m_done;
};

} // namespace rove::kitactors
