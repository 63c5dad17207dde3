// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"
#include "tests/sim/framestream.h"
#include "tests/sim/surroundings.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace rove::sim {

/// One WebSocket between an engine and somebody outside. It carries the bytes of frames, some of these in two
/// pieces. Each direction keeps its order and takes its own time, so two wires overtake each other. When it
/// is cut, whatever is under way is lost, the rest of a frame that is half across with it; each end hears of
/// that when it does, or never (then the wire is half open). Shared by the end outside and by what is under
/// way; the engine's end is a `net::WebSocket` of its own.
class Wire final : public std::enable_shared_from_this<Wire> {
public:
    /// The end outside. Called by the scheduler, never from within a call to the wire.
    struct Handlers {
        std::function<void(const QByteArray &data)> onMessage;
        /// Once, last.
        std::function<void(std::uint16_t code, const QByteArray &reason)> onClosed;
    };

    using Opened = std::move_only_function<void(std::shared_ptr<Wire>)>;

    explicit Wire(const Surroundings &around);

    /// The engine's end; once.
    [[nodiscard]] std::unique_ptr<net::WebSocket> engineEnd();
    /// Tells the end outside that the wire is there, before all that the engine sends; or gives it none, if
    /// the wire is cut first.
    void announce(Opened opened);

    // The end outside.
    void listen(Handlers handlers) { m_handlers = std::move(handlers); }
    void send(const QByteArray &data, net::FrameKind kind = net::FrameKind::Binary);
    void close(std::uint16_t code, const QByteArray &reason);
    /// From now on this end hears nothing.
    void abandon() { m_handlers = {}; }

    // Faults.
    using After = std::optional<std::chrono::milliseconds>;
    void cut(After engineHears, After outsideHears);
    /// Nothing arrives for a while, in neither direction; then all of it does.
    void stall(std::chrono::milliseconds time);
    [[nodiscard]] bool isCut() const { return m_isCut; }

private:
    class EngineEnd;
    struct Direction {
        FrameStream stream; ///< Where it arrives.
        Instant lastArrival{};
    };
    using Arrived = void (Wire::*)(net::FrameEvent);
    struct Received {
        QByteArray data;
        net::FrameKind kind;
    };

    void carry(Direction &direction, Scheduler::Task arrived);
    void transmit(Direction &direction, net::Opcode opcode, const QByteArray &payload, Arrived arrived);
    void carryPiece(Direction &direction, const QByteArray &piece, Arrived arrived);
    void frameAtEngine(net::FrameEvent event);
    void frameOutside(net::FrameEvent event);
    void arriveAtEngine(Received received);
    void closeAtEngine(std::uint16_t code, const QByteArray &reason);
    void arriveOutside(const QByteArray &data);
    void closeOutside(std::uint16_t code, const QByteArray &reason);

    Surroundings m_around;
    Direction m_toEngine{FrameStream(net::SocketRole::Server)};
    Direction m_toOutside{FrameStream(net::SocketRole::Client)};
    bool m_isCut = false;

    // The engine's end.
    EngineEnd *m_engineEnd = nullptr;
    net::WebSocket::Handlers m_engineHandlers;
    bool m_hasEngineStarted = false;
    bool m_hasEngineClosed = false;
    bool m_isEnginePaused = false;
    std::vector<Received> m_held; ///< Came before the engine's end read.
    std::optional<std::pair<std::uint16_t, QByteArray>> m_heldClose;

    // The end outside.
    Opened m_opened; ///< Until it knows of the wire.
    Handlers m_handlers;
    bool m_hasOutsideClosed = false;
};

} // namespace rove::sim
