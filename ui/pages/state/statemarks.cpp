// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statemarks.h"

namespace rove::ui {
namespace {

ValueMark liveMark(const LiveChange &change)
{
    ValueMark mark{.kind = ValueMark::Kind::Changed, .oldValue = change.before, .since = change.at};
    if (change.kind == ValueChange::Kind::Added)
        mark.kind = ValueMark::Kind::Added;
    else if (change.kind == ValueChange::Kind::Removed)
        mark.kind = ValueMark::Kind::Removed;
    return mark;
}

ValueMark editMark(const StateEdit &edit)
{
    switch (edit.kind) {
    case StateEdit::Kind::Set:
        return {.kind = ValueMark::Kind::Edited, .oldValue = edit.base};
    case StateEdit::Kind::Insert:
        return {.kind = ValueMark::Kind::Edited};
    case StateEdit::Kind::Remove:
        return {.kind = ValueMark::Kind::Removed, .oldValue = edit.base};
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

ValueMarks marksOf(const StateDocument &document)
{
    ValueMarks marks;
    for (const auto &[path, change] : document.recentChanges().asKeyValueRange())
        marks.insert(path, liveMark(change));
    for (const StateEdit &edit : document.edits()) {
        ValueMark mark = editMark(edit);
        // A path edited twice is still compared with what it was at first.
        const auto earlier = marks.constFind(edit.path);
        if (earlier != marks.constEnd() && earlier->kind == ValueMark::Kind::Edited)
            mark.oldValue = earlier->oldValue;
        marks.insert(edit.path, mark);
    }
    for (const StateConflict &conflict : document.conflicts())
        marks.insert(
            conflict.path,
            {.kind = ValueMark::Kind::Conflict, .oldValue = conflict.base, .liveValue = conflict.live});
    return marks;
}

} // namespace rove::ui
