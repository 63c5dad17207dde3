// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/valuetree.h"

#include "protocol/base/cbor.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QHash>
#include <QtCore/QSpan>

#include <algorithm>
#include <cmath>

namespace rove::ui {

namespace {

bool isNumber(const QCborValue &value)
{
    return value.isInteger() || value.isDouble();
}

bool isSameNumber(const QCborValue &left, const QCborValue &right)
{
    if (left.isInteger() && right.isInteger())
        return left.toInteger() == right.toInteger();
    const double l = left.toDouble();
    const double r = right.toDouble();
    // NaN is itself here, and -0 is not 0: both can be seen.
    return (std::isnan(l) && std::isnan(r)) || (l == r && std::signbit(l) == std::signbit(r));
}

bool hasOnlyTextKeys(const QCborMap &map)
{
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
        if (!entry.key().isString())
            return false;
    return true;
}

/// The entries from `begin` on by key, for maps whose keys are all text; of equal keys the first counts.
QHash<QString, QCborValue> entriesFrom(QCborMap::ConstIterator begin, const QCborMap &map)
{
    QHash<QString, QCborValue> entries;
    for (auto entry = begin; entry != map.cend(); ++entry)
        if (const QString key = entry.key().toString(); !entries.contains(key))
            entries.insert(key, entry.value());
    return entries;
}

bool isSameMap(const QCborMap &left, const QCborMap &right)
{
    if (left.size() != right.size())
        return false;
    auto l = left.cbegin();
    auto r = right.cbegin();
    for (; l != left.cend() && l.key() == r.key(); ++l, ++r)
        if (!isSameValue(l.value(), r.value()))
            return false;
    if (l == left.cend())
        return true;
    if (!hasOnlyTextKeys(left) || !hasOnlyTextKeys(right))
        return false;
    const QHash<QString, QCborValue> others = entriesFrom(r, right);
    for (; l != left.cend(); ++l) {
        const auto other = others.constFind(l.key().toString());
        if (other == others.cend() || !isSameValue(l.value(), *other))
            return false;
    }
    return true;
}

bool isSameArray(const QCborArray &left, const QCborArray &right)
{
    if (left.size() != right.size())
        return false;
    for (qsizetype i = 0; i < left.size(); ++i)
        if (!isSameValue(left.at(i), right.at(i)))
            return false;
    return true;
}

/// Walks two values at once and notes where they part. Stops, with `isFull`, at more notes than wanted.
class Differ {
public:
    explicit Differ(qsizetype countMax)
        : m_countMax(countMax)
    {}

    void compare(const ValuePath &path, const QCborValue &before, const QCborValue &after);
    [[nodiscard]] bool isFull() const { return std::ssize(m_changes) > m_countMax; }
    [[nodiscard]] std::vector<ValueChange> take() { return std::move(m_changes); }

private:
    void note(const ValuePath &path, ValueChange::Kind kind) { m_changes.push_back({path, kind}); }
    void compareMaps(const ValuePath &path, const QCborMap &before, const QCborMap &after);
    void compareArrays(const ValuePath &path, const QCborArray &before, const QCborArray &after);

    qsizetype m_countMax;
    std::vector<ValueChange> m_changes;
};

void Differ::compare(const ValuePath &path, const QCborValue &before, const QCborValue &after)
{
    if (isFull())
        return;
    if (before.isMap() && after.isMap())
        return compareMaps(path, before.toMap(), after.toMap());
    if (before.isArray() && after.isArray())
        return compareArrays(path, before.toArray(), after.toArray());
    const bool areContainers = before.isTag() && after.isTag() && before.tag() == after.tag();
    if (areContainers && (before.taggedValue().isArray() || before.taggedValue().isMap()))
        return compare(path, before.taggedValue(), after.taggedValue());
    if (!isSameValue(before, after))
        note(path, ValueChange::Kind::Changed);
}

void Differ::compareMaps(const ValuePath &path, const QCborMap &before, const QCborMap &after)
{
    // Entries with other keys than text have positions for names, which change with every insertion.
    if (!hasOnlyTextKeys(before) || !hasOnlyTextKeys(after)) {
        if (!isSameMap(before, after))
            note(path, ValueChange::Kind::Changed);
        return;
    }
    auto b = before.cbegin();
    auto a = after.cbegin();
    for (; b != before.cend() && a != after.cend() && b.key() == a.key(); ++b, ++a)
        compare(path.child(b.key().toString()), b.value(), a.value());
    if (b == before.cend() && a == after.cend())
        return;
    const QHash<QString, QCborValue> olds = entriesFrom(b, before);
    const QHash<QString, QCborValue> news = entriesFrom(a, after);
    for (; b != before.cend() && !isFull(); ++b) {
        const QString key = b.key().toString();
        if (const auto now = news.constFind(key); now != news.cend())
            compare(path.child(key), b.value(), *now);
        else
            note(path.child(key), ValueChange::Kind::Removed);
    }
    for (; a != after.cend() && !isFull(); ++a)
        if (const QString key = a.key().toString(); !olds.contains(key))
            note(path.child(key), ValueChange::Kind::Added);
}

void Differ::compareArrays(const ValuePath &path, const QCborArray &before, const QCborArray &after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && isSameValue(before.at(head), after.at(head)))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head &&
           isSameValue(before.at(before.size() - 1 - tail), after.at(after.size() - 1 - tail)))
        ++tail;
    const qsizetype both = shorter - tail;
    for (qsizetype i = head; i < both; ++i)
        compare(path.child(i), before.at(i), after.at(i));
    for (qsizetype i = both; i < before.size() - tail && !isFull(); ++i)
        note(path.child(i), ValueChange::Kind::Removed);
    for (qsizetype i = both; i < after.size() - tail && !isFull(); ++i)
        note(path.child(i), ValueChange::Kind::Added);
}

