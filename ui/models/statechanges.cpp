// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelstext.h"
#include "ui/models/statedocument.h"
#include "ui/models/valuepatch.h"

#include <QtCore/QCborArray>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

// What a StateDocument tells about its edits as a whole: as changes to decide about, and as a draft.
namespace rove::ui {
namespace {

constexpr qint64 draftVersion = 1;
/// More differences than this become one edit of the whole state.
constexpr qsizetype editCountMax = 500;

/// For each edit the first one that it cannot do without, itself if there is none.
std::vector<size_t> rootsOf(const std::vector<StateEdit> &edits)
{
    std::vector<size_t> roots(edits.size());
    std::iota(roots.begin(), roots.end(), size_t(0));
    for (size_t later = 1; later < edits.size(); ++later) {
        StateEdit moving = edits[later];
        for (size_t i = later; i > 0; --i) {
            const std::optional<SwappedEdits> pair = swapped(edits[i - 1], moving);
            if (!pair) {
                roots[later] = roots[i - 1];
                break;
            }
            moving = pair->second;
        }
    }
    return roots;
}

QString kindWord(StateEdit::Kind kind)
{
    switch (kind) {
    case StateEdit::Kind::Set:
        return u"set"_s;
    case StateEdit::Kind::Insert:
        return u"insert"_s;
    case StateEdit::Kind::Remove:
        break;
    }
    return u"remove"_s;
}

std::optional<StateEdit::Kind> kindOfWord(const QString &word)
{
    for (const StateEdit::Kind kind :
         {StateEdit::Kind::Set, StateEdit::Kind::Insert, StateEdit::Kind::Remove})
        if (kindWord(kind) == word)
            return kind;
    return std::nullopt;
}

std::optional<StateEdit> editFromCbor(const QCborMap &map)
{
    const std::optional<StateEdit::Kind> kind = kindOfWord(map.value(u"kind"_s).toString());
    if (!kind || !map.value(u"path"_s).isArray())
        return std::nullopt;
    StateEdit edit{.kind = *kind,
                   .path = pathFromCbor(map.value(u"path"_s).toArray()),
                   .value = map.value(u"value"_s),
                   .base = std::nullopt};
    if (map.contains(u"base"_s))
        edit.base = map.value(u"base"_s);
    return edit;
}

} // namespace

std::vector<StateChange> StateDocument::changes() const
{
    const std::vector<size_t> roots = rootsOf(m_edits);
    const std::vector<std::optional<ValuePath>> places = lastPlaces(m_edits);
    std::vector<StateChange> changes;
    for (size_t root = 0; root < m_edits.size(); ++root) {
        if (roots[root] != root)
            continue;
        size_t widest = root;
        StateChange change{.kind = ValueChange::Kind::Changed, .path = {}};
        for (size_t i = root; i < m_edits.size(); ++i) {
            if (roots[i] != root)
                continue;
            change.edits.push_back(m_edits[i].id);
            widest = m_edits[i].path.depth() < m_edits[widest].path.depth() ? i : widest;
        }
        change.path = places[widest].value_or(m_edits[widest].path);
        change.base = m_edits[widest].base;
        if (places[widest])
            change.yours = valueAt(m_merged, *places[widest]);
        change.live = change.base;
        for (const StateConflict &conflict : m_conflicts) {
            if (!std::ranges::contains(change.edits, conflict.edit))
                continue;
            change.isInConflict = true;
            if (conflict.edit != m_edits[widest].id)
                continue;
            change.live = conflict.live;
            change.yours = conflict.yours;
        }
        if (!change.base)
            change.kind = ValueChange::Kind::Added;
        else if (!change.yours)
            change.kind = ValueChange::Kind::Removed;
        changes.push_back(std::move(change));
    }
    return changes;
}

void StateDocument::editTowards(const QCborValue &before, const QCborValue &after, const QString &text)
{
    const std::vector<ValueChange> changes = diffValues(before, after, editCountMax);
    if (changes.empty())
        return;
    beginMacro(text);
    // Removals go from the end, so that positions stay true.
    for (auto change = changes.rbegin(); change != changes.rend(); ++change)
        if (change->kind == ValueChange::Kind::Removed)
            remove(change->path);
    for (const ValueChange &change : changes) {
        const std::optional<QCborValue> value = valueAt(after, change.path);
        if (change.kind == ValueChange::Kind::Added && value)
            insert(change.path, *value);
        else if (change.kind == ValueChange::Kind::Changed && value)
            edit(change.path, *value);
    }
    endMacro();
}

QCborMap StateDocument::saveDraft() const
{
    if (m_edits.empty())
        return {};
    QCborArray edits;
    for (const StateEdit &edit : m_edits) {
        QCborMap map{{u"kind"_s, kindWord(edit.kind)}, {u"path"_s, toCbor(edit.path)}};
        if (edit.kind != StateEdit::Kind::Remove)
            map.insert(u"value"_s, edit.value);
        if (edit.base)
            map.insert(u"base"_s, *edit.base);
        edits.append(map);
    }
    return {{u"version"_s, draftVersion}, {u"edits"_s, edits}};
}

bool StateDocument::restoreDraft(const QCborMap &draft)
{
    if (isModified() || draft.value(u"version"_s).toInteger() != draftVersion)
        return false;
    std::vector<StateEdit> edits;
    for (const QCborValue &entry : draft.value(u"edits"_s).toArray()) {
        std::optional<StateEdit> edit = editFromCbor(entry.toMap());
        if (!edit)
            return false;
        edits.push_back(std::move(*edit));
    }
    beginMacro(ModelsText::tr("Restore Edits"));
    for (StateEdit &edit : edits)
        push(std::move(edit));
    endMacro();
    return !edits.empty();
}

} // namespace rove::ui
