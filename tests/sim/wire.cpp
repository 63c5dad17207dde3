// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/wire.h"

#include "protocol/base/ensure.h"

#include <utility>
#include <variant>

using namespace std::chrono_literals;

namespace rove::sim {
namespace {

constexpr std::uint16_t closedAbnormally = 1006;
constexpr auto usualDelayMax = 20ms;
constexpr auto handshakePatience = 10s;
/// How many frames do not arrive in one piece.
constexpr double splitShare = 0.1;

net::Opcode opcodeOf(net::FrameKind kind)
{
    return kind == net::FrameKind::Text ? net::Opcode::Text : net::Opcode::Binary;
}

} // namespace

class Wire::EngineEnd final : public net::WebSocket {
public:
    explicit EngineEnd(std::shared_ptr<Wire> wire)
        : m_wire(std::move(wire))
    {}
    ~EngineEnd() override
    {
        m_wire->m_engineEnd = nullptr;
        m_wire->m_engineHandlers = {};
        if (std::exchange(m_wire->m_hasEngineClosed, true))
            return;
        m_wire->carry(m_wire->m_toOutside,
                      [wire = m_wire.get()] { wire->closeOutside(closedAbnormally, {}); });
    }

    void start(Handlers handlers) override
    {
        m_wire->m_engineHandlers = std::move(handlers);
        m_wire->m_hasEngineStarted = true;
        readHeld();
    }
    void send(QByteArray data, net::FrameKind kind) override
    {
        if (!m_wire->m_hasEngineClosed)
            m_wire->transmit(m_wire->m_toOutside, opcodeOf(kind), data, &Wire::frameOutside);
    }
    void close(std::uint16_t code, QByteArray reason) override
    {
        if (!std::exchange(m_wire->m_hasEngineClosed, true))
            m_wire->transmit(m_wire->m_toOutside, net::Opcode::Close, net::closePayload(code, reason),
                             &Wire::frameOutside);
    }
    [[nodiscard]] qsizetype queuedBytes() const override { return 0; }
    void pauseReading() override { m_wire->m_isEnginePaused = true; }
    void resumeReading() override
    {
        m_wire->m_isEnginePaused = false;
        readHeld();
    }

private:
    void readHeld()
    {
        m_wire->m_around.scheduler.after(0ms, [wire = m_wire] {
            for (Received &received : std::exchange(wire->m_held, {}))
                wire->arriveAtEngine(std::move(received));
            if (const auto close = std::exchange(wire->m_heldClose, std::nullopt))
                wire->closeAtEngine(close->first, close->second);
        });
    }