/// A container without the tags around it: a Set is an array, a Map a map.
QCborValue bare(const QCborValue &value)
{
    return value.isTag() ? bare(value.taggedValue()) : value;
}

/// `inner` in the tags of `original`.
QCborValue inTagsOf(const QCborValue &original, const QCborValue &inner)
{
    return original.isTag() ? QCborValue(original.tag(), inTagsOf(original.taggedValue(), inner)) : inner;
}

/// Where `step` leads in a map: the position of its entry, its end for a new key, or −1 for nowhere.
qsizetype positionIn(const QCborMap &map, const PathStep &step)
{
    if (const auto *position = std::get_if<qsizetype>(&step))
        return *position >= 0 && *position < map.size() ? *position : -1;
    const auto found = map.constFind(std::get<QString>(step));
    return found - map.cbegin();
}

std::optional<QCborValue> childAt(const QCborValue &parent, const PathStep &step)
{
    const QCborValue container = bare(parent);
    if (container.isMap()) {
        const QCborMap map = container.toMap();
        const qsizetype position = positionIn(map, step);
        if (position < 0 || position >= map.size())
            return std::nullopt;
        return (map.cbegin() + position).value();
    }
    const auto *position = std::get_if<qsizetype>(&step);
    if (!container.isArray() || !position)
        return std::nullopt;
    const QCborArray array = container.toArray();
    if (*position < 0 || *position >= array.size())
        return std::nullopt;
    return array.at(*position);
}

enum class Act { Put, Insert, Remove };

std::optional<QCborValue> changedArray(QCborArray array, const PathStep &step, Act act,
                                       const QCborValue &value)
{
    const auto *position = std::get_if<qsizetype>(&step);
    const qsizetype end = act == Act::Remove ? array.size() - 1 : array.size();
    if (!position || *position < 0 || *position > end)
        return std::nullopt;
    if (act == Act::Remove)
        array.removeAt(*position);
    else if (act == Act::Insert || *position == array.size())
        array.insert(*position, value);
    else
        array[*position] = value;
    return array;
}

std::optional<QCborValue> changedMap(QCborMap map, const PathStep &step, Act act, const QCborValue &value)
{
    const qsizetype position = positionIn(map, step);
    const bool isThere = position >= 0 && position < map.size();
    if (position < 0 || (act == Act::Remove && !isThere) || (act == Act::Insert && isThere))
        return std::nullopt;
    if (act == Act::Remove)
        map.erase(map.constBegin() + position);
    else if (isThere)
        (map.begin() + position).value() = value;
    else
        map.insert(std::get<QString>(step), value);
    return map;
}

/// The change of one entry, with every container above it rebuilt around it.
std::optional<QCborValue> changed(const QCborValue &node, QSpan<const PathStep> steps, Act act,
                                  const QCborValue &value)
{
    if (steps.size() > 1) {
        const std::optional<QCborValue> child = childAt(node, steps.front());
        const std::optional<QCborValue> inner =
            child ? changed(*child, steps.sliced(1), act, value) : std::nullopt;
        return inner ? changed(node, steps.first(1), Act::Put, *inner) : std::nullopt;
    }
    const QCborValue container = bare(node);
    std::optional<QCborValue> result;
    if (container.isArray())
        result = changedArray(container.toArray(), steps.front(), act, value);
    else if (container.isMap())
        result = changedMap(container.toMap(), steps.front(), act, value);
    return result.transform([&node](const QCborValue &inner) { return inTagsOf(node, inner); });
}

