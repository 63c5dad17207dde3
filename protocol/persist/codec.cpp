// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/codec.h"

#include "protocol/persist/versioned.h"

namespace rove::persist {

using namespace Qt::StringLiterals;

namespace {

constexpr VersionRange versions{
    .oldest = versionMin, .newest = versionMax, .what = "an actor's stored data"_L1};

} // namespace

QByteArray encode(const v4::PersistedActor &actor)
{
    return encodeVersioned(actor, versionMax);
}

QByteArray encode(const v4::PersistedConnection &connection)
{
    return encodeVersioned(connection, versionMax);
}

QByteArray encode(const v4::QueueMetadata &metadata)
{
    return encodeVersioned(metadata, versionMax);
}

QByteArray encode(const v4::QueueMessage &message)
{
    return encodeVersioned(message, versionMax);
}

Result<v4::PersistedActor> decodeActor(QByteArrayView bytes)
{
    return decodeVersioned<v4::PersistedActor>(bytes, versions);
}

Result<v4::PersistedConnection> decodeConnection(QByteArrayView bytes)
{
    return decodeVersioned<v4::PersistedConnection>(bytes, versions);
}

Result<v4::QueueMetadata> decodeQueueMetadata(QByteArrayView bytes)
{
    return decodeVersioned<v4::QueueMetadata>(bytes, versions);
}

Result<v4::QueueMessage> decodeQueueMessage(QByteArrayView bytes)
{
    return decodeVersioned<v4::QueueMessage>(bytes, versions);
}

} // namespace rove::persist