    std::shared_ptr<Wire> m_wire;
};

Wire::Wire(const Surroundings &around)
    : m_around(around)
{}

std::unique_ptr<net::WebSocket> Wire::engineEnd()
{
    ENSURE(!m_engineEnd);
    auto end = std::make_unique<EngineEnd>(shared_from_this());
    m_engineEnd = end.get();
    return end;
}

void Wire::announce(Opened opened)
{
    m_opened = std::move(opened);
    carry(m_toOutside, [this] { std::exchange(m_opened, {})(shared_from_this()); });
}

/// Runs `arrived` at the other end, unless the wire is cut before.
void Wire::carry(Direction &direction, Scheduler::Task arrived)
{
    if (m_isCut)
        return;
    direction.lastArrival = std::max(direction.lastArrival, m_around.now() + m_around.delay(usualDelayMax));
    m_around.scheduler.at(direction.lastArrival,
                          [self = shared_from_this(), arrived = std::move(arrived)] mutable {
                              if (!self->m_isCut)
                                  arrived();
                          });
}

void Wire::transmit(Direction &direction, net::Opcode opcode, const QByteArray &payload, Arrived arrived)
{
    const QByteArray frame = direction.stream.written(opcode, payload);
    auto first = frame.size();
    if (m_around.random.chance(splitShare))
        first =
            1 + static_cast<qsizetype>(m_around.random.below(static_cast<std::uint64_t>(frame.size() - 1)));
    carryPiece(direction, frame.first(first), arrived);
    if (first < frame.size())
        carryPiece(direction, frame.sliced(first), arrived);
}

void Wire::carryPiece(Direction &direction, const QByteArray &piece, Arrived arrived)
{
    carry(direction, [this, &direction, piece, arrived] {
        for (net::FrameEvent &event : direction.stream.read(piece))
            (this->*arrived)(std::move(event));
    });
}

// --- At the engine ---

void Wire::frameAtEngine(net::FrameEvent event)
{
    if (auto *message = std::get_if<net::MessageEvent>(&event))
        return arriveAtEngine({.data = std::move(message->data), .kind = message->kind});
    const auto *close = std::get_if<net::CloseEvent>(&event);
    ENSURE(close); // Nobody here breaks a rule, or pings.
    closeAtEngine(close->code, close->reason);
}

void Wire::arriveAtEngine(Received received)
{
    if (!m_engineEnd || m_hasEngineClosed)
        return;
    if (!m_hasEngineStarted || m_isEnginePaused || !m_held.empty())
        return m_held.push_back(std::move(received));
    m_engineHandlers.onMessage(std::move(received.data), received.kind);
}

void Wire::closeAtEngine(std::uint16_t code, const QByteArray &reason)
{
    if (!m_engineEnd)
        return;
    if (!m_hasEngineStarted || m_isEnginePaused || !m_held.empty()) {
        m_heldClose.emplace(code, reason);
        return;
    }
    m_hasEngineClosed = true;
    // The owner may destroy its end in the handler, and the handlers with it.
    if (auto handlers = std::exchange(m_engineHandlers, {}); handlers.onClosed)
        handlers.onClosed(code, reason);
}

// --- Outside ---

void Wire::send(const QByteArray &data, net::FrameKind kind)
{
    if (!m_hasOutsideClosed)
        transmit(m_toEngine, opcodeOf(kind), data, &Wire::frameAtEngine);
}

void Wire::close(std::uint16_t code, const QByteArray &reason)
{
    if (std::exchange(m_hasOutsideClosed, true))
        return;
    m_handlers = {};
    transmit(m_toEngine, net::Opcode::Close, net::closePayload(code, reason), &Wire::frameAtEngine);
}

void Wire::frameOutside(net::FrameEvent event)
{
    if (auto *message = std::get_if<net::MessageEvent>(&event))
        return arriveOutside(message->data);
    const auto *close = std::get_if<net::CloseEvent>(&event);
    ENSURE(close);
    closeOutside(close->code, close->reason);
    carry(m_toEngine, [this, code = close->code, reason = close->reason] { closeAtEngine(code, reason); });
}

void Wire::arriveOutside(const QByteArray &data)
{
    if (const auto onMessage = m_handlers.onMessage)
        onMessage(data);
}

void Wire::closeOutside(std::uint16_t code, const QByteArray &reason)
{
    m_hasOutsideClosed = true;
    if (auto opened = std::exchange(m_opened, {}))
        return opened(nullptr);
    if (const auto onClosed = std::exchange(m_handlers, {}).onClosed)
        onClosed(code, reason);
}

// --- Faults ---

void Wire::cut(After engineHears, After outsideHears)
{
    if (std::exchange(m_isCut, true))
        return;
    if (engineHears)
        m_around.scheduler.after(*engineHears,
                                 [self = shared_from_this()] { self->closeAtEngine(closedAbnormally, {}); });
    if (m_opened && !outsideHears)
        outsideHears = handshakePatience;
    if (outsideHears)
        m_around.scheduler.after(*outsideHears,
                                 [self = shared_from_this()] { self->closeOutside(closedAbnormally, {}); });
}

void Wire::stall(std::chrono::milliseconds time)
{
    m_toEngine.lastArrival = std::max(m_toEngine.lastArrival, m_around.now() + time);
    m_toOutside.lastArrival = std::max(m_toOutside.lastArrival, m_around.now() + time);
}

} // namespace rove::sim
