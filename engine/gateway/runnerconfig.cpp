// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/runnerconfig.h"

#include "protocol/manager/json.h"

#include <QtCore/QUrl>

#include <utility>

namespace rove::gateway {
namespace {

using namespace Qt::StringLiterals;

// spec/engine-api.md 1.9
constexpr std::size_t headerCountMax = 16;
constexpr qsizetype headerNameBytesMax = 128;
constexpr qsizetype headerValueBytesMax = 4096;
constexpr std::int64_t maxConcurrentActorsDefault = 1000;

std::unexpected<Error> invalid(const QString &reason)
{
    return failure(ErrorCode::RunnerConfigInvalid, "Invalid runner config: "_L1 + reason,
                   {{u"reason"_s, reason}});
}

Result<> checkUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (url.scheme().isEmpty())
        return invalid(u"invalid serverless url: relative URL without a base"_s);
    if (!url.isValid() || url.host().isEmpty())
        return invalid(u"invalid serverless url: empty host"_s);
    return {};
}

Result<> checkHeaders(const std::map<QString, QString> &headers)
{
    if (headers.size() > headerCountMax)
        return invalid(u"too many headers (max %1)"_s.arg(headerCountMax));
    for (const auto &[name, value] : headers) {
        if (name.toUtf8().size() > headerNameBytesMax)
            return invalid(u"invalid header name: too long (max %1)"_s.arg(headerNameBytesMax));
        if (value.toUtf8().size() > headerValueBytesMax)
            return invalid(u"invalid header value: too long (max %1)"_s.arg(headerValueBytesMax));
    }
    return {};
}

Result<> check(const manager::ServerlessPool &pool)
{
    TRY(checkUrl(pool.url));
    TRY(checkHeaders(pool.headers));
    if (pool.drainGracePeriod >= pool.requestLifespan)
        return invalid(u"`drain_grace_period` must be less than `request_lifespan` (%1s >= %2s)"_s
                           .arg(pool.drainGracePeriod)
                           .arg(pool.requestLifespan));
    return {};
}

/// The settings with what stands for absent ones.
Result<std::variant<manager::NormalPool, manager::ServerlessPool>>
completed(std::variant<manager::NormalPool, manager::ServerlessPool> kind)
{
    auto *serverless = std::get_if<manager::ServerlessPool>(&kind);
    if (!serverless)
        return kind;
    TRY(check(*serverless));
    if (!serverless->maxConcurrentActors)
        serverless->maxConcurrentActors =
            serverless->maxRunners > 0 ? serverless->maxRunners : maxConcurrentActorsDefault;
    return kind;
}

} // namespace

Result<core::RunnerConfig> readRunnerConfig(const manager::RunnerConfigsUpsertRequest &body,
                                            const QString &datacenterName)
{
    core::RunnerConfig config;
    for (const auto &[datacenter, settings] : body.datacenters) {
        if (datacenter != datacenterName)
            return failure(ErrorCode::DatacenterNotFound);
        manager::RunnerConfig shown{.kind = TRY(completed(settings.kind)),
                                    .metadata = settings.metadata,
                                    .protocolVersion = {}, // Told by who is connected.
                                    .runnerPoolError = {}};
        if (settings.drainOnVersionUpgrade)
            std::visit([&](auto &kind) { kind.drainOnVersionUpgrade = *settings.drainOnVersionUpgrade; },
                       shown.kind);
        config.datacenters.emplace(datacenter, manager::toJson(shown));
    }
    return config;
}

} // namespace rove::gateway
