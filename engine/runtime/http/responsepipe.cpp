// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/http/responsepipe.h"

#include <utility>

namespace rove::runtime {

bool ResponsePipe::write(const QByteArray &bytes)
{
    if (m_state != State::Open)
        return false;
    if (m_queuedBytes >= queuedBytesMax) {
        m_wasRefused = true;
        return false;
    }
    if (bytes.isEmpty())
        return true;
    m_queuedBytes += bytes.size();
    m_queue.push_back(bytes);
    changed();
    return true;
}

void ResponsePipe::finish()
{
    if (m_state != State::Open)
        return;
    m_state = State::Finished;
    changed();
}

void ResponsePipe::abort(const QString &reason)
{
    if (m_state != State::Open)
        return;
    m_state = State::Aborted;
    m_abortReason = reason;
    m_queue.clear();
    m_queuedBytes = 0;
    changed();
}

bool ResponsePipe::attach(Handler changed)
{
    if (std::exchange(m_wasAttached, true))
        return false;
    m_changed = std::move(changed);
    return true;
}

std::optional<QString> ResponsePipe::abortReason() const
{
    return m_state == State::Aborted ? std::optional(m_abortReason) : std::nullopt;
}

QByteArray ResponsePipe::take(qsizetype bytesMax)
{
    if (m_queue.empty())
        return {};
    QByteArray piece = std::move(m_queue.front());
    m_queue.pop_front();
    if (piece.size() > bytesMax) {
        m_queue.push_front(piece.sliced(bytesMax));
        piece.truncate(bytesMax);
    }
    m_queuedBytes -= piece.size();
    return piece;
}

ResponsePipe::Handler ResponsePipe::takeRoomNews()
{
    if (!m_wasRefused || m_state != State::Open || m_queuedBytes >= queuedBytesMax)
        return nullptr;
    m_wasRefused = false;
    return m_onRoom;
}

ResponsePipe::Handler ResponsePipe::close()
{
    m_changed = nullptr;
    m_onRoom = nullptr;
    Handler tell = std::exchange(m_onClosed, nullptr);
    const bool wasOpen = std::exchange(m_state, State::Closed) == State::Open;
    m_queue.clear();
    m_queuedBytes = 0;
    return wasOpen ? tell : nullptr;
}

void ResponsePipe::changed() const
{
    if (const Handler handler = m_changed) // A copy, as it may let go of this end.
        handler();
}

} // namespace rove::runtime
