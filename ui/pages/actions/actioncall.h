// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>

#include <chrono>
#include <deque>
#include <optional>

namespace rove::ui {

/// A call that has ended, as far as it is worth remembering: in short, and what it takes to make it again.
struct PastCall {
    QString action;
    /// None if they were too large to keep.
    std::optional<QCborArray> arguments;
    /// `send("ada", "hi")`, cut where it is long.
    QString text;
    /// What came back, a value or an error, cut where it is long.
    QString answer;
    bool hasFailed = false;
    std::chrono::microseconds duration{};
    QDateTime endedAt;
};

/// The newest call of an action that the page of an actor made, running or answered, and those before in
/// short. A child of the actor's session, so that it goes on, and its answer is still there, while the page
/// shows another actor. GUI thread.
class ActionCall : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t pastCountMax = 100;
    /// Of one call's arguments, in bytes of CBOR.
    static constexpr qint64 argumentBytesMax = 64 * 1024;

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

    /// Newest first, the newest answer included; at most `pastCountMax`.
    [[nodiscard]] const std::deque<PastCall> &past() const { return m_past; }

signals:
    void changed();
    void pastChanged();

private:
    explicit ActionCall(ActorSession &session);
    void finish(Result<ActionResult> answer);
    void remember();

    ActorSession &m_session;
    QString m_action;
    QCborArray m_arguments;
    bool m_isRunning = false;
    int m_number = 0;
    QElapsedTimer m_clock;
    std::chrono::microseconds m_duration{};
    std::optional<Result<ActionResult>> m_answer;
    std::deque<PastCall> m_past;
};

} // namespace rove::ui
