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

/// The value of an edit around `place`, with what `live` has there.
QCborValue withLivePart(const QCborValue &value, const ValuePath &around, const ValuePath &place,
                        const QCborValue &live)
{
    const ValuePath inside(place.steps().sliced(around.depth()));
    const std::optional<QCborValue> part = valueAt(live, place);
    return (part ? withValue(value, inside, *part) : withoutValue(value, inside)).value_or(value);
}

/// True if the second edit cannot be understood without the first.
bool worksOn(const StateEdit &second, const StateEdit &first)
{
    // Something put in before an item touches nothing, and after a removal its path is another item's.
    const bool isGap = second.kind == Kind::Insert && movesItems(second);
    const bool isGone = first.kind == Kind::Remove && movesItems(first);
    const bool isSamePlace = first.path == second.path;
    if (!isGap && second.path.contains(first.path) && !(isGone && isSamePlace))
        return true;
    return first.path.contains(second.path) && !(isGap && isSamePlace) && !isGone;
}

/// The path of the second edit as it was before the first.
ValuePath pathBefore(const StateEdit &second, const StateEdit &first)
{
    if (!movesItems(first))
        return second.path;
    const Item item = itemOf(first.path);
    const std::optional<qsizetype> position = positionIn(item.array, second.path);
    if (!position)
        return second.path;
    const qsizetype depth = item.array.depth();
    const bool isGap = second.kind == Kind::Insert && movesItems(second) && second.path.depth() == depth + 1;
    qsizetype before = *position;
    if (first.kind == Kind::Insert)
        before -= *position > item.position ? 1 : 0;
    else
        before += *position > item.position || (*position == item.position && !isGap) ? 1 : 0;
    return withPosition(second.path, depth, before);
}

/// The path of the first edit as it is after the second, which has become `moved`.
ValuePath pathBehind(const StateEdit &first, const StateEdit &second, const StateEdit &moved)
{
    const bool areBeside =
        movesItems(first) && movesItems(second) && itemOf(first.path).array == itemOf(second.path).array;
    if (!areBeside)
        return placeAfter(first.path, moved).value_or(first.path);
    const Item item = itemOf(first.path);
    const qsizetype other = itemOf(second.path).position;
    const qsizetype depth = item.array.depth();
    if (second.kind == Kind::Insert)
        return other <= item.position ? withPosition(first.path, depth, item.position + 1) : first.path;
    return other < item.position ? withPosition(first.path, depth, item.position - 1) : first.path;
}

} // namespace

std::optional<SwappedEdits> swapped(const StateEdit &first, const StateEdit &second)
{
    if (worksOn(second, first))
        return std::nullopt;
    SwappedEdits result{second, first};
    result.second.path = pathBefore(second, first);
    result.first.path = pathBehind(first, second, result.second);
    return result;
}

EditSplit chosenFirst(const std::vector<StateEdit> &edits, const std::vector<quint64> &ids)
{
    EditSplit split;
    for (const StateEdit &edit : edits) {
        std::vector<StateEdit> rest = split.rest;
        StateEdit moving = edit;
        bool moves = std::ranges::contains(ids, edit.id);
        for (size_t i = rest.size(); i > 0 && moves; --i) {
            const std::optional<SwappedEdits> pair = swapped(rest[i - 1], moving);
            moves = pair.has_value();
            if (!pair)
                break;
            rest[i - 1] = pair->first;
            moving = pair->second;
        }
        if (moves) {
            split.first.push_back(moving);
            split.rest = std::move(rest);
        } else {
            split.rest.push_back(edit);
        }
    }
    return split;
}

std::optional<std::vector<StateEdit>> editsWithoutOne(const std::vector<StateEdit> &edits, quint64 id)
{
    std::vector<StateEdit> result = edits;
    const auto found = std::ranges::find(result, id, &StateEdit::id);
    if (found == result.end())
        return std::nullopt;
    for (auto edit = found; edit + 1 != result.end(); ++edit) {
        const std::optional<SwappedEdits> pair = swapped(*edit, *(edit + 1));
        if (!pair)
            return std::nullopt;
        *edit = pair->second;
        *(edit + 1) = pair->first;
    }
    result.pop_back();
    return result;
}

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
        return {.kind = Kind::Set,
                .path = edit.path,
                .value = edit.base.value_or(QCborValue()),
                .base = edit.value};
    case Kind::Insert:
        return {.kind = Kind::Remove, .path = edit.path, .value = {}, .base = edit.value};
    case Kind::Remove:
        break;
    }
    return {.kind = Kind::Insert,
            .path = edit.path,
            .value = edit.base.value_or(QCborValue()),
            .base = std::nullopt};
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

std::vector<std::optional<ValuePath>> lastPlaces(const std::vector<StateEdit> &edits)
{
    std::vector<std::optional<ValuePath>> places;
    places.reserve(edits.size());
    for (size_t i = 0; i < edits.size(); ++i) {
        std::optional<ValuePath> place = edits[i].path;
        for (size_t later = i + 1; later < edits.size() && place; ++later)
            place = placeAfter(*place, edits[later]);
        places.push_back(place);
    }
    return places;
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
