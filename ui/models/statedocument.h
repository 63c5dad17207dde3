// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/stateedit.h"

#include <QtCore/QCborMap>
#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtGui/QUndoStack>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace rove::ui {

/// An edit whose place has changed under it since it was made.
struct StateConflict {
    ValuePath path;
    std::optional<QCborValue> base;
    /// None if the edit removes.
    std::optional<QCborValue> yours;
    /// None if the place is gone; such an edit is left out of `merged()`.
    std::optional<QCborValue> live;
    /// StateEdit::id.
    quint64 edit = 0;
};

/// Edits that only make sense together, told as one change of one place: what a person decides about.
struct StateChange {
    ValueChange::Kind kind;
    /// In `merged()`; for a removal, where it was.
    ValuePath path;
    std::optional<QCborValue> base;
    std::optional<QCborValue> yours;
    std::optional<QCborValue> live;
    bool isInConflict = false;
    /// Their ids, never empty.
    std::vector<quint64> edits;
};

/// Something that the actor itself changed a moment ago.
struct LiveChange {
    ValueChange::Kind kind;
    /// What was there before; none for an addition.
    std::optional<QCborValue> before;
    QDateTime at;
};

/// The state of one actor while a person edits it: what the actor holds (`live`), the edits that are not
/// applied yet, and both together (`merged`), which is what the page shows and what Apply writes.
///
/// Edits are kept as the steps that were made and put on top of each new live value, so the actor may go on
/// changing: paths nobody edited always follow it. An edit whose place has changed meanwhile becomes a
/// conflict and still stands. Every edit can be undone; undoing one that was applied makes a new edit that
/// restores the old value. Owned by ActorSession; GUI thread; never fails: an edit of a place that does not
/// exist is refused with false.
class StateDocument : public QObject {
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>;
    enum class Resolution { KeepMine, TakeLive };
    /// Why `live()` became what it is.
    enum class LiveCause { Actor, Apply };

    explicit StateDocument(
        QObject *parent = nullptr, Clock clock = [] { return QDateTime::currentDateTimeUtc(); });
    ~StateDocument() override;

    /// False until the first `setLive()`.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const QCborValue &live() const { return m_live; }
    /// The live value with the edits on top.
    [[nodiscard]] const QCborValue &merged() const { return m_merged; }
    /// What the actor held when the edits that stand began to be made; `live()` without any.
    [[nodiscard]] const QCborValue &base() const { return isModified() ? m_base : m_live; }
    [[nodiscard]] LiveCause liveCause() const { return m_liveCause; }
    /// Takes a new live value and keeps the edits.
    void setLive(const QCborValue &value);
    /// Forgets everything, for example because the actor has no state.
    void clear();

    bool edit(const ValuePath &path, const QCborValue &value);
    /// Adds an entry: a key that an object does not have, or a position of an array.
    bool insert(const ValuePath &path, const QCborValue &value);
    bool remove(const ValuePath &path);
    /// What is edited between the two is one step of undo, and told at its end.
    void beginMacro(const QString &text);
    void endMacro();
    /// Makes the edits that turn `before`, which `merged()` is or was a moment ago, into `after`.
    void editTowards(const QCborValue &before, const QCborValue &after, const QString &text);

    /// Drops all edits. Cannot be undone.
    void revert();
    /// Gives what is at and under a path of `merged()` its live value again. Cannot be undone.
    void revert(const ValuePath &path);
    /// `KeepMine` takes note of the live value and lets the edit stand; `TakeLive` is `revert(path)`.
    void resolve(const ValuePath &path, Resolution resolution);
    /// The edits as changes of places, in the order in which they were begun.
    [[nodiscard]] std::vector<StateChange> changes() const;
    /// Settles the conflicts of these edits as `resolve()` does; to take live drops all of them.
    void resolve(const std::vector<quint64> &edits, Resolution resolution);

