// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/respond.h"

#include "engine/gateway/guarderrors.h"
#include "protocol/base/cbor.h"

#include <QtCore/QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

constexpr QByteArrayView apiVary = "origin, access-control-request-method, access-control-request-headers";
constexpr QByteArrayView gatewayMethods = "GET, POST, PUT, DELETE, OPTIONS, PATCH";

int gatewayStatus(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Foreign:
        return error.foreignGroup == "guard"_L1 ? guardStatus(error.foreignCode) : 400;
    case ErrorCode::ActorNotFound:
    case ErrorCode::GuardNoRoute:
        return 404;
    case ErrorCode::GuardInvalidRequestBody:
        return 413;
    case ErrorCode::GuardActorReadyTimeout:
    case ErrorCode::GuardActorWakeRetriesExceeded:
    case ErrorCode::GuardActorStoppedWhileWaiting:
    case ErrorCode::GuardServiceUnavailable:
        return 503;
    case ErrorCode::GuardRequestTimeout:
        return 504;
    default:
        return 400;
    }
}

void add(net::Headers &headers, QByteArrayView name, QByteArray value)
{
    headers.push_back({.name = name.toByteArray(), .value = std::move(value)});
}

/// Rivet's engine refuses these while it reads the path, before it knows where the request goes.
bool isFoundWhileParsing(ErrorCode code)
{
    switch (code) {
    case ErrorCode::GuardNoRoute:
    case ErrorCode::GuardQueryInvalidParams:
    case ErrorCode::GuardQueryDuplicateParam:
    case ErrorCode::GuardQueryPathTokenSyntax:
    case ErrorCode::GuardQueryEmptyActorName:
    case ErrorCode::GuardQueryInvalidPercentEncoding:
    case ErrorCode::GuardQueryGetDisallowedParams:
    case ErrorCode::GuardQueryMissingPool:
    case ErrorCode::GuardQueryInvalidBase64Input:
    case ErrorCode::GuardQueryInvalidCborInput:
        return true;
    default:
        return false;
    }
}

QByteArray originOrAny(const ReplyContext &context)
{
    return context.origin.isEmpty() ? QByteArrayLiteral("*") : context.origin;
}

} // namespace

int httpStatus(const Error &error, Surface surface)
{
    switch (error.code) {
    case ErrorCode::ApiNotFound:
        return 404;
    case ErrorCode::ApiUnauthorized:
        return 401;
    case ErrorCode::ApiForbidden:
        return 403;
    case ErrorCode::InternalError:
    case ErrorCode::StoreFailed:
        return 500;
    default:
        return surface == Surface::Api ? 400 : gatewayStatus(error);
    }
}

QJsonObject errorBody(const Error &error)
{
    QJsonObject body{
        {u"group"_s, error.group()}, {u"code"_s, error.codeName()}, {u"message"_s, error.message}};
    if (!error.metadata.isEmpty())
        body.insert(u"metadata"_s, error.metadata.toJsonObject());
    return body;
}

net::HttpResponse jsonResponse(const QJsonObject &body, const ReplyContext &context, int status)
{
    net::HttpResponse response{
        .status = status, .headers = {}, .body = QJsonDocument(body).toJson(QJsonDocument::Compact)};
    add(response.headers, "content-type", QByteArrayLiteral("application/json"));
    addCommonHeaders(response.headers, context);
    return response;
}

net::HttpResponse errorResponse(const Error &error, const ReplyContext &context)
{
    // A failure of our own storage is nobody's business outside.
    const Error shown = error.code == ErrorCode::StoreFailed ? Error::of(ErrorCode::InternalError) : error;
    ReplyContext answered = context;
    if (isFoundWhileParsing(error.code))
        answered.cors = Cors::Unnamed;
    net::HttpResponse response = jsonResponse(errorBody(shown), answered, httpStatus(shown, context.surface));
    if (context.surface == Surface::Gateway)
        add(response.headers, "x-rivet-error", shown.wireName().toUtf8());
    return response;
}

net::HttpResponse refusalResponse(net::Refusal reason, const ReplyContext &context)
{
    const auto badRequest = [&](const QString &detail, int status) {
        return jsonResponse(errorBody({.code = ErrorCode::ApiBadRequest,
                                       .message = "Request is invalid: "_L1 + detail,
                                       .metadata = {{u"reason"_s, detail}}}),
                            context, status);
    };
    switch (reason) {
    case net::Refusal::Malformed:
        return badRequest(u"not a valid HTTP request"_s, 400);
    case net::Refusal::HeaderTooLong:
        return badRequest(u"the request header is too long"_s, 431);
    case net::Refusal::TimedOut:
        return badRequest(u"the request did not arrive in time"_s, 408);
    case net::Refusal::Unsupported:
        return badRequest(u"the transfer coding or expectation is not supported"_s, 501);
    case net::Refusal::BodyTooLong:
        if (context.surface == Surface::Gateway)
            return errorResponse(Error::of(ErrorCode::GuardInvalidRequestBody), context);
        return badRequest(u"Failed to buffer the request body: length limit exceeded"_s, 400);
    }
    std::unreachable();
}

net::HttpResponse preflightResponse(const net::HttpRequest &request, const ReplyContext &context,
                                    const QByteArray &allow)
{
    const auto requested = net::headerValue(request.headers, "access-control-request-headers");
    net::HttpResponse response{
        .status = context.surface == Surface::Gateway ? 204 : 200, .headers = {}, .body = {}};
    if (context.surface == Surface::Gateway) {
        add(response.headers, "access-control-allow-methods", gatewayMethods.toByteArray());
        add(response.headers, "access-control-max-age", QByteArrayLiteral("86400"));
    } else {
        const auto method = net::headerValue(request.headers, "access-control-request-method");
        add(response.headers, "access-control-allow-methods", method.value_or(allow));
        add(response.headers, "allow", allow);
    }
    // The API names what it was asked for, and nothing if it was not asked (spec/engine-api.md 1.5).
    if (requested || context.surface == Surface::Gateway)
        add(response.headers, "access-control-allow-headers", requested.value_or(QByteArrayLiteral("*")));
    addCommonHeaders(response.headers, context);
    return response;
}

net::HttpResponse methodNotAllowedResponse(const ReplyContext &context, const QByteArray &allow)
{
    net::HttpResponse response{.status = 405, .headers = {}, .body = {}};
    add(response.headers, "allow", allow);
    addCommonHeaders(response.headers, context);
    return response;
}

void addCommonHeaders(net::Headers &headers, const ReplyContext &context)
{
    add(headers, "x-rivet-ray-id", context.rayId);
    if (context.cors == Cors::Unnamed)
        return;
    if (context.surface == Surface::Api)
        add(headers, "vary", apiVary.toByteArray());
    else if (!context.origin.isEmpty())
        add(headers, "vary", QByteArrayLiteral("Origin"));

    if (context.cors == Cors::AnyOne || context.surface == Surface::Gateway)
        add(headers, "access-control-expose-headers", QByteArrayLiteral("*"));
    if (context.cors == Cors::AnyOne)
        return add(headers, "access-control-allow-origin", QByteArrayLiteral("*"));
    add(headers, "access-control-allow-credentials", QByteArrayLiteral("true"));
    if (context.surface == Surface::Gateway)
        add(headers, "access-control-allow-origin", originOrAny(context));
    else if (!context.origin.isEmpty())
        add(headers, "access-control-allow-origin", context.origin);
}

QByteArray closeReason(const Error &error, const QByteArray &rayId)
{
    return error.wireName().toUtf8() + '#' + rayId;
}

} // namespace rove::gateway
