// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/workflowcodec.h"

#include "protocol/persist/versioned.h"

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

constexpr VersionRange versions{
    .oldest = version, .newest = version, .what = "a workflow's stored history"_L1};

} // namespace

QByteArray encode(const Entry &entry)
{
    return encodeVersioned(entry, version);
}

QByteArray encode(const EntryMetadata &metadata)
{
    return encodeVersioned(metadata, version);
}

Result<Entry> decodeEntry(QByteArrayView bytes)
{
    return decodeVersioned<Entry>(bytes, versions);
}

Result<EntryMetadata> decodeMetadata(QByteArrayView bytes)
{
    return decodeVersioned<EntryMetadata>(bytes, versions);
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
