// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actorcall.h"

#include "engine/runtime/runtime.h"
#include "protocol/base/cbor.h"
#include "protocol/client/codec.h"

#include <QtCore/QUrl>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v4 = client::v4;

constexpr client::Encoding encoding = client::Encoding::Cbor;

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

/// An actor answers in the encoding of the request, the gateway always in JSON.
client::Encoding encodingOf(const HttpResponse &response)
{
    const auto type = response.headers.find(u"content-type"_s);
    const bool isJson = type != response.headers.end() && type->second.startsWith("application/json"_L1);
    return isJson ? client::Encoding::Json : encoding;
}

} // namespace

Result<HttpRequest> actionRequest(const RuntimeOptions &options, const ActorAddress &actor,
                                  const QString &action, const QCborArray &arguments)
{
    const v4::HttpActionRequest call{.args = cbor::encodeCompat(arguments)};
    QString query = u"rvt-namespace="_s % encoded(options.namespaceName) % u"&rvt-method=getOrCreate"_s %
                    u"&rvt-runner="_s % encoded(options.pool) % u"&rvt-crash-policy=sleep"_s;
    if (!actor.key.isEmpty())
        query += u"&rvt-key="_s % encoded(actor.key.join(u','));
    return HttpRequest{
        .method = u"POST"_s,
        .path = u"/gateway/"_s % encoded(actor.name) % u"/action/"_s % encoded(action) % u'?' % query,
        .headers = {{u"content-type"_s, QString::fromLatin1(client::contentType(encoding))},
                    {u"x-rivet-encoding"_s, QString::fromLatin1(client::encodingName(encoding))}},
        .body = TRY(client::encode(call, encoding))};
}

Result<QCborValue> actionOutcome(const HttpResponse &response)
{
    if (response.status == 200) {
        const auto answer = TRY(client::decode<v4::HttpActionResponse>(response.body, encodingOf(response)));
        return cbor::decodeCompat(answer.message.output);
    }
    const auto error =
        TRY(client::decode<v4::HttpResponseError>(response.body, encodingOf(response))).message;
    QCborMap metadata;
    if (error.metadata)
        metadata = TRY(cbor::decodeCompat(*error.metadata)).toMap();
    return std::unexpected(Error::fromWire(error.group, error.code, error.message, metadata));
}

} // namespace rove::runtime
