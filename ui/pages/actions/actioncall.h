// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>

#include <optional>

namespace rove::ui {

/// The newest call of an action that the page of an actor made, running or answered. A child of the actor's
/// session, so that it goes on, and its answer is still there, while the page shows another actor. GUI
/// thread.
class ActionCall : public QObject {
    Q_OBJECT
public:
    /// The one of this session, made if there is none.
    static ActionCall *of(ActorSession &session);

    void run(const QString &action, const QCborArray &arguments);
    /// Waits no longer. The actor goes on: an action cannot be taken back.
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] const QString &action() const { return m_action; }
    /// What came of it; none while it runs, or if there was none.
    [[nodiscard]] const std::optional<Result<ActionResult>> &answer() const { return m_answer; }
    /// So far, or until its answer.
    [[nodiscard]] std::chrono::microseconds duration() const;

signals:
    void changed();

private:
    explicit ActionCall(ActorSession &session);
    void finish(Result<ActionResult> answer);

    ActorSession &m_session;
    QString m_action;
    bool m_isRunning = false;
    int m_number = 0;
    QElapsedTimer m_clock;
    std::chrono::microseconds m_duration{};
    std::optional<Result<ActionResult>> m_answer;
};

} // namespace rove::ui
