// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/http/httpreply.h"

#include "protocol/base/cbor.h"

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;

envoy::v8::Headers contentType(const QString &type)
{
    return {{u"content-type"_s, type}};
}

/// An answer in the name of an envoy that has no actor to answer for itself.
HttpReply envoyFailure(const QString &group, const QString &code, const QString &message)
{
    HttpReply reply = HttpReply::json(503, {{"group"_L1, group}, {"code"_L1, code}, {"message"_L1, message}});
    reply.headers.emplace(u"x-rivet-error"_s, group % u'.' % code);
    return reply;
}

} // namespace

HttpReply HttpReply::text(const QByteArray &body)
{
    return {.status = 200, .headers = contentType(u"text/plain; charset=utf-8"_s), .body = body};
}

HttpReply HttpReply::json(int status, const QJsonObject &body)
{
    return {.status = status, .headers = contentType(u"application/json"_s), .body = cbor::writeJson(body)};
}

HttpReply HttpReply::failure(const ErrorReport &report, const client::v4::ActorSpecifier &actor,
                             client::Encoding encoding, int version)
{
    HttpReply reply{.status = report.status,
                    .headers = contentType(QString::fromLatin1(client::contentType(encoding))),
                    .body = {}};
    if (Result<QByteArray> body = client::encode(report.body(actor), encoding, version))
        reply.body = *std::move(body);
    return reply;
}

HttpReply HttpReply::actorNotFound()
{
    return envoyFailure(u"envoy"_s, u"actor_not_found"_s, u"The actor does not run here."_s);
}

HttpReply HttpReply::actorOverloaded()
{
    const Error error = Error::of(ErrorCode::ActorOverloaded);
    return envoyFailure(error.group(), error.codeName(), error.message);
}

envoy::v8::ResponseStart HttpReply::toResponse() &&
{
    return {
        .status = static_cast<std::uint16_t>(status), .headers = std::move(headers), .body = std::move(body)};
}

} // namespace rove::runtime
