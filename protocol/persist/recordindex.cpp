// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/recordindex.h"

#include "protocol/bare/codec.h"

#include <QtCore/QtEndian>

namespace rove::persist {
namespace {

/// Where a record has its version, which will not come so far.
constexpr std::uint16_t mark = 0x5276;

struct Marked {
    std::uint16_t version = mark;
    RecordIndex index;
};

} // namespace

QByteArray encode(const RecordIndex &index)
{
    return bare::encode(Marked{.index = index});
}

bool isRecordIndex(QByteArrayView bytes)
{
    return bytes.size() >= qsizetype(sizeof mark) && qFromLittleEndian<std::uint16_t>(bytes.data()) == mark;
}

Result<RecordIndex> decodeRecordIndex(QByteArrayView bytes)
{
    return bare::decode<Marked>(bytes).transform([](const Marked &marked) { return marked.index; });
}

QByteArray recordPartPrefix()
{
    return {1, '\x52'};
}

QByteArray recordPartEnd()
{
    return {1, '\x53'};
}

QByteArray recordPartKey(std::uint64_t epoch, std::uint32_t part)
{
    QByteArray key = recordPartPrefix();
    const std::uint64_t bigEpoch = qToBigEndian(epoch);
    const std::uint32_t bigPart = qToBigEndian(part);
    key.append(reinterpret_cast<const char *>(&bigEpoch), sizeof bigEpoch);
    key.append(reinterpret_cast<const char *>(&bigPart), sizeof bigPart);
    return key;
}

} // namespace rove::persist
