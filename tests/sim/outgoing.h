// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/client.h"
#include "tests/sim/surroundings.h"

#include <functional>
#include <memory>
#include <optional>

namespace rove::sim {

/// One HTTP request of the engine's to somebody outside, and the answer as it comes, in order and each piece
/// in its own time. The engine's end gives it up when the answer is late or silent for too long, as
/// `net::IoClient` does. Shared by the end outside and by what is under way.
class Outgoing final : public std::enable_shared_from_this<Outgoing> {
public:
    Outgoing(const Surroundings &around, net::ClientRequest request, net::Client::Handlers handlers);

    /// The engine's end; once. Destroying it cancels the request.
    [[nodiscard]] std::unique_ptr<net::Exchange> engineEnd();

    // --- The end outside ---
    [[nodiscard]] const net::ClientRequest &request() const { return m_request; }
    /// Neither end has ended it.
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// Hears, some time after, that the engine has gone.
    void onGone(std::function<void()> gone) { m_gone = std::move(gone); }
    void answer(int status, const QByteArray &contentType);
    void say(const QByteArray &piece);
    void end();
    /// The engine finds no listener, or the connection breaks.
    void fail(ErrorCode code);

private:
    class EngineEnd;

    void carry(Scheduler::Task arrived);
    void endLater(const Result<> &outcome);
    void arriveHead(int status, const QByteArray &contentType);
    void arrivePiece(const QByteArray &piece);
    void finish(const Result<> &outcome);
    void giveUpAfter(std::chrono::milliseconds patience);
    void cancelled();

    Surroundings m_around;
    net::ClientRequest m_request;
    net::Client::Handlers m_handlers;
    bool m_isOpen = true;
    bool m_isHeard = true; ///< The engine's end is there and has not heard of the end.
    Instant m_lastArrival{};
    std::optional<Scheduler::Key> m_timeout;
    std::function<void()> m_gone;
};

} // namespace rove::sim
