// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/target.h"

#include "protocol/base/cbor.h"

#include <QtCore/QUrl>

#include <map>

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

constexpr QByteArrayView gatewayPrefix = "/gateway/";
constexpr QByteArrayView parameterPrefix = "rvt-";

using Parameters = std::map<QString, QString>;

/// A name=value pair as sent.
struct RawParameter {
    QByteArrayView name;
    QByteArrayView value;
};

RawParameter splitParameter(QByteArrayView text)
{
    const qsizetype equals = text.indexOf('=');
    if (equals < 0)
        return {.name = text, .value = {}};
    return {.name = text.first(equals), .value = text.sliced(equals + 1)};
}

/// Form decoding: `+` is a space, a malformed escape stands for itself; none if the bytes are not UTF-8.
std::optional<QString> decodeForm(QByteArrayView value)
{
    const QByteArray bytes = QByteArray::fromPercentEncoding(value.toByteArray().replace('+', ' '));
    if (!QUtf8StringView(bytes).isValidUtf8())
        return std::nullopt;
    return QString::fromUtf8(bytes);
}

std::unexpected<Error> invalidParams(const QString &detail)
{
    return failure(ErrorCode::GuardQueryInvalidParams, "invalid query gateway params: "_L1 + detail,
                   {{u"detail"_s, detail}});
}

bool hasQueryParameters(QByteArrayView query)
{
    for (const QByteArrayView part : QLatin1StringView(query).tokenize('&'_L1))
        if (part.startsWith(parameterPrefix))
            return true;
    return false;
}

constexpr std::array knownParameters{
    "namespace"_L1, "method"_L1, "runner"_L1,       "pool"_L1,  "key"_L1,
    "input"_L1,     "region"_L1, "crash-policy"_L1, "token"_L1, "skip-ready-wait"_L1,
};

Result<> checkKnown(const QString &name)
{
    if (std::ranges::find(knownParameters, name) != knownParameters.end())
        return {};
    QStringList expected;
    for (const QLatin1StringView known : knownParameters)
        expected += "`"_L1 + known + "`"_L1;
    return invalidParams("unknown field `"_L1 + name + "`, expected one of "_L1 + expected.join(", "_L1));
}

/// The query, parted: the gateway's own parameters, and what is left for the actor.
struct PartedQuery {
    Parameters parameters;
    QByteArray rest;
};

Result<PartedQuery> partQuery(QByteArrayView query)
{
    PartedQuery parted;
    for (const QLatin1StringView part : QLatin1StringView(query).tokenize('&'_L1)) {
        if (part.isEmpty())
            continue;
        if (!part.startsWith(QLatin1StringView(parameterPrefix))) {
            parted.rest += (parted.rest.isEmpty() ? "" : "&") + QByteArrayView(part).toByteArray();
            continue;
        }
        const RawParameter raw = splitParameter(part);
        const QString wholeName = QString::fromLatin1(raw.name);
        const QString name = wholeName.sliced(parameterPrefix.size());
        const std::optional<QString> value = decodeForm(raw.value);
        if (!value)
            return failure(ErrorCode::GuardQueryInvalidPercentEncoding,
                           "invalid percent-encoding for query gateway param '"_L1 + wholeName + "'"_L1,
                           {{u"name"_s, wholeName}});
        TRY(checkKnown(name));
        if (!parted.parameters.emplace(name, *value).second)
            return failure(ErrorCode::GuardQueryDuplicateParam,
                           "duplicate query gateway param: "_L1 + wholeName, {{u"name"_s, wholeName}});
    }
    return parted;
}

std::optional<QString> take(const Parameters &parameters, const QString &name)
{
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

Result<core::CrashPolicy> parseCrashPolicy(const QString &text)
{
    if (text == "sleep"_L1)
        return core::CrashPolicy::Sleep;
    if (text == "restart"_L1)
        return core::CrashPolicy::Restart;
    if (text == "destroy"_L1)
        return core::CrashPolicy::Destroy;
    return invalidParams("unknown crash policy: "_L1 + text + ", expected restart, sleep, or destroy"_L1);
}

Result<> checkSkipReadyWait(const Parameters &parameters)
{
    const auto text = take(parameters, u"skip-ready-wait"_s);
    if (!text || *text == "true"_L1 || *text == "false"_L1 || *text == "1"_L1 || *text == "0"_L1)
        return {};
    return invalidParams(u"expected true, false, 1, or 0"_s);
}

Result<QByteArray> parseInput(const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        text.toUtf8(), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                           QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || text.contains(u'='))
        return failure(ErrorCode::GuardQueryInvalidBase64Input,
                       u"invalid base64url in query gateway input"_s);
    if (!cbor::decode(*decoded))
        return failure(ErrorCode::GuardQueryInvalidCborInput, u"invalid cbor in query gateway input"_s);
    return *decoded;
}

Result<> checkGetParameters(const Parameters &parameters)
{
    for (const QString &name : {u"input"_s, u"region"_s, u"crash-policy"_s, u"runner"_s})
        if (parameters.contains(name))
            return failure(
                ErrorCode::GuardQueryGetDisallowedParams,
                u"query gateway method=get does not allow rvt-input, rvt-region, rvt-crash-policy, "
                "or rvt-pool params"_s);
    return {};
}

