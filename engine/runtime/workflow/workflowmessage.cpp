// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/workflow/workflowmessage.h"

#include "protocol/base/cbor.h"

#include <QtCore/QCborMap>

namespace rove::runtime {

using namespace Qt::StringLiterals;

namespace {

constexpr auto marker = "__rivetWorkflowQueueMessage"_L1;

} // namespace

QByteArray recordMessage(const WorkflowMessage &message, bool isCompleted)
{
    return cbor::encode(QCborMap{{marker, 1},
                                 {u"id"_s, QString::number(message.id)},
                                 {u"name"_s, message.name},
                                 {u"body"_s, message.body},
                                 {u"createdAt"_s, qint64{message.createdAt.time_since_epoch().count()}},
                                 {u"completed"_s, isCompleted}});
}

Result<RecordedMessage> readRecordedMessage(const QString &name, const QByteArray &record)
{
    const QCborValue value = TRY(cbor::decode(record));
    const QCborMap map = value.toMap();
    if (map.value(marker).toInteger() != 1)
        return RecordedMessage{.message = {.id = 0, .name = name, .body = value, .createdAt = {}},
                               .isCompleted = false};
    const auto createdAt = static_cast<std::int64_t>(map.value(u"createdAt"_s).toDouble());
    return RecordedMessage{.message = {.id = map.value(u"id"_s).toString().toULongLong(),
                                       .name = map.value(u"name"_s).toString(name),
                                       .body = map.value(u"body"_s),
                                       .createdAt = Instant(std::chrono::milliseconds(createdAt))},
                           .isCompleted = map.value(u"completed"_s).toBool()};
}

std::optional<quint64> recordedMessageId(const QByteArray &record)
{
    const Result<QCborValue> value = cbor::decode(record);
    if (!value || !value->isMap() || value->toMap().value(marker).toInteger() != 1)
        return std::nullopt;
    return value->toMap().value(u"id"_s).toString().toULongLong();
}

} // namespace rove::runtime
