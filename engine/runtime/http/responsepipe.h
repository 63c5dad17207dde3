// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <deque>
#include <functional>
#include <optional>

namespace rove::runtime {

/// What lies between an actor that writes an answer's body and the runtime that sends it: pieces in order,
/// and how each end has ended. Both ends own it, on the actor's thread; it outlives the one that leaves
/// first.
class ResponsePipe {
public:
    using Handler = std::function<void()>;

    /// So much may wait; a piece that is written while less does is taken whole.
    static constexpr qsizetype queuedBytesMax = limits::mebi;

    // --- The actor's end ---
    /// False, and nothing is taken, if the pipe is full or closed.
    bool write(const QByteArray &bytes);
    void finish();
    void abort(const QString &reason);
    [[nodiscard]] bool isOpen() const { return m_state == State::Open; }
    [[nodiscard]] qsizetype queuedBytes() const { return m_queuedBytes; }
    void onRoom(Handler handler) { m_onRoom = std::move(handler); }
    void onClosed(Handler handler) { m_onClosed = std::move(handler); }

    // --- The runtime's end ---
    /// `changed` runs whenever the actor has done something. False if the pipe has been taken before.
    [[nodiscard]] bool attach(Handler changed);
    [[nodiscard]] bool isEmpty() const { return m_queue.empty(); }
    [[nodiscard]] bool isFinished() const { return m_state == State::Finished; }
    /// Why the actor gave up; none if it has not.
    [[nodiscard]] std::optional<QString> abortReason() const;
    /// The next bytes, at most so many.
    [[nodiscard]] QByteArray take(qsizetype bytesMax);
    /// What is to be called if the actor was refused and can write again; once for each time.
    [[nodiscard]] Handler takeRoomNews();
    /// Nothing more is taken. Gives what is to be called, if the actor was not done.
    [[nodiscard]] Handler close();

private:
    enum class State { Open, Finished, Aborted, Closed };

    void changed() const;

    std::deque<QByteArray> m_queue;
    qsizetype m_queuedBytes = 0;
    State m_state = State::Open;
    bool m_wasRefused = false;
    bool m_wasAttached = false;
    QString m_abortReason;
    Handler m_changed;
    Handler m_onRoom;
    Handler m_onClosed;
};

} // namespace rove::runtime
