// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"
#include "engine/runtime/schedule/scheduledaction.h"
#include "engine/runtime/workflow/workflowfailure.h"
#include "protocol/base/error.h"
#include "protocol/persist/workflow.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace rove::runtime {

/// What an actor's workflow has done so far: an entry for each step, sleep, loop and so on, by its place in
/// the workflow, in the format that RivetKit stores. It is memory with a list of what is not stored yet:
/// whoever changes an item says so with `store`, and the runner writes what `takeChanges` gives. Items keep
/// their address until they are removed. Bounded by `limits::workflow…`. Owned by the actor's runner, on its
/// thread.
class WorkflowHistory {
public:
    struct Item {
        persist::workflow::Entry entry;
        persist::workflow::EntryMetadata metadata;
        bool isVisited = false; ///< The workflow has come by since it was started last.
        qsizetype bytes = 0;    ///< As it is stored.

        template <class Kind>
        [[nodiscard]] Kind &as()
        {
            return std::get<Kind>(entry.kind);
        }
    };
    using Location = persist::workflow::Location;

    /// What the storage holds under `persist::workflowPrefix()`.
    Result<> load(const envoy::v8::KvListResponse &stored);

    // --- Entries ---
    /// The index of a name, which is new if need be; fails if there are too many.
    Result<std::uint32_t> nameIndex(const QString &name);
    /// None for a name that is new.
    [[nodiscard]] std::optional<std::uint32_t> knownNameIndex(const QString &name) const;
    /// For people: names with slashes, `~3` for a round of a loop.
    [[nodiscard]] QString pathOf(const Location &location) const;
    [[nodiscard]] Item *find(const Location &location);
    /// A new item, visited and not stored yet; fails if there are too many.
    Result<Item *> add(const Location &location, persist::workflow::EntryKind kind);
    /// The item has changed and is to be written. Fails, and changes nothing in the storage, if it is larger
    /// than the storage takes.
    Result<> store(Item &item);
    /// Entries and metadata of everything inside, and the entry of the location itself.
    void removeSubtree(const Location &location);
    /// The rounds of a loop before this one, all but the last `keep`.
    void removeRounds(const Location &loop, std::uint32_t round, std::uint32_t keep);
    /// An item and every later one, so that the workflow does them again. Everything, without an item.
    void removeFrom(Item *item);
    /// By id; none if there is no such entry.
    [[nodiscard]] Item *findById(const QString &id);
    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }

    // --- What the workflow came by ---
    void forgetVisits(const Location &location = {});
    /// The workflow will not come by what is inside, for it knows the outcome.
    void visitSubtree(const Location &location);
    /// The same for the rounds of a loop before this one.
    void visitRounds(const Location &loop, std::uint32_t round);
    /// The first item inside that the workflow has not come by.
    [[nodiscard]] const Item *firstUnvisited(const Location &location) const;
    /// Whether a message of that id has been received.
    [[nodiscard]] bool hasMessage(quint64 id) const { return m_messageIds.contains(id); }

    // --- The workflow as a whole ---
    [[nodiscard]] persist::workflow::State state() const { return m_state; }
    void setState(persist::workflow::State state);
    struct StoredError {
        QString name;
        QString message;
    };
    [[nodiscard]] const std::optional<StoredError> &error() const { return m_error; }
    void setError(const WorkflowFailure &failure);
    void clearError();

    // --- Storage ---
    struct Changes {
        std::map<QByteArray, QByteArray> puts;
        std::set<QByteArray> removals;
    };
    [[nodiscard]] Changes takeChanges();
    /// They could not be written; what has changed since is newer.
    void putBack(Changes changes);
    [[nodiscard]] bool hasChanges() const { return !m_changes.puts.empty() || !m_changes.removals.empty(); }

    /// As an inspector is sent it: user values in compat form.
    [[nodiscard]] persist::workflow::History snapshot() const;

private:
    using Items = std::map<QByteArray, Item>; ///< By their keys in the storage.

    void put(const QByteArray &key, const QByteArray &value);
    void remove(const QByteArray &key);
    Items::iterator erase(Items::iterator item);
    void reopen(Item &loop);
    /// One millisecond at most holds one entry, so that their times are their order.
    std::uint64_t nextCreationTime();
    void noteMessage(const persist::workflow::Entry &entry);

    std::vector<QString> m_names;
    QHash<QString, std::uint32_t> m_nameIndices;
    Items m_items;
    std::set<quint64> m_messageIds;
    qsizetype m_bytes = 0;
    std::uint64_t m_lastCreation = 0;
    persist::workflow::State m_state = persist::workflow::State::Pending;
    std::optional<StoredError> m_error;
    Changes m_changes;
};

/// Now, as the history keeps times.
[[nodiscard]] std::uint64_t workflowNow();
/// The time of an instant, none before 1970.
[[nodiscard]] std::uint64_t workflowTime(Instant at);
[[nodiscard]] Instant workflowInstant(std::uint64_t time);

} // namespace rove::runtime