Result<> readCreation(const Parameters &parameters, QueryTarget &target)
{
    // The newer spelling wins.
    const auto pool = take(parameters, u"pool"_s).or_else([&] { return take(parameters, u"runner"_s); });
    if (!pool)
        return failure(ErrorCode::GuardQueryMissingPool,
                       u"query gateway method=getOrCreate requires rvt-pool param"_s);
    target.pool = *pool;
    target.region = take(parameters, u"region"_s);
    if (const auto policy = take(parameters, u"crash-policy"_s))
        target.crashPolicy = TRY(parseCrashPolicy(*policy));
    if (const auto input = take(parameters, u"input"_s))
        target.input = TRY(parseInput(*input));
    return {};
}

Result<QueryTarget> readQueryTarget(QByteArrayView segment, const Parameters &parameters)
{
    if (segment.contains('@'))
        return failure(ErrorCode::GuardQueryPathTokenSyntax,
                       u"query gateway paths must not use @token syntax"_s);
    const QByteArray rawName = QByteArray::fromPercentEncoding(segment.toByteArray());
    if (!QUtf8StringView(rawName).isValidUtf8())
        return failure(ErrorCode::GuardQueryInvalidPercentEncoding,
                       u"invalid percent-encoding for query gateway param 'name'"_s,
                       {{u"name"_s, u"name"_s}});
    QueryTarget target{.name = QString::fromUtf8(rawName)};
    if (target.name.isEmpty())
        return failure(ErrorCode::GuardQueryEmptyActorName);

    const auto namespaceName = take(parameters, u"namespace"_s);
    if (!namespaceName)
        return invalidParams(u"missing field `namespace`"_s);
    target.namespaceName = *namespaceName;
    const auto method = take(parameters, u"method"_s);
    if (!method)
        return invalidParams(u"missing field `method`"_s);
    if (*method != "get"_L1 && *method != "getOrCreate"_L1)
        return invalidParams("unknown method: "_L1 + *method + ", expected get or getOrCreate"_L1);
    TRY(checkSkipReadyWait(parameters));

    // Split after decoding: an encoded comma separates too, as in Rivet's engine
    // (spec/client-gateway.md 3.4).
    if (const auto key = take(parameters, u"key"_s); key && !key->isEmpty())
        target.key = key->split(u',');
    if (*method == "get"_L1) {
        TRY(checkGetParameters(parameters));
    } else {
        target.method = QueryMethod::GetOrCreate;
        TRY(readCreation(parameters, target));
    }
    return target;
}

/// What follows `@` in `/gateway/{id}@{token}`.
std::optional<QByteArray> readToken(QByteArrayView segment)
{
    const qsizetype at = segment.indexOf('@');
    if (at < 0)
        return std::nullopt;
    return QByteArray::fromPercentEncoding(segment.sliced(at + 1).toByteArray());
}

Result<std::optional<DirectTarget>> readDirectTarget(QByteArrayView segment)
{
    const qsizetype at = segment.indexOf('@');
    const QByteArrayView id = at < 0 ? segment : segment.first(at);
    if (id.isEmpty() || at == segment.size() - 1)
        return std::nullopt;
    const auto actorId = ActorId::parse(QString::fromUtf8(QByteArray::fromPercentEncoding(id.toByteArray())));
    // Rivet's engine calls a malformed id an internal error here (spec/client-gateway.md 5.2).
    if (!actorId)
        return failure(ErrorCode::InternalError);
    return DirectTarget{*actorId};
}

} // namespace

Result<std::optional<Target>> parseGatewayTarget(const QByteArray &target)
{
    const QByteArrayView withoutFragment =
        QByteArrayView(target).first(target.contains('#') ? target.indexOf('#') : target.size());
    const qsizetype questionMark = withoutFragment.indexOf('?');
    const QByteArrayView path = questionMark < 0 ? withoutFragment : withoutFragment.first(questionMark);
    const QByteArrayView query =
        questionMark < 0 ? QByteArrayView() : withoutFragment.sliced(questionMark + 1);
    if (!path.startsWith(gatewayPrefix) || path.contains("//"))
        return std::nullopt;

    const QByteArrayView afterPrefix = path.sliced(gatewayPrefix.size());
    const qsizetype slash = afterPrefix.indexOf('/');
    const QByteArrayView segment = slash < 0 ? afterPrefix : afterPrefix.first(slash);
    QByteArray forwarded = slash < 0 ? QByteArrayLiteral("/") : afterPrefix.sliced(slash).toByteArray();

    if (hasQueryParameters(query)) {
        const PartedQuery parted = TRY(partQuery(query));
        const QueryTarget actor = TRY(readQueryTarget(segment, parted.parameters));
        if (!parted.rest.isEmpty())
            forwarded += '?' + parted.rest;
        return Target{.actor = actor,
                      .path = std::move(forwarded),
                      .token = take(parted.parameters, u"token"_s).transform([](const QString &token) {
                          return token.toUtf8();
                      })};
    }
    const std::optional<DirectTarget> actor = TRY(readDirectTarget(segment));
    if (!actor)
        return std::nullopt;
    if (questionMark >= 0)
        forwarded += '?' + query;
    return Target{.actor = *actor, .path = std::move(forwarded), .token = readToken(segment)};
}

} // namespace rove::gateway