    // Drafts: the edits outlive the program.
    /// The edits with what each was made from; empty without any. Keep it as CBOR, which loses nothing.
    [[nodiscard]] QCborMap saveDraft() const;
    /// Makes the edits of a draft again, also before the first `setLive()`: they wait for it. False, and
    /// nothing happens, if there are edits already or the map is no draft.
    bool restoreDraft(const QCborMap &draft);

    // Applying takes a while, during which the document may be edited further.
    void beginApply();
    /// Only these edits are on their way; the others stay. False if none of them can go without one that
    /// stays.
    bool beginApply(const std::vector<quint64> &edits);
    /// What the edits on their way make of `live()`, and the conflicts among them.
    [[nodiscard]] QCborValue applying() const;
    [[nodiscard]] std::vector<StateConflict> applyingConflicts() const;
    /// The ids of the edits on their way.
    [[nodiscard]] std::vector<quint64> applyingEdits() const;
    /// The edits that stood at `beginApply()` are in the actor, which now holds `readBack`.
    void finishApply(const QCborValue &readBack);
    void cancelApply();

    [[nodiscard]] bool isModified() const { return !m_edits.empty(); }
    [[nodiscard]] const std::vector<StateEdit> &edits() const { return m_edits; }
    [[nodiscard]] const std::vector<StateConflict> &conflicts() const { return m_conflicts; }
    [[nodiscard]] bool isInConflict(const ValuePath &path) const;
    /// What the actor changed within limits::changeMarkAgeMax.
    [[nodiscard]] const QHash<ValuePath, LiveChange> &recentChanges() const { return m_recentChanges; }
    /// How long ago the actor changed this path; none if longer than limits::changeMarkAgeMax, or never.
    [[nodiscard]] std::optional<std::chrono::milliseconds> changedAgo(const ValuePath &path) const;

    [[nodiscard]] QUndoStack &undoStack() { return m_undo; }

signals:
    /// `merged()` is another value.
    void mergedChanged();
    /// Edits or conflicts are others than before.
    void editsChanged();
    /// `live()` is another value; what changed is in `recentChanges()`.
    void liveChanged();
    /// Undoing reached an edit that was applied, so a new edit restores the value from before it.
    void restoredByUndo(const rove::ValuePath &path);

private:
    friend class StateEditCommand;

    bool push(StateEdit edit);
    // For the commands of the undo stack.
    void appendEdit(const StateEdit &edit);
    /// False if the edit cannot be taken off: it is not there, it is on its way, or others work on it. What
    /// then is in `merged()` is what `opposite` would make of it.
    bool takeOff(quint64 id, const StateEdit &opposite);
    bool mergeLastTwo(quint64 first, quint64 second, const StateEdit &edit);
    void setEdits(std::vector<StateEdit> edits);

    void putOnTop(const StateEdit &edit, QCborValue &value, std::vector<StateConflict> &conflicts) const;
    [[nodiscard]] QCborValue mergedWith(const std::vector<StateEdit> &edits,
                                        std::vector<StateConflict> &conflicts) const;
    void remerge();
    void noteLiveChanges(const QCborValue &before);

    Clock m_clock;
    QUndoStack m_undo;
    bool m_isLoaded = false;
    /// True while the last edits of `m_edits` were taken away and `m_merged` does not know yet.
    bool m_isMergedOld = false;
    QCborValue m_live;
    QCborValue m_merged;
    std::vector<StateEdit> m_edits;
    std::vector<StateConflict> m_conflicts;
    QHash<ValuePath, LiveChange> m_recentChanges;
    int m_macroDepth = 0;
    /// True while edits of a macro are in `m_merged` and nobody was told.
    bool m_isUntold = false;
    QCborValue m_base;
    LiveCause m_liveCause = LiveCause::Actor;
    quint64 m_lastEditId = 0;
    /// How many edits are on their way to the actor.
    size_t m_applyingCount = 0;
};

} // namespace rove::ui
