// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/statedocument.h"

#include "protocol/base/limits.h"
#include "ui/models/modelstext.h"

#include <QtGui/QUndoCommand>

#include <algorithm>
#include <iterator>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const StateEdit &edit)
{
    const QString path = edit.path.isRoot() ? u"state"_s : edit.path.toString();
    switch (edit.kind) {
    case StateEdit::Kind::Set:
        return ModelsText::tr("Edit %1").arg(path);
    case StateEdit::Kind::Insert:
        return ModelsText::tr("Add %1").arg(path);
    case StateEdit::Kind::Remove:
        break;
    }
    return ModelsText::tr("Delete %1").arg(path);
}

} // namespace

/// One edit on the undo stack. Undoing takes the edit off the document's list, unless the actor has it
/// already: then the opposite edit is put on the list, and redoing takes that one off again, unless the actor
/// has that too.
class StateEditCommand : public QUndoCommand {
public:
    StateEditCommand(StateDocument &document, StateEdit edit)
        : QUndoCommand(textOf(edit))
        , m_document(document)
        , m_edit(std::move(edit))
    {}

    int id() const override { return 1; }
    void redo() override { step(Listed::Edit, m_edit, Listed::Inverse); }
    void undo() override
    {
        if (step(Listed::Inverse, inverseOf(m_edit), Listed::Edit) == Step::Appended)
            emit m_document.restoredByUndo(m_edit.path);
    }
    bool mergeWith(const QUndoCommand *other) override;

private:
    enum class Listed { Nothing, Edit, Inverse };
    enum class Step { Appended, TakenOff };

    Step step(Listed wanted, StateEdit edit, Listed opposite)
    {
        if (m_listed == opposite && m_document.takeOff(m_listedId, edit)) {
            m_listed = Listed::Nothing;
            return Step::TakenOff;
        }
        m_listed = wanted;
        m_listedId = ++m_document.m_lastEditId;
        edit.id = m_listedId;
        m_document.appendEdit(edit);
        return Step::Appended;
    }

    StateDocument &m_document;
    StateEdit m_edit;
    /// Which of the two was put on the document's list last, and as which edit.
    Listed m_listed = Listed::Nothing;
    quint64 m_listedId = 0;
};

bool StateEditCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const StateEditCommand *>(other);
    const bool areListed = m_listed == Listed::Edit && next->m_listed == Listed::Edit;
    if (!areListed || next->m_edit.kind != StateEdit::Kind::Set || m_edit.kind == StateEdit::Kind::Remove ||
        next->m_edit.path != m_edit.path)
        return false;
    StateEdit joined = m_edit;
    joined.value = next->m_edit.value;
    joined.id = m_listedId;
    if (!m_document.mergeLastTwo(m_listedId, next->m_listedId, joined))
        return false;
    m_edit.value = joined.value;
    if (m_edit.kind == StateEdit::Kind::Set && m_edit.base && isSameValue(m_edit.value, *m_edit.base))
        setObsolete(m_document.takeOff(m_listedId, inverseOf(m_edit)));
    return true;
}

StateDocument::StateDocument(QObject *parent, Clock clock)
    : QObject(parent)
    , m_clock(std::move(clock))
{
    connect(&m_undo, &QUndoStack::indexChanged, this, [this] {
        if (m_isMergedOld)
            remerge();
    });
}

StateDocument::~StateDocument() = default;

void StateDocument::setLive(const QCborValue &value)
{
    const bool isFirst = !std::exchange(m_isLoaded, true);
    if (!isFirst && isSameValue(m_live, value))
        return;
    const QCborValue before = std::exchange(m_live, value);
    m_liveCause = LiveCause::Actor;
    if (isFirst)
        m_base = value;
    else
        noteLiveChanges(before);
    emit liveChanged();
    remerge();
}

void StateDocument::clear()
{
    m_isLoaded = false;
    m_live = {};
    m_edits.clear();
    m_recentChanges.clear();
    m_applyingCount = 0;
    m_undo.clear();
    emit liveChanged();
    remerge();
}

void StateDocument::noteLiveChanges(const QCborValue &before)
{
    const QDateTime now = m_clock();
    m_recentChanges.removeIf(
        [&now](const auto &entry) { return entry.value().at.addDuration(limits::changeMarkAgeMax) < now; });
    for (const ValueChange &change : diffValues(before, m_live, limits::changeMarkCountMax))
        m_recentChanges.insert(change.path,
                               {.kind = change.kind, .before = valueAt(before, change.path), .at = now});
}

