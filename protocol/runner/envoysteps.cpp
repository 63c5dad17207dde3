// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/runner/envoysteps.h"

#include "protocol/bare/step.h"
#include "protocol/envoy/steps.h"

#include <utility>

namespace rove::runner::steps {

using bare::step;

namespace {

v7::CommandWrapper ofEnvoy(envoy::v8::CommandWrapper &&command)
{
    using To = v7::Command;
    return {.checkpoint = std::move(command.checkpoint),
            .inner = step<To>(
                std::move(command.inner),
                [](envoy::v8::CommandStartActor &&start) -> To {
                    return v7::CommandStartActor{.config = std::move(start.config),
                                                 .hibernatingRequests = std::move(start.hibernatingRequests)};
                },
                [](envoy::v8::CommandStopActor &&) -> To { return v7::CommandStopActor{}; })};
}

} // namespace

envoy::v8::ToRivet toEnvoy(v7::ToServer message)
{
    using To = envoy::v6::ToRivet;
    auto inVersion6 = step<To>(std::move(message), [](v7::ToServerInit &&init) -> To {
        return envoy::v6::Metadata{.prepopulateActorNames = std::move(init.prepopulateActorNames),
                                   .metadata = std::move(init.metadata)};
    });
    return envoy::steps::toV8(envoy::steps::toV7(std::move(inVersion6)));
}

std::optional<v7::ToClient> fromEnvoy(envoy::v8::ToEnvoy message)
{
    using To = std::optional<v7::ToClient>;
    auto inVersion7 = envoy::steps::toV7(std::move(message));
    if (!inVersion7)
        return std::nullopt;
    return step<To>(
        envoy::steps::toV6(*std::move(inVersion7)), [](envoy::v6::Init &&) -> To { return std::nullopt; },
        [](envoy::v6::Commands &&commands) -> To {
            v7::Commands to;
            for (envoy::v8::CommandWrapper &command : commands.commands)
                to.commands.push_back(ofEnvoy(std::move(command)));
            return to;
        },
        [](envoy::v6::SqliteGetPagesResponse &&) -> To { return std::nullopt; },
        [](envoy::v6::SqliteCommitResponse &&) -> To { return std::nullopt; },
        [](envoy::v6::SqliteExecResponse &&) -> To { return std::nullopt; },
        [](envoy::v6::SqliteExecuteResponse &&) -> To { return std::nullopt; },
        [](envoy::v6::SqliteExecuteBatchResponse &&) -> To { return std::nullopt; });
}

} // namespace rove::runner::steps
