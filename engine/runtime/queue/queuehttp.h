// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/client/codec.h"

#include <QtCore/QByteArray>
#include <QtCore/QCborValue>
#include <QtCore/QString>

#include <chrono>
#include <functional>
#include <optional>

/// What a client's `POST /queue/{name}` means (spec/client-gateway.md 8).
namespace rove::runtime {

class ActorInstance;
class Connection;

/// One message that a client sends.
struct QueueSend {
    QCborValue body;
    bool waits = false; ///< For the message to be completed.
    std::optional<std::chrono::milliseconds> timeout;
    std::optional<int> version; ///< Of the client's protocol; only BARE tells it.
};

/// The queue's name, if the path is that of one: a single segment.
[[nodiscard]] std::optional<QString> queueName(const QString &path);
[[nodiscard]] Result<QueueSend> readQueueSend(const QByteArray &body, client::Encoding encoding);

/// Asks the actor whether the client may, puts the message into the queue and waits for its completion if
/// that is wanted, no longer than an action may take. `done` runs once, unless the actor goes before.
void sendToQueue(ActorInstance &instance, Connection &connection, const QString &name, const QueueSend &send,
                 std::move_only_function<void(const Result<client::v4::HttpQueueSendResponse> &)> done);

} // namespace rove::runtime
