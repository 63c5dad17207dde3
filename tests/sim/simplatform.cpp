// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simplatform.h"

#include "protocol/bare/codec.h"
#include "protocol/base/ensure.h"
#include "protocol/envoy/codec.h"

#include <QtCore/QtEndian>

#include <algorithm>
#include <utility>
#include <variant>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {
namespace {

constexpr int statusOk = 200;
constexpr int statusFailed = 500;
constexpr auto answerDelayMax = 500ms;
constexpr auto slowAnswerMax = 45s; ///< The engine waits for thirty.
constexpr auto lifeUntilCutMax = 3min;
/// A real one says so every second; the engine loses its patience after sixty.
constexpr auto pingInterval = 20s;
constexpr auto drainPatience = 2min;
constexpr auto eventStream = "text/event-stream";

/// The first that the platform of a pool of runners says (spec/runner-envoy.md 2.1).
struct RunnerNamed {
    QString runnerId;
    std::uint16_t protocolVersion = 0;
};

QByteArray namingEvent(const QString &runnerId)
{
    QByteArray payload(sizeof(std::uint16_t), Qt::Uninitialized);
    qToLittleEndian(std::uint16_t(runner::version), payload.data());
    payload += bare::encode(
        std::variant<RunnerNamed>(RunnerNamed{.runnerId = runnerId, .protocolVersion = runner::version}));
    return "data: " + payload.toBase64() + "\n\n";
}

/// What the body of a start is behind the version in front of it.
envoy::v8::Commands commandsIn(const QByteArray &body)
{
    ENSURE(body.size() > qsizetype(sizeof(std::uint16_t)));
    const auto version = qFromLittleEndian<std::uint16_t>(body.constData());
    const auto message = envoy::decodeToEnvoy(QByteArrayView(body).sliced(sizeof version), version);
    ENSURE(message && std::holds_alternative<envoy::v8::Commands>(*message));
    return std::get<envoy::v8::Commands>(*message);
}

} // namespace

SimPlatform::SimPlatform(SimPool pool, const Surroundings &around, MakeHost makeHost, Version version)
    : m_pool(std::move(pool))
    , m_around(around)
    , m_makeHost(std::move(makeHost))
    , m_version(std::move(version))
{}

void SimPlatform::ask(const std::shared_ptr<Outgoing> &request)
{
    if (m_around.strikes(Fault::PlatformUnreachable))
        return request->fail(ErrorCode::ClientUnreachable);
    const auto wait = m_around.delay(m_around.strikes(Fault::PlatformSlow) ? slowAnswerMax : answerDelayMax);
    m_around.scheduler.after(wait, [this, request] {
        if (request->isOpen())
            answer(request);
    });
}

void SimPlatform::answer(const std::shared_ptr<Outgoing> &request)
{
    if (m_around.strikes(Fault::PlatformFails)) {
        request->answer(statusFailed, "text/plain");
        request->say("no room");
        return request->end();
    }
    if (request->request().url.path().endsWith("/metadata"_L1))
        return describe(*request);
    m_around.note(m_pool.platform(), u"is asked for a start"_s);
    request->answer(statusOk, eventStream);
    keepOpen(request);
    if (m_around.strikes(Fault::PlatformForgets))
        return;
    if (isOfRunners())
        startRunner(request);
    else
        startActor(request);
}

void SimPlatform::describe(Outgoing &request) const
{
    const QByteArray version = QByteArray::number(m_version());
    request.answer(statusOk, "application/json");
    if (isOfRunners())
        request.say(R"({"runtime":"rivetkit","version":"2.2.1","runner":{"version":)" + version + "}}");
    else
        request.say(
            R"({"runtime":"rivetkit","version":"2.3.19","envoyProtocolVersion":8,"envoy":{"version":)" +
            version + "}}");
    request.end();
}

// --- Envoys ---

void SimPlatform::startActor(const std::shared_ptr<Outgoing> &request)
{
    const envoy::v8::Commands commands = commandsIn(request->request().body);
    SimHost &envoy = ensureEnvoy();
    for (const envoy::v8::CommandWrapper &command : commands.commands)
        m_starts.push_back({.actorId = *ActorId::parse(command.checkpoint.actorId),
                            .generation = command.checkpoint.generation,
                            .host = &envoy,
                            .request = request});
    envoy.takeRequest(commands);
}

SimHost &SimPlatform::ensureEnvoy()
{
    const bool isUsable =
        m_envoy && !m_envoy->isDead() && !m_envoy->isStopping() && m_envoy->identity().version == m_version();
    if (isUsable && m_around.random.chance(0.8))
        return *m_envoy;
    SimHost &envoy = m_makeHost({.kind = core::HostKind::Envoy,
                                 .key = {},
                                 .pool = m_pool.name,
                                 .version = m_version(),
                                 .slotCount = 0,
                                 .protocolVersion = envoy::version});
    envoy.watch({.named = {},
                 .actorEnded = [this](ActorId id, std::uint32_t generation) { actorEnded(id, generation); },
                 .gone = [this, &envoy] { hostGone(envoy); }});
    envoy.connect();
    m_envoy = &envoy;
    return envoy;
}

void SimPlatform::actorEnded(ActorId actorId, std::uint32_t generation)
{
    std::erase_if(m_starts, [&](const Start &start) {
        if (start.actorId != actorId || start.generation != generation)
            return false;
        start.request->say("event: stopping\n\n");
        start.request->end();
        return true;
    });
}

void SimPlatform::hostGone(const SimHost &host)
{
    std::erase_if(m_starts, [&](const Start &start) {
        if (start.host != &host)
            return false;
        start.request->fail(ErrorCode::ClientClosed);
        return true;
    });
}

// --- Runners ---

void SimPlatform::startRunner(const std::shared_ptr<Outgoing> &request)
{
    const auto slotCount = net::headerValue(request->request().headers, "x-rivet-total-slots");
    SimHost &runner = m_makeHost({.kind = core::HostKind::Runner,
                                  .key = {},
                                  .pool = m_pool.name,
                                  .version = m_version(),
                                  .slotCount = slotCount.value_or("0"_ba).toUInt(),
                                  .protocolVersion = runner::version});
    runner.watch({.named =
                      [request, isNamed = false](const QString &id) mutable {
                          if (!std::exchange(isNamed, true))
                              request->say(namingEvent(id));
                      },
                  .actorEnded = {},
                  .gone = [request] { request->end(); }});
    request->onGone([this, &runner] {
        runner.drain();
        m_around.scheduler.after(drainPatience, [&runner] { runner.die(0ms); });
    });
    runner.connect();
}

// --- Requests ---

void SimPlatform::keepOpen(const std::shared_ptr<Outgoing> &request)
{
    ping(request);
    if (m_around.strikes(Fault::PlatformCut))
        m_around.scheduler.after(m_around.delay(lifeUntilCutMax),
                                 [request] { request->fail(ErrorCode::ClientClosed); });
}

void SimPlatform::ping(const std::weak_ptr<Outgoing> &request)
{
    const auto open = request.lock();
    if (!open || !open->isOpen())
        return;
    open->say("event: ping\ndata:\n\n");
    m_around.scheduler.after(pingInterval, [this, request] { ping(request); });
}

} // namespace rove::sim
