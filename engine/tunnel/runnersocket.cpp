// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/runnersocket.h"

#include "protocol/base/limits.h"
#include "protocol/runner/envoysteps.h"

#include <utility>

using namespace std::chrono_literals;

namespace rove::tunnel {
namespace {

constexpr std::uint16_t closeFailed = 1011;
constexpr auto initTimeout = 5s; // spec/runner-envoy.md 1.2

std::optional<std::int64_t> milliseconds(std::optional<std::chrono::milliseconds> duration)
{
    return duration.transform([](std::chrono::milliseconds known) -> std::int64_t { return known.count(); });
}

} // namespace

RunnerSocket::RunnerSocket(std::unique_ptr<net::WebSocket> socket, QByteArray rayId, int protocolVersion)
    : HostSocket(std::move(socket), std::move(rayId))
    , m_dialect{.version = protocolVersion}
{}

// --- The introduction ---

void RunnerSocket::awaitInit(net::Loop &loop, Introduction introduction)
{
    m_introduction = std::move(introduction);
    m_timer = loop.after(initTimeout, [this] { refuse("ws.timed_out_waiting_for_init"); });
    startReading();
}

void RunnerSocket::introduce(const QByteArray &data, net::FrameKind kind)
{
    if (kind != net::FrameKind::Binary)
        return refuse("ws.invalid_initial_packet");
    if (data.size() > limits::tunnelPayloadBytesMax)
        return refuse("ws.invalid_packet");
    auto message = runner::decodeToServer(data, m_dialect);
    if (!message)
        return refuse("ws.invalid_packet");
    auto *init = *message ? std::get_if<runner::v7::ToServerInit>(&**message) : nullptr;
    if (!init || init->name.isEmpty() || init->name.size() > limits::poolNameCharactersMax)
        return refuse("ws.invalid_initial_packet");
    m_timer.reset();
    auto introduction = *std::exchange(m_introduction, std::nullopt);
    introduction.onInit(std::move(*init));
}

void RunnerSocket::refuse(QByteArrayView reason)
{
    const auto timer = std::move(m_timer); // It may be what calls.
    auto introduction = *std::exchange(m_introduction, std::nullopt);
    close(closeFailed, reason);
    introduction.onRefused();
}

void RunnerSocket::greet(const Greeting &greeting)
{
    runner::v7::ToClientInit init{
        .runnerId = greeting.runnerId.toString(),
        .metadata = {.runnerLostThreshold = greeting.lostThreshold.count(),
                     .actorStopThreshold = greeting.actorStopThreshold.count(),
                     .serverlessDrainGracePeriod = milliseconds(greeting.drainGracePeriod)}};
    if (auto bytes = runner::encode(std::move(init), m_dialect))
        socket().send(*std::move(bytes), net::FrameKind::Binary);
}

// --- After it ---

bool RunnerSocket::answersPings() const
{
    constexpr int firstVersionWithPongs = 4; // spec/runner-envoy.md 1.4
    return m_dialect.version >= firstVersionWithPongs;
}

void RunnerSocket::receive(const QByteArray &data, net::FrameKind kind)
{
    if (m_introduction)
        introduce(data, kind);
    else
        HostSocket::receive(data, kind);
}

void RunnerSocket::closed(QByteArray reason)
{
    if (!m_introduction)
        return HostSocket::closed(std::move(reason));
    auto introduction = *std::exchange(m_introduction, std::nullopt);
    introduction.onRefused();
}

Result<std::optional<envoy::v8::ToRivet>> RunnerSocket::decode(QByteArrayView bytes)
{
    auto message = TRY(runner::decodeToServer(bytes, m_dialect));
    // Who it is, a runner says once.
    if (!message || std::holds_alternative<runner::v7::ToServerInit>(*message))
        return std::nullopt;
    return runner::steps::toEnvoy(*std::move(message));
}

std::optional<QByteArray> RunnerSocket::encode(envoy::v8::ToEnvoy message)
{
    return runner::steps::fromEnvoy(std::move(message)).and_then([this](runner::v7::ToClient known) {
        return runner::encode(std::move(known), m_dialect);
    });
}

} // namespace rove::tunnel
