// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/schedule/scheduledaction.h"
#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QCborValue>
#include <QtCore/QString>

#include <memory>
#include <optional>
#include <vector>

namespace rove::runtime {

/// A message that a workflow has received. A value.
struct WorkflowMessage {
    quint64 id = 0;
    QString name;
    QCborValue body;
    Instant createdAt;
    /// While a copy lives that came from the queue in this generation, nobody else receives the message.
    std::shared_ptr<const void> ticket = {};
};

/// As the history keeps it: native CBOR, RivetKit's form.
[[nodiscard]] QByteArray recordMessage(const WorkflowMessage &message, bool isCompleted);
struct RecordedMessage {
    WorkflowMessage message;
    bool isCompleted = false;
};
/// `name` is that of the entry, for a record in RivetKit's older form, which is only the body.
[[nodiscard]] Result<RecordedMessage> readRecordedMessage(const QString &name, const QByteArray &record);
/// None if the record is not a message's.
[[nodiscard]] std::optional<quint64> recordedMessageId(const QByteArray &record);

} // namespace rove::runtime