std::optional<std::chrono::milliseconds> StateDocument::changedAgo(const ValuePath &path) const
{
    const auto change = m_recentChanges.constFind(path);
    if (change == m_recentChanges.cend())
        return std::nullopt;
    const std::chrono::milliseconds age = m_clock() - change->at;
    return age <= limits::changeMarkAgeMax ? std::optional(age) : std::nullopt;
}

// --- Editing ---

void StateDocument::beginMacro(const QString &text)
{
    ++m_macroDepth;
    m_undo.beginMacro(text);
}

void StateDocument::endMacro()
{
    --m_macroDepth;
    m_undo.endMacro();
    if (m_macroDepth > 0 || !std::exchange(m_isUntold, false))
        return;
    emit mergedChanged();
    emit editsChanged();
}

bool StateDocument::edit(const ValuePath &path, const QCborValue &value)
{
    const std::optional<QCborValue> base = valueAt(m_merged, path);
    if (!m_isLoaded || !base)
        return false;
    if (isSameValue(*base, value))
        return true;
    return push({.kind = StateEdit::Kind::Set, .path = path, .value = value, .base = base});
}

bool StateDocument::insert(const ValuePath &path, const QCborValue &value)
{
    if (!m_isLoaded || !withInserted(m_merged, path, value))
        return false;
    return push({.kind = StateEdit::Kind::Insert, .path = path, .value = value, .base = std::nullopt});
}

bool StateDocument::remove(const ValuePath &path)
{
    const std::optional<QCborValue> base = valueAt(m_merged, path);
    if (!m_isLoaded || !base || path.isRoot())
        return false;
    return push({.kind = StateEdit::Kind::Remove, .path = path, .value = {}, .base = base});
}

bool StateDocument::push(StateEdit edit)
{
    // Edits of a macro that were joined.
    if (m_isMergedOld)
        remerge();
    m_undo.push(new StateEditCommand(*this, std::move(edit)));
    return true;
}

void StateDocument::appendEdit(const StateEdit &edit)
{
    if (m_edits.empty())
        m_base = m_live;
    m_edits.push_back(edit);
    // What comes before the first live value waits for it.
    if (!m_isLoaded || m_isMergedOld)
        return remerge();
    putOnTop(edit, m_merged, m_conflicts);
    m_isUntold = m_macroDepth > 0;
    if (m_isUntold)
        return;
    emit mergedChanged();
    emit editsChanged();
}

bool StateDocument::takeOff(quint64 id, const StateEdit &opposite)
{
    const auto edit = std::ranges::find(m_edits, id, &StateEdit::id);
    if (edit == m_edits.end() || edit - m_edits.begin() < static_cast<std::ptrdiff_t>(m_applyingCount))
        return false;
    if (edit + 1 == m_edits.end()) {
        m_edits.pop_back();
        // A step of undo may take many away; they are put together anew once, when it is done.
        m_isMergedOld = true;
        return true;
    }
    std::optional<std::vector<StateEdit>> others = editsWithoutOne(m_edits, id);
    if (!others)
        return false;
    if (m_isMergedOld)
        remerge();
    // Of two items that were taken from the same gap it cannot be told which came first.
    const std::optional<QCborValue> expected = edited(m_merged, opposite);
    std::vector<StateConflict> conflicts;
    if (expected && !isSameValue(mergedWith(*others, conflicts), *expected))
        return false;
    m_edits = std::move(*others);
    m_isMergedOld = true;
    return true;
}

bool StateDocument::mergeLastTwo(quint64 first, quint64 second, const StateEdit &edit)
{
    const size_t count = m_edits.size();
    if (count < m_applyingCount + 2 || m_edits[count - 2].id != first || m_edits[count - 1].id != second)
        return false;
    m_edits.pop_back();
    m_edits.back() = edit;
    m_isMergedOld = true;
    return true;
}

void StateDocument::putOnTop(const StateEdit &edit, QCborValue &value,
                             std::vector<StateConflict> &conflicts) const
{
    using Kind = StateEdit::Kind;
    const std::optional<QCborValue> live = valueAt(value, edit.path);
    const std::optional<QCborValue> yours =
        edit.kind == Kind::Remove ? std::nullopt : std::optional(edit.value);
    const bool makesRoom = edit.kind == Kind::Insert && movesItems(edit);
    if (edit.kind == Kind::Remove && !live)
        return;
    const std::optional<QCborValue> result = edited(value, edit);
    if (!result || (edit.kind == Kind::Set && !live)) {
        conflicts.push_back({edit.path, edit.base, yours, std::nullopt, edit.id});
        return;
    }
    const bool isAsBefore =
        makesRoom || (live && edit.base ? isSameValue(*live, *edit.base) : !live && !edit.base);
    const bool isAsWanted = live && yours && isSameValue(*live, *yours);
    if (!isAsBefore && !isAsWanted)
        conflicts.push_back({edit.path, edit.base, yours, live, edit.id});
    value = *result;
}

