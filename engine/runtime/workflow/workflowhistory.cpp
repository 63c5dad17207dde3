// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/workflow/workflowhistory.h"

#include "engine/runtime/workflow/workflowlimits.h"
#include "engine/runtime/workflow/workflowmessage.h"
#include "protocol/base/cbor.h"
#include "protocol/persist/workflowcodec.h"
#include "protocol/persist/workflowkeys.h"

#include <QtCore/QCborMap>
#include <QtCore/QUuid>

#include <algorithm>
#include <tuple>

namespace rove::runtime {

using namespace Qt::StringLiterals;
using namespace persist::workflow;

namespace {

std::unexpected<Error> tooMuch(const QString &what, qint64 max)
{
    return criticalError(u"A workflow's history may hold no more than %1 %2."_s.arg(max).arg(what));
}

void toCompat(QByteArray &value)
{
    if (Result<QByteArray> converted = cbor::toCompat(value))
        value = *std::move(converted);
}

void toCompat(std::optional<QByteArray> &value)
{
    if (value)
        toCompat(*value);
}

void toCompat(std::map<QString, BranchStatus> &branches)
{
    for (auto &[name, status] : branches)
        toCompat(status.output);
}

/// The user's values of an entry.
struct ValuesToCompat {
    void operator()(StepEntry &entry) const { toCompat(entry.output); }
    void operator()(LoopEntry &entry) const
    {
        toCompat(entry.state);
        toCompat(entry.output);
    }
    void operator()(MessageEntry &entry) const { toCompat(entry.messageData); }
    void operator()(JoinEntry &entry) const { toCompat(entry.branches); }
    void operator()(RaceEntry &entry) const { toCompat(entry.branches); }
    void operator()(auto &) const {}
};

bool isWithin(const Location &outer, const Location &inner)
{
    return inner.size() > outer.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

} // namespace

std::uint64_t workflowNow()
{
    return workflowTime(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

std::uint64_t workflowTime(Instant at)
{
    return static_cast<std::uint64_t>(std::max(at.time_since_epoch().count(), std::int64_t{0}));
}

Instant workflowInstant(std::uint64_t time)
{
    return Instant(std::chrono::milliseconds(time));
}

// --- Loading ---

Result<> WorkflowHistory::load(const envoy::v8::KvListResponse &stored)
{
    QHash<QString, EntryMetadata> metadata;
    for (std::size_t i = 0; i < stored.keys.size(); ++i) {
        const QByteArray &key = stored.keys[i];
        const QByteArray &value = stored.values[i];
        if (persist::workflowNameIndexOf(key)) {
            // Byte order is the order of the indices.
            m_nameIndices.insert(QString::fromUtf8(value), static_cast<std::uint32_t>(m_names.size()));
            m_names.push_back(QString::fromUtf8(value));
        } else if (persist::isWorkflowHistoryKey(key)) {
            Item item{.entry = TRY(decodeEntry(value)), .metadata = {}, .bytes = value.size()};
            m_bytes += item.bytes;
            noteMessage(item.entry);
            m_items.emplace(key, std::move(item));
        } else if (const std::optional<QString> id = persist::workflowMetadataIdOf(key)) {
            metadata.insert(*id, TRY(decodeMetadata(value)));
        } else if (key == persist::workflowStateKey()) {
            m_state = stateOf(value).value_or(State::Pending);
        } else if (key == persist::workflowErrorKey()) {
            const QCborMap error = TRY(cbor::decode(value)).toMap();
            m_error = StoredError{.name = error.value(u"name"_s).toString(),
                                  .message = error.value(u"message"_s).toString()};
        }
    }
    for (auto &[key, item] : m_items) {
        item.metadata = metadata.take(item.entry.id);
        m_lastCreation = std::max(m_lastCreation, item.metadata.createdAt);
    }
    // What a crash has left of entries that were removed.
    for (auto left = metadata.cbegin(); left != metadata.cend(); ++left)
        remove(persist::workflowMetadataKey(left.key()));
    return {};
}

void WorkflowHistory::noteMessage(const Entry &entry)
{
    if (const auto *message = std::get_if<MessageEntry>(&entry.kind))
        if (const std::optional<quint64> id = recordedMessageId(message->messageData))
            m_messageIds.insert(*id);
}

// --- Entries ---

Result<std::uint32_t> WorkflowHistory::nameIndex(const QString &name)
{
    if (const auto found = m_nameIndices.constFind(name); found != m_nameIndices.cend())
        return *found;
    if (std::cmp_greater_equal(m_names.size(), limits::workflowNameCountMax))
        return tooMuch(u"names"_s, limits::workflowNameCountMax);
    const auto index = static_cast<std::uint32_t>(m_names.size());
    m_names.push_back(name);
    m_nameIndices.insert(name, index);
    put(persist::workflowNameKey(index), name.toUtf8());
    return index;
}

std::optional<std::uint32_t> WorkflowHistory::knownNameIndex(const QString &name) const
{
    const auto found = m_nameIndices.constFind(name);
    return found == m_nameIndices.cend() ? std::nullopt : std::optional(*found);
}

QString WorkflowHistory::pathOf(const Location &location) const
{
    QStringList parts;
    for (const PathSegment &segment : location) {
        if (const auto *marker = std::get_if<LoopIterationMarker>(&segment))
            parts.append(u'~' + QString::number(marker->iteration));
        else if (const auto index = std::get<std::uint32_t>(segment); index < m_names.size())
            parts.append(m_names[index]);
        else
            parts.append(u"?"_s);
    }
    return parts.join(u'/');
}

WorkflowHistory::Item *WorkflowHistory::find(const Location &location)
{
    const auto found = m_items.find(persist::workflowHistoryKey(location));
    return found == m_items.end() ? nullptr : &found->second;
}

WorkflowHistory::Item *WorkflowHistory::findById(const QString &id)
{
    const auto found =
        std::ranges::find_if(m_items, [&id](const auto &item) { return item.second.entry.id == id; });
    return found == m_items.end() ? nullptr : &found->second;
}

std::uint64_t WorkflowHistory::nextCreationTime()
{
    m_lastCreation = std::max(workflowNow(), m_lastCreation + 1);
    return m_lastCreation;
}

Result<WorkflowHistory::Item *> WorkflowHistory::add(const Location &location, EntryKind kind)
{
    if (std::cmp_greater_equal(m_items.size(), limits::workflowEntryCountMax))
        return tooMuch(u"entries"_s, limits::workflowEntryCountMax);
    Item item{.entry = {.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
                        .location = location,
                        .kind = std::move(kind)},
              .metadata = {},
              .isVisited = true};
    item.metadata.createdAt = nextCreationTime();
    noteMessage(item.entry);
    return &m_items.insert_or_assign(persist::workflowHistoryKey(location), std::move(item)).first->second;
}

Result<> WorkflowHistory::store(Item &item)
{
    const QByteArray bytes = encode(item.entry);
    if (bytes.size() > limits::workflowEntryBytesMax)
        return criticalError(u"\"%1\" has %2 bytes, more than the %3 that an entry of a workflow may have."_s
                                 .arg(pathOf(item.entry.location))
                                 .arg(bytes.size())
                                 .arg(limits::workflowEntryBytesMax));
    if (m_bytes - item.bytes + bytes.size() > limits::workflowHistoryBytesMax)
        return tooMuch(u"bytes"_s, limits::workflowHistoryBytesMax);
    m_bytes += bytes.size() - item.bytes;
    item.bytes = bytes.size();
    put(persist::workflowHistoryKey(item.entry.location), bytes);
    put(persist::workflowMetadataKey(item.entry.id), encode(item.metadata));
    return {};
}

WorkflowHistory::Items::iterator WorkflowHistory::erase(Items::iterator item)
{
    remove(item->first);
    remove(persist::workflowMetadataKey(item->second.entry.id));
    m_bytes -= item->second.bytes;
    return m_items.erase(item);
}

void WorkflowHistory::removeSubtree(const Location &location)
{
    const QByteArray prefix = persist::workflowHistoryKey(location);
    for (auto item = m_items.lower_bound(prefix); item != m_items.end() && item->first.startsWith(prefix);)
        item = erase(item);
}

void WorkflowHistory::removeRounds(const Location &loop, std::uint32_t round, std::uint32_t keep)
{
    const std::uint32_t keptFrom = round > keep ? round - keep : 0;
    const QByteArray prefix = persist::workflowHistoryKey(loop);
    for (auto item = m_items.lower_bound(prefix); item != m_items.end() && item->first.startsWith(prefix);) {
        const Location &location = item->second.entry.location;
        const auto *marker = location.size() > loop.size()
                                 ? std::get_if<LoopIterationMarker>(&location[loop.size()])
                                 : nullptr;
        const bool isOld = marker && marker->iteration < keptFrom;
        item = isOld ? erase(item) : std::next(item);
    }
}

/// A round of a loop can be taken again only if the state it began with is known, which is that of the latest
/// one; else the whole loop begins again.
void WorkflowHistory::removeFrom(Item *item)
{
    if (!item) {
        for (auto each = m_items.begin(); each != m_items.end();)
            each = erase(each);
        return;
    }
    const Item *boundary = item;
    for (const auto &[key, outer] : m_items) { // What is outside comes before what is inside.
        const auto *loop = std::get_if<LoopEntry>(&outer.entry.kind);
        if (!loop || !isWithin(outer.entry.location, item->entry.location))
            continue;
        const PathSegment &segment = item->entry.location[outer.entry.location.size()];
        const auto *marker = std::get_if<LoopIterationMarker>(&segment);
        if (marker && marker->iteration == loop->iteration)
            continue;
        boundary = &outer;
        break;
    }
    const Location location = boundary->entry.location;
    const std::uint64_t from = boundary->metadata.createdAt;
    for (auto each = m_items.begin(); each != m_items.end();) {
        const bool isAround = isWithin(each->second.entry.location, location);
        if (isAround && std::holds_alternative<LoopEntry>(each->second.entry.kind)) {
            reopen(each->second);
            ++each;
        } else {
            // A join or race around it has an outcome that is no longer true.
            const bool isGone = isAround || each->second.metadata.createdAt >= from;
            each = isGone ? erase(each) : std::next(each);
        }
    }
}

void WorkflowHistory::reopen(Item &loop)
{
    loop.as<LoopEntry>().output.reset();
    loop.metadata.status = EntryStatus::Running;
    loop.metadata.completedAt.reset();
    std::ignore = store(loop); // It becomes smaller.
}

// --- Visits ---

void WorkflowHistory::forgetVisits(const Location &location)
{
    const QByteArray prefix = persist::workflowHistoryKey(location);
    for (auto item = m_items.lower_bound(prefix); item != m_items.end() && item->first.startsWith(prefix);
         ++item)
        item->second.isVisited = false;
}

void WorkflowHistory::visitRounds(const Location &loop, std::uint32_t round)
{
    const QByteArray prefix = persist::workflowHistoryKey(loop);
    for (auto item = m_items.lower_bound(prefix); item != m_items.end() && item->first.startsWith(prefix);
         ++item) {
        const Location &location = item->second.entry.location;
        const auto *marker = location.size() > loop.size()
                                 ? std::get_if<LoopIterationMarker>(&location[loop.size()])
                                 : nullptr;
        if (marker && marker->iteration < round)
            item->second.isVisited = true;
    }
}

void WorkflowHistory::visitSubtree(const Location &location)
{
    const QByteArray prefix = persist::workflowHistoryKey(location);
    for (auto item = m_items.lower_bound(prefix); item != m_items.end() && item->first.startsWith(prefix);
         ++item)
        item->second.isVisited = true;
}

const WorkflowHistory::Item *WorkflowHistory::firstUnvisited(const Location &location) const
{
    const QByteArray prefix = persist::workflowHistoryKey(location);
    const Item *first = nullptr;
    for (auto item = m_items.lower_bound(prefix); item != m_items.end() && item->first.startsWith(prefix);
         ++item)
        if (!item->second.isVisited &&
            (!first || item->second.metadata.createdAt < first->metadata.createdAt))
            first = &item->second;
    return first;
}

// --- The whole ---

void WorkflowHistory::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    put(persist::workflowStateKey(), QByteArray(stateName(state).data(), stateName(state).size()));
}

void WorkflowHistory::setError(const WorkflowFailure &failure)
{
    m_error = StoredError{.name = failure.errorName(),
                          .message = failure.message.left(limits::workflowErrorCharactersMax)};
    put(persist::workflowErrorKey(),
        cbor::encode(QCborMap{{u"name"_s, m_error->name}, {u"message"_s, m_error->message}}));
}

void WorkflowHistory::clearError()
{
    if (m_error)
        remove(persist::workflowErrorKey());
    m_error.reset();
}

// --- Storage ---

void WorkflowHistory::put(const QByteArray &key, const QByteArray &value)
{
    m_changes.removals.erase(key);
    m_changes.puts.insert_or_assign(key, value);
}

void WorkflowHistory::remove(const QByteArray &key)
{
    m_changes.puts.erase(key);
    m_changes.removals.insert(key);
}

WorkflowHistory::Changes WorkflowHistory::takeChanges()
{
    return std::exchange(m_changes, {});
}

void WorkflowHistory::putBack(Changes changes)
{
    for (auto &[key, value] : changes.puts)
        if (!m_changes.removals.contains(key))
            m_changes.puts.try_emplace(key, std::move(value));
    for (const QByteArray &key : changes.removals)
        if (!m_changes.puts.contains(key))
            m_changes.removals.insert(key);
}

History WorkflowHistory::snapshot() const
{
    History history{.nameRegistry = m_names, .entries = {}, .entryMetadata = {}};
    history.entries.reserve(m_items.size());
    for (const auto &[key, item] : m_items) {
        Entry &entry = history.entries.emplace_back(item.entry);
        std::visit(ValuesToCompat(), entry.kind);
        history.entryMetadata.emplace(entry.id, item.metadata);
    }
    return history;
}

} // namespace rove::runtime