/// Starts from `typed` and changes entries in place, as each insertion into a map searches all of it.
QCborValue retypedMap(const QCborMap &plain, const QCborMap &typed)
{
    QHash<QString, QCborValue> news = entriesFrom(plain.cbegin(), plain);
    QCborMap result = typed;
    for (auto entry = result.begin(); entry != result.end();) {
        const auto now = news.constFind(entry.key().toString());
        if (now == news.cend()) {
            entry = result.erase(entry);
            continue;
        }
        entry.value() = retyped(*now, entry.value());
        news.erase(now);
        ++entry;
    }
    for (auto entry = plain.cbegin(); entry != plain.cend(); ++entry)
        if (news.contains(entry.key().toString()))
            result.insert(entry.key(), entry.value());
    return result;
}

/// True if a plain JSON reader would get back another value, apart from what a container holds.
bool isBeyondJson(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Integer:
    case QCborValue::String:
    case QCborValue::False:
    case QCborValue::True:
    case QCborValue::Null:
        return false;
    case QCborValue::Double:
        return !std::isfinite(value.toDouble());
    case QCborValue::Map:
        return !hasOnlyTextKeys(value.toMap());
    case QCborValue::Array: {
        const QCborArray array = value.toArray();
        return array.size() == 2 && array.first().isString() && array.first().toString().startsWith(u'$');
    }
    default:
        return true;
    }
}

} // namespace

bool isSameValue(const QCborValue &left, const QCborValue &right)
{
    if (isNumber(left) && isNumber(right))
        return isSameNumber(left, right);
    if (left.type() != right.type())
        return false;
    if (left.isMap())
        return isSameMap(left.toMap(), right.toMap());
    if (left.isArray())
        return isSameArray(left.toArray(), right.toArray());
    if (left.isTag())
        return left.tag() == right.tag() && isSameValue(left.taggedValue(), right.taggedValue());
    return left == right;
}

std::vector<ValueChange> diffValues(const QCborValue &before, const QCborValue &after, qsizetype countMax)
{
    Differ differ(countMax);
    differ.compare({}, before, after);
    if (differ.isFull())
        return {{.path = {}, .kind = ValueChange::Kind::Changed}};
    return differ.take();
}

std::optional<QCborValue> valueAt(const QCborValue &root, const ValuePath &path)
{
    std::optional<QCborValue> value = root;
    for (const PathStep &step : path.steps()) {
        value = childAt(*value, step);
        if (!value)
            return std::nullopt;
    }
    return value;
}

std::optional<QCborValue> withValue(const QCborValue &root, const ValuePath &path, const QCborValue &value)
{
    return path.isRoot() ? std::optional(value) : changed(root, path.steps(), Act::Put, value);
}

std::optional<QCborValue> withInserted(const QCborValue &root, const ValuePath &path, const QCborValue &value)
{
    return path.isRoot() ? std::nullopt : changed(root, path.steps(), Act::Insert, value);
}

std::optional<QCborValue> withoutValue(const QCborValue &root, const ValuePath &path)
{
    return path.isRoot() ? std::nullopt : changed(root, path.steps(), Act::Remove, {});
}

QCborValue retyped(const QCborValue &plain, const QCborValue &typed)
{
    if (plain.isMap() && typed.isMap())
        return retypedMap(plain.toMap(), typed.toMap());
    if (plain.isArray() && typed.isArray()) {
        QCborArray result = plain.toArray();
        const QCborArray typedItems = typed.toArray();
        for (qsizetype i = 0; i < std::min(result.size(), typedItems.size()); ++i)
            result[i] = retyped(result.at(i), typedItems.at(i));
        return result;
    }
    if (isSameValue(plain, typed))
        return typed;
    return cbor::toJson(typed) == cbor::toJson(plain) ? typed : plain;
}

std::optional<ValuePath> firstBeyondJson(const QCborValue &root)
{
    if (isBeyondJson(root))
        return ValuePath();
    const auto below = [](const PathStep &step, const QCborValue &child) -> std::optional<ValuePath> {
        return firstBeyondJson(child).transform(
            [&step](const ValuePath &path) { return ValuePath(QList<PathStep>{step} + path.steps()); });
    };
    const QCborMap map = root.toMap();
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
        if (const auto found = below(entry.key().toString(), entry.value()))
            return found;
    const QCborArray array = root.toArray();
    for (qsizetype position = 0; position < array.size(); ++position)
        if (const auto found = below(position, array.at(position)))
            return found;
    return std::nullopt;
}

} // namespace rove::ui
