// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/workflowcodec.h"

#include "protocol/bare/codec.h"

#include <algorithm>
#include <array>

namespace rove::persist::workflow {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array stateNames{"pending"_L1,   "running"_L1,   "sleeping"_L1,    "failed"_L1,
                                "completed"_L1, "cancelled"_L1, "rolling_back"_L1};
constexpr std::array kindNames{
    "step"_L1, "loop"_L1, "sleep"_L1,   "message"_L1,      "rollback_checkpoint"_L1,
    "join"_L1, "race"_L1, "removed"_L1, "version_check"_L1};
static_assert(kindNames.size() == std::variant_size_v<EntryKind>);

/// What is stored: the version, and in it the struct.
template <class T>
struct Stored {
    std::uint16_t number = version;
    T value;
};

template <class T>
Result<T> decodeStored(QByteArrayView bytes)
{
    bare::Reader reader(bytes);
    const auto number = reader.fixed<std::uint16_t>();
    if (number > version)
        return failure(ErrorCode::StoreTooNew,
                       u"version %1 of a workflow's stored history is not known"_s.arg(number));
    if (number < version)
        return failure(ErrorCode::BareInvalid,
                       u"version %1 of a workflow's stored history is not read"_s.arg(number));
    return bare::decode<T>(bytes.sliced(sizeof(number)));
}

} // namespace

QByteArray encode(const Entry &entry)
{
    return bare::encode(Stored<Entry>{.value = entry});
}

QByteArray encode(const EntryMetadata &metadata)
{
    return bare::encode(Stored<EntryMetadata>{.value = metadata});
}

Result<Entry> decodeEntry(QByteArrayView bytes)
{
    return decodeStored<Entry>(bytes);
}

Result<EntryMetadata> decodeMetadata(QByteArrayView bytes)
{
    return decodeStored<EntryMetadata>(bytes);
}

QByteArray encodeHistory(const History &history)
{
    return bare::encode(history);
}

Result<History> decodeHistory(QByteArrayView bytes)
{
    return bare::decode<History>(bytes);
}

QLatin1StringView stateName(State state)
{
    return stateNames[static_cast<std::size_t>(state)];
}

std::optional<State> stateOf(QByteArrayView name)
{
    const auto *const found = std::ranges::find(stateNames, QLatin1StringView(name));
    if (found == stateNames.end())
        return std::nullopt;
    return static_cast<State>(found - stateNames.begin());
}

QLatin1StringView kindName(const EntryKind &kind)
{
    return kindNames[kind.index()];
}

} // namespace rove::persist::workflow
