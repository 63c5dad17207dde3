// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/schedule/scheduledaction.h"
#include "protocol/base/error.h"

#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>

#include <optional>
#include <vector>

namespace rove::runtime {

/// What an actor has asked to run later, by time. It keeps the local timer, which serves while the actor is
/// awake; its owner, the actor's instance, persists the list and tells the engine of the earliest, which
/// serves while it sleeps. An action stays in the list until it has been answered, so that a crash repeats it
/// rather than losing it.
class Schedule : public QObject {
    Q_OBJECT

public:
    Schedule();

    void restore(std::vector<ScheduledAction> actions);
    /// Lets due actions run from now on.
    void start();
    void stop();

    /// Gives the new action's id; a user error if `limits::schedulesPerActorMax` wait.
    Result<QString> add(Instant at, const QString &action, const QCborArray &arguments);
    bool cancel(const QString &id);
    /// A due action has been answered.
    void finish(const QString &id);

    [[nodiscard]] const std::vector<ScheduledAction> &actions() const { return m_actions; }
    [[nodiscard]] std::optional<Instant> earliest() const;

signals:
    void due(const rove::runtime::ScheduledAction &action);
    void changed();

private:
    void fire();
    void armTimer();
    bool remove(const QString &id);

    std::vector<ScheduledAction> m_actions;
    QSet<QString> m_running;
    bool m_started = false;
    QTimer m_timer;
};

} // namespace rove::runtime
