// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"
#include "protocol/base/error.h"

#include <QtCore/QJsonObject>

namespace rove::gateway {

/// The two faces of the port; they give the same error different statuses and headers
/// (spec/engine-api.md 1.3, 1.5).
enum class Surface { Api, Gateway };

/// How much of an answer other origins may read.
enum class Cors {
    Usual,   ///< As the surface has it: credentials too, for the origin that asks.
    AnyOne,  ///< Everybody, without credentials: where the API has no such route.
    Unnamed, ///< No word of it: health, and paths that never became a route.
};

/// What every answer to one request repeats.
struct ReplyContext {
    Surface surface = Surface::Api;
    QByteArray rayId;
    QByteArray origin; ///< Empty if the request had none.
    Cors cors = Cors::Usual;
};

[[nodiscard]] int httpStatus(const Error &error, Surface surface);
[[nodiscard]] QJsonObject errorBody(const Error &error);

[[nodiscard]] net::HttpResponse jsonResponse(const QJsonObject &body, const ReplyContext &context,
                                             int status = 200);
[[nodiscard]] net::HttpResponse errorResponse(const Error &error, const ReplyContext &context);
/// What a request that the session turned down is answered with.
[[nodiscard]] net::HttpResponse refusalResponse(net::Refusal reason, const ReplyContext &context);
/// 204 on the gateway, 200 with `allow` on the API; never touches an actor.
[[nodiscard]] net::HttpResponse preflightResponse(const net::HttpRequest &request,
                                                  const ReplyContext &context, const QByteArray &allow);
/// 405, no body.
[[nodiscard]] net::HttpResponse methodNotAllowedResponse(const ReplyContext &context,
                                                         const QByteArray &allow);
/// CORS and ray id, as the surface has them.
void addCommonHeaders(net::Headers &headers, const ReplyContext &context);

/// `group.code#ray`, as a WebSocket is closed when its route fails (spec/client-gateway.md 5.8).
[[nodiscard]] QByteArray closeReason(const Error &error, const QByteArray &rayId);

} // namespace rove::gateway
