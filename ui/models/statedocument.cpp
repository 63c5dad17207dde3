// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/statedocument.h"

#include "protocol/base/limits.h"
#include "ui/models/modelstext.h"

#include <QtGui/QUndoCommand>

#include <algorithm>

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

    Step step(Listed wanted, const StateEdit &edit, Listed opposite)
    {
        if (m_listed == opposite && m_age == m_document.m_age) {
            m_listed = Listed::Nothing;
            m_document.removeLastEdit();
            return Step::TakenOff;
        }
        m_listed = wanted;
        m_age = m_document.m_age;
        m_document.appendEdit(edit);
        return Step::Appended;
    }

    StateDocument &m_document;
    StateEdit m_edit;
    /// Which of the two was put on the document's list last, and when.
    Listed m_listed = Listed::Nothing;
    quint64 m_age = 0;
};

bool StateEditCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const StateEditCommand *>(other);
    const bool areListed =
        m_listed == Listed::Edit && m_age == m_document.m_age && next->m_listed == Listed::Edit;
    if (!areListed || next->m_edit.kind != StateEdit::Kind::Set || m_edit.kind == StateEdit::Kind::Remove ||
        next->m_edit.path != m_edit.path)
        return false;
    m_edit.value = next->m_edit.value;
    m_document.mergeLastTwo(m_edit);
    if (m_edit.kind == StateEdit::Kind::Set && m_edit.base && isSameValue(m_edit.value, *m_edit.base)) {
        m_document.removeLastEdit();
        setObsolete(true);
    }
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
    if (!isFirst)
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

bool StateDocument::edit(const ValuePath &path, const QCborValue &value)
{
    const std::optional<QCborValue> base = valueAt(m_merged, path);
    if (!m_isLoaded || !base)
        return false;
    if (isSameValue(*base, value))
        return true;
    return push({StateEdit::Kind::Set, path, value, base});
}

bool StateDocument::insert(const ValuePath &path, const QCborValue &value)
{
    if (!m_isLoaded || !withInserted(m_merged, path, value))
        return false;
    return push({StateEdit::Kind::Insert, path, value, std::nullopt});
}

bool StateDocument::remove(const ValuePath &path)
{
    const std::optional<QCborValue> base = valueAt(m_merged, path);
    if (!m_isLoaded || !base || path.isRoot())
        return false;
    return push({StateEdit::Kind::Remove, path, QCborValue(), base});
}

bool StateDocument::push(StateEdit edit)
{
    m_undo.push(new StateEditCommand(*this, std::move(edit)));
    return true;
}

void StateDocument::appendEdit(const StateEdit &edit)
{
    m_edits.push_back(edit);
    if (m_isMergedOld)
        return remerge();
    putOnTop(edit, m_merged, m_conflicts);
    emit mergedChanged();
    emit editsChanged();
}

void StateDocument::removeLastEdit()
{
    m_edits.pop_back();
    // A step of undo may take many away; they are put together anew once, when it is done.
    m_isMergedOld = true;
}

void StateDocument::mergeLastTwo(const StateEdit &edit)
{
    m_edits.pop_back();
    m_edits.back() = edit;
    m_isMergedOld = true;
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
        conflicts.push_back({edit.path, edit.base, yours, std::nullopt});
        return;
    }
    const bool isAsBefore =
        makesRoom || (live && edit.base ? isSameValue(*live, *edit.base) : !live && !edit.base);
    const bool isAsWanted = live && yours && isSameValue(*live, *yours);
    if (!isAsBefore && !isAsWanted)
        conflicts.push_back({edit.path, edit.base, yours, live});
    value = *result;
}

void StateDocument::remerge()
{
    m_isMergedOld = false;
    m_conflicts.clear();
    m_merged = m_live;
    for (const StateEdit &edit : m_edits)
        putOnTop(edit, m_merged, m_conflicts);
    emit mergedChanged();
    emit editsChanged();
}

// --- Dropping and resolving ---

void StateDocument::revert()
{
    m_edits.clear();
    m_applyingCount = 0;
    m_undo.clear();
    remerge();
}

void StateDocument::revert(const ValuePath &path)
{
    m_edits = editsWithout(m_edits, path, m_live);
    m_applyingCount = 0;
    m_undo.clear();
    remerge();
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

bool StateDocument::isInConflict(const ValuePath &path) const
{
    return std::ranges::any_of(m_conflicts,
                               [&path](const StateConflict &conflict) { return conflict.path == path; });
}

// --- Applying ---

void StateDocument::beginApply()
{
    m_applyingCount = m_edits.size();
    ++m_age;
}

void StateDocument::finishApply(const QCborValue &readBack)
{
    const auto count = static_cast<std::ptrdiff_t>(std::min(m_applyingCount, m_edits.size()));
    m_applyingCount = 0;
    m_edits.erase(m_edits.begin(), m_edits.begin() + count);
    if (m_edits.empty())
        m_undo.setClean();
    m_live = readBack;
    m_isLoaded = true;
    emit liveChanged();
    remerge();
}

void StateDocument::cancelApply()
{
    // What was not edited meanwhile can be undone as before.
    if (m_edits.size() == m_applyingCount)
        --m_age;
    m_applyingCount = 0;
}

} // namespace rove::ui