QCborValue StateDocument::mergedWith(const std::vector<StateEdit> &edits,
                                     std::vector<StateConflict> &conflicts) const
{
    QCborValue value = m_live;
    for (const StateEdit &edit : edits)
        putOnTop(edit, value, conflicts);
    return value;
}

void StateDocument::remerge()
{
    m_isMergedOld = false;
    m_conflicts.clear();
    m_merged = m_isLoaded ? mergedWith(m_edits, m_conflicts) : m_live;
    emit mergedChanged();
    emit editsChanged();
}

// --- Dropping and resolving ---

void StateDocument::setEdits(std::vector<StateEdit> edits)
{
    m_edits = std::move(edits);
    m_applyingCount = 0;
    m_undo.clear();
    remerge();
}

void StateDocument::revert()
{
    setEdits({});
}

void StateDocument::revert(const ValuePath &path)
{
    setEdits(editsWithout(m_edits, path, m_live));
}

void StateDocument::resolve(const ValuePath &path, Resolution resolution)
{
    if (resolution == Resolution::TakeLive)
        return revert(path);
    for (const StateConflict &conflict : m_conflicts)
        for (StateEdit &edit : m_edits)
            if (conflict.path == path && edit.path == path && conflict.live)
                edit.base = conflict.live;
    remerge();
}

void StateDocument::resolve(const std::vector<quint64> &edits, Resolution resolution)
{
    if (resolution == Resolution::TakeLive) {
        std::vector<StateEdit> kept = m_edits;
        // What works on another edit goes before that one.
        for (auto edit = m_edits.rbegin(); edit != m_edits.rend(); ++edit)
            if (std::ranges::contains(edits, edit->id))
                kept = editsWithoutOne(kept, edit->id).value_or(kept);
        return setEdits(std::move(kept));
    }
    for (const StateConflict &conflict : m_conflicts)
        for (StateEdit &edit : m_edits)
            if (conflict.edit == edit.id && std::ranges::contains(edits, edit.id) && conflict.live)
                edit.base = conflict.live;
    remerge();
}

bool StateDocument::isInConflict(const ValuePath &path) const
{
    return std::ranges::any_of(m_conflicts,
                               [&path](const StateConflict &conflict) { return conflict.path == path; });
}

// --- Applying ---

void StateDocument::beginApply()
{
    m_applyingCount = m_edits.size();
}

bool StateDocument::beginApply(const std::vector<quint64> &edits)
{
    EditSplit split = chosenFirst(m_edits, edits);
    if (split.first.empty())
        return false;
    m_applyingCount = split.first.size();
    m_edits = std::move(split.first);
    std::ranges::move(split.rest, std::back_inserter(m_edits));
    remerge();
    return true;
}

QCborValue StateDocument::applying() const
{
    QCborValue value = m_live;
    std::vector<StateConflict> conflicts;
    for (size_t i = 0; i < std::min(m_applyingCount, m_edits.size()); ++i)
        putOnTop(m_edits[i], value, conflicts);
    return value;
}

std::vector<StateConflict> StateDocument::applyingConflicts() const
{
    QCborValue value = m_live;
    std::vector<StateConflict> conflicts;
    for (size_t i = 0; i < std::min(m_applyingCount, m_edits.size()); ++i)
        putOnTop(m_edits[i], value, conflicts);
    return conflicts;
}

std::vector<quint64> StateDocument::applyingEdits() const
{
    std::vector<quint64> ids;
    for (size_t i = 0; i < std::min(m_applyingCount, m_edits.size()); ++i)
        ids.push_back(m_edits[i].id);
    return ids;
}

void StateDocument::finishApply(const QCborValue &readBack)
{
    const auto count = static_cast<std::ptrdiff_t>(std::min(m_applyingCount, m_edits.size()));
    m_applyingCount = 0;
    m_edits.erase(m_edits.begin(), m_edits.begin() + count);
    m_live = readBack;
    m_base = readBack;
    m_isLoaded = true;
    m_liveCause = LiveCause::Apply;
    if (m_edits.empty())
        m_undo.setClean();
    else
        m_undo.resetClean();
    emit liveChanged();
    remerge();
}

void StateDocument::cancelApply()
{
    m_applyingCount = 0;
}

} // namespace rove::ui
