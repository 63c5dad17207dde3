// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/actorregistry.h"

#include <QtCore/QPromise>

namespace rove::runtime::test {

/// An actor that sets schedules, and notes what they run.
class CronSpecimen : public Actor {
    Q_OBJECT
    Q_PROPERTY(QVariantList fires MEMBER m_fires)

public:
    static ActorOptions options();

    Q_INVOKABLE ActionResult setCron(const QString &name, const QString &expression,
                                     const QString &timeZone = QStringLiteral("UTC"),
                                     const QString &action = QStringLiteral("tick"), int maxHistory = 100);
    Q_INVOKABLE ActionResult setEvery(const QString &name, int interval,
                                      const QString &action = QStringLiteral("tick"), int maxHistory = 100);
    Q_INVOKABLE ActionResult runAt(qint64 at, const QString &text);
    Q_INVOKABLE ActionResult removeJob(const QString &name);
    Q_INVOKABLE QCborArray jobs();
    Q_INVOKABLE ActionResult history(const QString &name, int limit = 20);

    // --- What schedules run ---
    /// Notes `text` and what it is run for.
    Q_INVOKABLE void tick(const QString &text = QStringLiteral("tick"));
    Q_INVOKABLE ActionResult fail();
    Q_INVOKABLE void crash();
    /// Answers when `release` is called.
    Q_INVOKABLE ActionResult slow();
    Q_INVOKABLE void release();

private:
    QVariantList m_fires;
    QPromise<QCborValue> m_slow;
};

/// `cron`, and `few`, which may have two schedules.
[[nodiscard]] ActorRegistry cronSpecimens();

} // namespace rove::runtime::test
