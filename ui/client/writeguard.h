// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QDateTime>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <optional>

namespace rove::ui {

/// What a call does to the engine or to an actor. Starting a sleeping actor is a write: it runs its code.
enum class Access { Read, Write };

/// Whether the user lets this connection change anything.
enum class WriteMode { ReadOnly, Allowed };

/// The lock on a connection's writes. It can be opened for good, or for a while, after which it is locked
/// again by itself, also if the machine slept meanwhile. `permit()` is asked before the first byte of every
/// write; it looks at the clock itself and waits for no timer. Owned by the connection's HttpClient; GUI
/// thread.
class WriteGuard : public QObject {
    Q_OBJECT
public:
    explicit WriteGuard(WriteMode mode, QObject *parent = nullptr);

    [[nodiscard]] WriteMode mode() const;
    /// Locks, or opens without an end.
    void setMode(WriteMode mode);
    /// Opens for this long, counted from now.
    void allowFor(std::chrono::milliseconds time);
    /// None while it is locked, or open without an end.
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeLeft() const;

    /// `ClientReadOnly` for a write while it is locked.
    [[nodiscard]] Result<> permit(Access access) const;

signals:
    void modeChanged(rove::ui::WriteMode mode);
    /// Once a second while the time runs, and when it begins or ends; zero when there is no time running.
    void timeLeftChanged(std::chrono::milliseconds left);

private:
    void tick();
    void apply(WriteMode mode);

    WriteMode m_mode;
    /// The one stops while the machine sleeps, the other can be set back by hand; the earlier end counts.
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
    QDateTime m_end;
    QTimer m_timer;
};

} // namespace rove::ui
