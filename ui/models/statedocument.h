// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/stateedit.h"

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

    explicit StateDocument(
        QObject *parent = nullptr, Clock clock = [] { return QDateTime::currentDateTimeUtc(); });
    ~StateDocument() override;

    /// False until the first `setLive()`.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const QCborValue &live() const { return m_live; }
    /// The live value with the edits on top.
    [[nodiscard]] const QCborValue &merged() const { return m_merged; }
    /// Takes a new live value and keeps the edits.
    void setLive(const QCborValue &value);
    /// Forgets everything, for example because the actor has no state.
    void clear();

    bool edit(const ValuePath &path, const QCborValue &value);
    /// Adds an entry: a key that an object does not have, or a position of an array.
    bool insert(const ValuePath &path, const QCborValue &value);
    bool remove(const ValuePath &path);
    /// What is edited between the two is one step of undo.
    void beginMacro(const QString &text) { m_undo.beginMacro(text); }
    void endMacro() { m_undo.endMacro(); }

    /// Drops all edits. Cannot be undone.
    void revert();
    /// Gives what is at and under a path of `merged()` its live value again. Cannot be undone.
    void revert(const ValuePath &path);
    /// `KeepMine` takes note of the live value and lets the edit stand; `TakeLive` is `revert(path)`.
    void resolve(const ValuePath &path, Resolution resolution);

    // Applying takes a while, during which the document may be edited further.
    void beginApply();
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
    void removeLastEdit();
    void mergeLastTwo(const StateEdit &edit);

    void putOnTop(const StateEdit &edit, QCborValue &value, std::vector<StateConflict> &conflicts) const;
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
    /// Counts applications: a command whose edit is of an earlier age is in the actor, or on its way.
    quint64 m_age = 0;
    /// How many edits are on their way to the actor.
    size_t m_applyingCount = 0;
};

} // namespace rove::ui
