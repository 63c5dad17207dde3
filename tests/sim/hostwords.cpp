// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/hostwords.h"

#include "protocol/bare/step.h"
#include "protocol/envoy/codec.h"
#include "protocol/envoy/steps.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::sim {
namespace {

/// The stop of a runner's actor has no reason; it hears of none where its actors must be gone at once.
envoy::v8::CommandWrapper ofRunner(runner::v7::CommandWrapper &&command)
{
    using To = envoy::v8::Command;
    return {.checkpoint = std::move(command.checkpoint),
            .inner = bare::step<To>(
                std::move(command.inner),
                [](runner::v7::CommandStartActor &&start) -> To {
                    return envoy::v8::CommandStartActor{.config = std::move(start.config),
                                                        .hibernatingRequests =
                                                            std::move(start.hibernatingRequests),
                                                        .preloadedKv = {}};
                },
                [](runner::v7::CommandStopActor &&) -> To {
                    return envoy::v8::CommandStopActor{envoy::v8::StopReason::StopIntent};
                })};
}

envoy::v8::ToEnvoy toEnvoy(runner::v7::ToClient message)
{
    using To = envoy::v6::ToEnvoy;
    auto in6 = bare::step<To>(
        std::move(message),
        [](runner::v7::ToClientInit &&init) -> To {
            return envoy::v6::Init{.envoyLostThreshold = init.metadata.runnerLostThreshold,
                                   .actorStopThreshold = init.metadata.actorStopThreshold,
                                   .maxResponsePayloadSize = 0};
        },
        [](runner::v7::Commands &&commands) -> To {
            envoy::v6::Commands to;
            to.commands.reserve(commands.commands.size());
            for (runner::v7::CommandWrapper &command : commands.commands)
                to.commands.push_back(ofRunner(std::move(command)));
            return to;
        });
    return envoy::steps::toV8(envoy::steps::toV7(std::move(in6)));
}

} // namespace

HostWords::HostWords(const HostIdentity &identity)
    : m_identity(identity)
    , m_dialect{.version = identity.protocolVersion}
{}

QByteArray HostWords::connectTarget() const
{
    const QByteArray common =
        "protocol_version=" + QByteArray::number(m_identity.protocolVersion) + "&namespace=default&";
    const QByteArray key = m_identity.key.toLatin1();
    if (isRunner())
        return "/runners/connect?" + common + "runner_key=" + key;
    return "/envoys/connect?" + common + "version=" + QByteArray::number(m_identity.version) +
           "&pool_name=" + m_identity.pool.toLatin1() + "&envoy_key=" + key;
}

Result<HostWords::Heard> HostWords::decode(QByteArrayView bytes) const
{
    if (!isRunner())
        return Heard{.message = TRY(envoy::decodeToEnvoy(bytes, m_identity.protocolVersion)), .runnerId = {}};
    std::optional<runner::v7::ToClient> message = TRY(runner::decodeToClient(bytes, m_dialect));
    if (!message)
        return failure(ErrorCode::BareInvalid, u"a message that no runner of this version is sent"_s);
    std::optional<QString> runnerId;
    if (const auto *init = std::get_if<runner::v7::ToClientInit>(&*message))
        runnerId = init->runnerId;
    return Heard{.message = toEnvoy(*std::move(message)), .runnerId = std::move(runnerId)};
}

std::optional<QByteArray> HostWords::encode(envoy::v8::ToRivet message)
{
    if (!isRunner())
        return envoy::encode(std::move(message), m_identity.protocolVersion);
    return toRunner(std::move(message)).and_then([this](runner::v7::ToServer known) {
        return runner::encode(std::move(known), m_dialect);
    });
}

std::optional<runner::v7::ToServer> HostWords::toRunner(envoy::v8::ToRivet message) const
{
    using To = std::optional<runner::v7::ToServer>;
    auto in7 = envoy::steps::toV7(std::move(message));
    if (!in7)
        return std::nullopt;
    return bare::step<To>(
        envoy::steps::toV6(*std::move(in7)),
        [this](envoy::v6::Metadata &&metadata) -> To {
            return runner::v7::ToServerInit{.name = m_identity.pool,
                                            .version = m_identity.version,
                                            .totalSlots = m_identity.slotCount,
                                            .prepopulateActorNames =
                                                std::move(metadata.prepopulateActorNames),
                                            .metadata = std::move(metadata.metadata)};
        },
        [](envoy::v6::SqliteGetPagesRequest &&) -> To { return std::nullopt; },
        [](envoy::v6::SqliteCommitRequest &&) -> To { return std::nullopt; },
        [](envoy::v6::SqliteExecRequest &&) -> To { return std::nullopt; },
        [](envoy::v6::SqliteExecuteRequest &&) -> To { return std::nullopt; },
        [](envoy::v6::SqliteExecuteBatchRequest &&) -> To { return std::nullopt; });
}

QByteArray HostWords::farewell() const
{
    return isRunner() ? "pegboard.runner_shutdown"_ba : "envoy.shutdown"_ba;
}

} // namespace rove::sim
