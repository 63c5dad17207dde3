// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/serverlessfault.h"

#include <QtCore/QJsonObject>

using namespace Qt::StringLiterals;

namespace rove::core {
namespace {

constexpr qsizetype shownCharactersMax = 512; // As Rivet's engine cuts them.

QString clipped(const QString &text)
{
    return text.left(shownCharactersMax);
}

QJsonValue json(const ServerlessHttpError &fault)
{
    const QJsonObject details{{u"status_code"_s, fault.statusCode}, {u"body"_s, clipped(fault.body)}};
    return QJsonObject{{u"serverless_http_error"_s, details}};
}

QJsonValue json(const ServerlessConnectionError &fault)
{
    const QJsonObject details{{u"message"_s, clipped(fault.message)}};
    return QJsonObject{{u"serverless_connection_error"_s, details}};
}

QJsonValue json(const ServerlessStreamEndedEarly &)
{
    return u"serverless_stream_ended_early"_s;
}

QJsonValue json(const ServerlessInvalidSsePayload &fault)
{
    const QJsonValue raw =
        fault.rawPayload ? QJsonValue(clipped(*fault.rawPayload)) : QJsonValue(QJsonValue::Null);
    const QJsonObject details{{u"message"_s, clipped(fault.message)}, {u"raw_payload"_s, raw}};
    return QJsonObject{{u"serverless_invalid_sse_payload"_s, details}};
}

QJsonValue json(const ServerlessDowngrade &)
{
    return u"downgrade"_s;
}

} // namespace

QJsonValue toJson(const ServerlessFault &fault)
{
    return std::visit([](const auto &known) { return json(known); }, fault);
}

} // namespace rove::core
