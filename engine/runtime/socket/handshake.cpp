// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/socket/handshake.h"

#include "protocol/base/cbor.h"

#include <QtCore/QStringDecoder>
#include <QtCore/QUrl>

#include <algorithm>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;

Result<QCborValue> paramsFromJson(const QByteArray &text)
{
    const Result<QJsonValue> json = cbor::parseJson(text);
    if (!json)
        return failure(ErrorCode::ActorInvalidRequest, u"The connection parameters are not JSON."_s);
    return cbor::fromJson(*json);
}

/// Header bytes reach us as Latin-1; clients mean UTF-8 where that is possible.
QByteArray headerBytes(const QString &value)
{
    const bool isLatin1 =
        std::ranges::all_of(value, [](QChar character) { return character.unicode() <= 0xff; });
    return isLatin1 ? value.toLatin1() : value.toUtf8();
}

QByteArray asUtf8(const QByteArray &bytes)
{
    return bytes.isValidUtf8() ? bytes : QString::fromLatin1(bytes).toUtf8();
}

} // namespace

SplitPath splitPath(const QString &pathAndQuery)
{
    const qsizetype mark = pathAndQuery.indexOf(u'?');
    if (mark < 0)
        return {.path = pathAndQuery, .query = {}};
    return {.path = pathAndQuery.left(mark), .query = pathAndQuery.mid(mark + 1)};
}

QString headerValue(const v8::Headers &headers, const QString &name)
{
    const auto found = headers.find(name);
    return found == headers.end() ? QString() : found->second;
}

std::optional<QString> subprotocolValue(const v8::Headers &headers, QStringView prefix)
{
    const QString offered = headerValue(headers, u"sec-websocket-protocol"_s);
    for (const QStringView item : QStringView(offered).tokenize(u','))
        if (const QStringView name = item.trimmed(); name.startsWith(prefix))
            return name.mid(prefix.size()).toString();
    return std::nullopt;
}

Result<client::Encoding> socketEncoding(const v8::Headers &headers)
{
    const std::optional<QString> name = subprotocolValue(headers, u"rivet_encoding.");
    if (!name)
        return client::Encoding::Json;
    if (const std::optional<client::Encoding> encoding = client::encodingFromName(name->toUtf8()))
        return *encoding;
    return failure(ErrorCode::ActorUnsupportedWebsocketEncoding);
}

Result<QCborValue> socketParams(const v8::Headers &headers)
{
    std::optional<QString> encoded = subprotocolValue(headers, u"rivet_conn_params.");
    if (!encoded)
        return QCborValue(QCborValue::Undefined);
    return paramsFromJson(QByteArray::fromPercentEncoding(encoded->replace(u'+', u' ').toUtf8()));
}

client::Encoding requestEncoding(const v8::Headers &headers)
{
    const QString name = headerValue(headers, u"x-rivet-encoding"_s);
    return client::encodingFromName(name.toUtf8()).value_or(client::Encoding::Json);
}

Result<QCborValue> requestParams(const v8::Headers &headers)
{
    const auto found = headers.find(u"x-rivet-conn-params"_s);
    if (found == headers.end())
        return QCborValue(QCborValue::Undefined);
    return paramsFromJson(asUtf8(headerBytes(found->second)));
}

QString inspectorToken(const v8::Headers &headers)
{
    if (std::optional<QString> token = subprotocolValue(headers, u"rivet_inspector_token."))
        return *std::move(token);
    const QString authorization = headerValue(headers, u"authorization"_s).trimmed();
    const auto scheme = "bearer "_L1;
    return authorization.startsWith(scheme, Qt::CaseInsensitive) ? authorization.mid(scheme.size()).trimmed()
                                                                 : authorization;
}

bool isSameToken(const QByteArray &expected, const QString &given)
{
    const QByteArray bytes = given.toUtf8();
    if (expected.isEmpty() || bytes.size() != expected.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        difference |= static_cast<unsigned char>(bytes[i]) ^ static_cast<unsigned char>(expected[i]);
    return difference == 0;
}

} // namespace rove::runtime
