// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/serverlessroutes.h"

#include "protocol/base/cbor.h"
#include "protocol/manager/expected.h"
#include "protocol/manager/json.h"

#include <QtCore/QCborMap>

namespace rove::gateway {
namespace {

using namespace Qt::StringLiterals;

const QStringList knownFields{u"url"_s, u"headers"_s};

std::unexpected<Error> badBody(const QString &reason)
{
    return manager::badRequest(u"Failed to deserialize the JSON body into the target type: "_s + reason);
}

bool areTexts(const QJsonValue &headers)
{
    for (const QJsonValue &value : headers.toObject())
        if (!value.isString())
            return false;
    return true;
}

Result<QJsonObject> readPlatform(const QByteArray &body)
{
    const Result<QJsonValue> json = cbor::parseJson(body);
    if (!json)
        return manager::badRequest(u"Failed to parse the request body as JSON: "_s + json.error().message);
    const QJsonObject platform = json->toObject();
    for (const QString &name : platform.keys())
        if (!knownFields.contains(name))
            return badBody(manager::unknownField(name, knownFields));
    if (!platform.contains("url"_L1))
        return badBody(u"missing field `url`"_s);
    if (!platform["url"_L1].isString())
        return badBody(u"url: invalid type, expected a string"_s);
    const QJsonValue headers = platform["headers"_L1];
    if (!headers.isUndefined() && !headers.isNull() && (!headers.isObject() || !areTexts(headers)))
        return badBody(u"headers: invalid type, expected a map of strings"_s);
    return QJsonObject(platform);
}

} // namespace

Result<> checkServerlessPlatform(ServerlessPort &platforms, const QByteArray &body, RouteAnswer answer)
{
    const QJsonObject platform = TRY(readPlatform(body));
    platforms.check(platform["url"_L1].toString(), platform["headers"_L1].toObject(),
                    [answer = std::move(answer)](const std::expected<QString, QJsonObject> &checked) {
                        if (checked)
                            answer(QJsonObject{{"success"_L1, QJsonObject{{"version"_L1, *checked}}}});
                        else
                            answer(QJsonObject{{"failure"_L1, QJsonObject{{"error"_L1, checked.error()}}}});
                    });
    return {};
}

Result<> refreshServerlessPool(ServerlessPort &platforms, NamespaceId namespaceId, const QString &pool,
                               RouteAnswer answer)
{
    const bool isAsked = platforms.refresh(
        namespaceId, pool, [answer = std::move(answer)](const std::expected<QString, QJsonObject> &checked) {
            if (checked)
                return answer(QJsonObject());
            answer(std::unexpected(Error::fromWire(
                u"serverless_runner_pool"_s, u"failed_to_fetch_metadata"_s,
                u"Failed to fetch serverless metadata: {reason}."_s, // So Rivet's engine has it.
                QCborMap{{u"reason"_s, QCborMap::fromJsonObject(checked.error())}})));
        });
    // Rivet's engine fails with an internal error here (spec/engine-api.md 1.9).
    if (!isAsked)
        return failure(ErrorCode::RunnerConfigInvalid,
                       u"Invalid runner config: the pool has no serverless platform"_s,
                       {{u"reason"_s, u"the pool has no serverless platform"_s}});
    return {};
}

} // namespace rove::gateway
