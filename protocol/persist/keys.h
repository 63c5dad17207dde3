// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QString>

#include <optional>

/// The keys under which an actor's runtime keeps things in the actor's key-value storage
/// (spec/runner-envoy.md 5.1).
namespace rove::persist {

/// A `v4::PersistedActor`.
[[nodiscard]] QByteArray actorKey();

/// All connections are under this prefix.
[[nodiscard]] QByteArray connectionPrefix();
/// A `v4::PersistedConnection`.
[[nodiscard]] QByteArray connectionKey(const QString &connectionId);
/// The connection that a key under the prefix belongs to; none for another key.
[[nodiscard]] std::optional<QString> connectionIdOf(QByteArrayView key);

/// The inspector token, as ASCII (spec/inspector.md 1.3).
[[nodiscard]] QByteArray inspectorTokenKey();

/// The user's own keys are under this prefix.
[[nodiscard]] QByteArray userPrefix();
[[nodiscard]] QByteArray userKey(QByteArrayView key);
/// The user's key of a stored one; none for another key.
[[nodiscard]] std::optional<QByteArray> userKeyOf(QByteArrayView storedKey);

/// A `v4::QueueMetadata`.
[[nodiscard]] QByteArray queueMetadataKey();
/// A `v4::QueueMessage`. Keys order by id.
[[nodiscard]] QByteArray queueMessageKey(quint64 id);
/// The first key after all messages.
[[nodiscard]] QByteArray queueMessagesEnd();
/// The message that a key belongs to; none for another key.
[[nodiscard]] std::optional<quint64> queueMessageIdOf(QByteArrayView key);

} // namespace rove::persist
