// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/codec.h"

#include "protocol/bare/codec.h"

namespace rove::persist {

using namespace Qt::StringLiterals;

namespace {

/// What is stored: the version, and in it the struct.
template <class T>
struct Stored {
    std::uint16_t version = versionMax;
    T value;
};

template <class T>
Result<T> decode(QByteArrayView bytes)
{
    bare::Reader reader(bytes);
    const auto version = reader.fixed<std::uint16_t>();
    if (version > versionMax)
        return failure(ErrorCode::StoreTooNew,
                       u"version %1 of an actor's stored data is not known"_s.arg(version));
    if (version < versionMin)
        return failure(ErrorCode::BareInvalid,
                       u"version %1 of an actor's stored data is not read"_s.arg(version));
    return bare::decode<T>(bytes.sliced(sizeof(version)));
}

} // namespace

QByteArray encode(const v4::PersistedActor &actor)
{
    return bare::encode(Stored<v4::PersistedActor>{.value = actor});
}

QByteArray encode(const v4::PersistedConnection &connection)
{
    return bare::encode(Stored<v4::PersistedConnection>{.value = connection});
}

QByteArray encode(const v4::QueueMetadata &metadata)
{
    return bare::encode(Stored<v4::QueueMetadata>{.value = metadata});
}

QByteArray encode(const v4::QueueMessage &message)
{
    return bare::encode(Stored<v4::QueueMessage>{.value = message});
}

Result<v4::PersistedActor> decodeActor(QByteArrayView bytes)
{
    return decode<v4::PersistedActor>(bytes);
}

Result<v4::PersistedConnection> decodeConnection(QByteArrayView bytes)
{
    return decode<v4::PersistedConnection>(bytes);
}

Result<v4::QueueMetadata> decodeQueueMetadata(QByteArrayView bytes)
{
    return decode<v4::QueueMetadata>(bytes);
}

Result<v4::QueueMessage> decodeQueueMessage(QByteArrayView bytes)
{
    return decode<v4::QueueMessage>(bytes);
}

} // namespace rove::persist
