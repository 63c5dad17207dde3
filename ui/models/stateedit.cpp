// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/stateedit.h"

#include <algorithm>

namespace rove::ui {

namespace {

using Kind = StateEdit::Kind;

/// Where the array of an edit that moves items lies, and which item it is.
struct Item {
    ValuePath array;
    qsizetype position;
};

Item itemOf(const ValuePath &path)
{
    return {path.parent(), std::get<qsizetype>(path.steps().constLast())};
}

/// The position of `path` in the array, at whatever depth; none if the path does not go through it.
std::optional<qsizetype> positionIn(const ValuePath &array, const ValuePath &path)
{
    if (path.depth() <= array.depth() || !array.contains(path))
        return std::nullopt;
    const auto *position = std::get_if<qsizetype>(&path.steps().at(array.depth()));
    return position ? std::optional(*position) : std::nullopt;
}

ValuePath withPosition(const ValuePath &path, qsizetype depth, qsizetype position)
{
    QList<PathStep> steps = path.steps();
    steps[depth] = position;
    return ValuePath(std::move(steps));
}

/// An edit that was dropped although later ones counted with it: an item that they think is there, or is not.
struct Ghost {
    Kind kind;
    ValuePath place;
};

/// The path as it would be had the ghosts' edits never been made.
ValuePath withoutGhosts(const ValuePath &path, bool isInsertion, const std::vector<Ghost> &ghosts)
{
    ValuePath result = path;
    for (const Ghost &ghost : ghosts) {
        const Item item = itemOf(ghost.place);
        const std::optional<qsizetype> position = positionIn(item.array, path);
        if (!position)
            continue;
        const qsizetype depth = item.array.depth();
        const qsizetype now = std::get<qsizetype>(result.steps().at(depth));
        // Something put in at the gap itself stays before the item that comes back.
        const bool isAtGap = isInsertion && path.depth() == depth + 1 && *position == item.position;
        if (ghost.kind == Kind::Insert && *position > item.position)
            result = withPosition(result, depth, now - 1);
        else if (ghost.kind == Kind::Remove && *position >= item.position && !isAtGap)
            result = withPosition(result, depth, now + 1);
    }
    return result;
}

/// True if the edit works on an item that only a dropped edit put there.
bool isOfGhost(const StateEdit &edit, const std::vector<Ghost> &ghosts)
{
    return std::ranges::any_of(ghosts, [&edit](const Ghost &ghost) {
        const bool isBefore = edit.kind == Kind::Insert && edit.path == ghost.place;
        return ghost.kind == Kind::Insert && ghost.place.contains(edit.path) && !isBefore;
    });
}

void moveGhosts(std::vector<Ghost> &ghosts, const StateEdit &edit)
{
    std::vector<Ghost> moved;
    for (const Ghost &ghost : ghosts) {
        const bool isGap =
            ghost.kind == Kind::Remove && ghost.place == edit.path && edit.kind == Kind::Remove;
        const std::optional<ValuePath> place = isGap ? ghost.place : placeAfter(ghost.place, edit);
        if (place)
            moved.push_back({ghost.kind, *place});
    }
    ghosts = std::move(moved);
}

/// Where each edit's place is after all of them; none if it is gone.
std::vector<std::optional<ValuePath>> lastPlaces(const std::vector<StateEdit> &edits)
{
    std::vector<std::optional<ValuePath>> places;
    for (size_t i = 0; i < edits.size(); ++i) {
        std::optional<ValuePath> place = edits[i].path;
        for (size_t later = i + 1; later < edits.size() && place; ++later)
            place = placeAfter(*place, edits[later]);
        places.push_back(place);
    }
    return places;
}

/// The value of an edit around `place`, with what `live` has there.
QCborValue withLivePart(const QCborValue &value, const ValuePath &around, const ValuePath &place,
                        const QCborValue &live)
{
    const ValuePath inside(place.steps().sliced(around.depth()));
    const std::optional<QCborValue> part = valueAt(live, place);
    return (part ? withValue(value, inside, *part) : withoutValue(value, inside)).value_or(value);
}

} // namespace

std::optional<QCborValue> edited(const QCborValue &value, const StateEdit &edit)
{
    switch (edit.kind) {
    case Kind::Set:
        return withValue(value, edit.path, edit.value);
    case Kind::Insert:
        // A key that came by itself meanwhile is set; in an array there is always room for one more.
        return withInserted(value, edit.path, edit.value).or_else([&] {
            return valueAt(value, edit.path) ? withValue(value, edit.path, edit.value) : std::nullopt;
        });
    case Kind::Remove:
        break;
    }
    return withoutValue(value, edit.path);
}

StateEdit inverseOf(const StateEdit &edit)
{
    switch (edit.kind) {
    case Kind::Set:
        return {Kind::Set, edit.path, edit.base.value_or(QCborValue()), edit.value};
    case Kind::Insert:
        return {Kind::Remove, edit.path, QCborValue(), edit.value};
    case Kind::Remove:
        break;
    }
    return {Kind::Insert, edit.path, edit.base.value_or(QCborValue()), std::nullopt};
}

bool movesItems(const StateEdit &edit)
{
    return edit.kind != Kind::Set && !edit.path.isRoot() &&
           std::holds_alternative<qsizetype>(edit.path.steps().constLast());
}

std::optional<ValuePath> placeAfter(const ValuePath &path, const StateEdit &edit)
{
    if (!movesItems(edit))
        return edit.kind == Kind::Remove && edit.path.contains(path) ? std::nullopt : std::optional(path);
    const Item item = itemOf(edit.path);
    const std::optional<qsizetype> position = positionIn(item.array, path);
    if (!position)
        return path;
    if (edit.kind == Kind::Insert)
        return *position >= item.position ? withPosition(path, item.array.depth(), *position + 1) : path;
    if (*position == item.position)
        return std::nullopt;
    return *position > item.position ? withPosition(path, item.array.depth(), *position - 1) : path;
}

std::vector<StateEdit> editsWithout(const std::vector<StateEdit> &edits, const ValuePath &place,
                                    const QCborValue &live)
{
    const std::vector<std::optional<ValuePath>> places = lastPlaces(edits);
    std::vector<StateEdit> kept;
    std::vector<Ghost> ghosts;
    for (size_t i = 0; i < edits.size(); ++i) {
        const StateEdit &edit = edits[i];
        const bool isDropped = (places[i] && place.contains(*places[i])) || isOfGhost(edit, ghosts);
        if (!isDropped) {
            StateEdit stays = edit;
            stays.path = withoutGhosts(edit.path, edit.kind == Kind::Insert, ghosts);
            if (places[i] && places[i]->contains(place) && edit.kind != Kind::Remove)
                stays.value = withLivePart(edit.value, *places[i], place, live);
            kept.push_back(std::move(stays));
        }
        moveGhosts(ghosts, edit);
        if (isDropped && movesItems(edit))
            ghosts.push_back({edit.kind, edit.path});
    }
    return kept;
}

} // namespace rove::ui
