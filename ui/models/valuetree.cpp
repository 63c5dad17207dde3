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
#include <variant>

namespace rove::ui {

namespace {

bool isNumber(QCborValue::Type type)
{
    return type == QCborValue::Integer || type == QCborValue::Double;
}

/// Both of the two forms in which Qt hands out a value are compared: a reference into a container, which
/// costs nothing to look at, and the value itself.
template <class Value>
bool isSameNumber(const Value &left, const Value &right)
{
    if (left.isInteger() && right.isInteger())
        return left.toInteger() == right.toInteger();
    const double l = left.toDouble();
    const double r = right.toDouble();
    // NaN is itself here, and -0 is not 0: both can be seen.
    return (std::isnan(l) && std::isnan(r)) || (l == r && std::signbit(l) == std::signbit(r));
}

/// The key as a reference into its map.
QCborValueConstRef keyOf(QCborMap::ConstIterator entry)
{
    return (*entry).first;
}

bool hasOnlyTextKeys(const QCborMap &map)
{
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
        if (!keyOf(entry).isString())
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

bool isSameMap(const QCborMap &left, const QCborMap &right);
bool isSameArray(const QCborArray &left, const QCborArray &right);

template <class Value>
bool isSame(const Value &left, const Value &right)
{
    const QCborValue::Type type = left.type();
    const QCborValue::Type otherType = right.type();
    if (isNumber(type) && isNumber(otherType))
        return isSameNumber(left, right);
    if (type != otherType)
        return false;
    if (type == QCborValue::Map)
        return isSameMap(left.toMap(), right.toMap());
    if (type == QCborValue::Array)
        return isSameArray(left.toArray(), right.toArray());
    if (left.isTag())
        return left.tag() == right.tag() && isSame(left.taggedValue(), right.taggedValue());
    return left == right;
}

bool isSameMap(const QCborMap &left, const QCborMap &right)
{
    if (left.size() != right.size())
        return false;
    auto l = left.cbegin();
    auto r = right.cbegin();
    // Copies share their entries, and what is edited shares all that was not.
    if (l == r)
        return true;
    for (; l != left.cend() && keyOf(l) == keyOf(r); ++l, ++r)
        if (!isSame(l.value(), r.value()))
            return false;
    if (l == left.cend())
        return true;
    if (!hasOnlyTextKeys(left) || !hasOnlyTextKeys(right))
        return false;
    const QHash<QString, QCborValue> others = entriesFrom(r, right);
    for (; l != left.cend(); ++l) {
        const auto other = others.constFind(l.key().toString());
        if (other == others.cend() || !isSame<QCborValue>(l.value(), *other))
            return false;
    }
    return true;
}

bool isSameArray(const QCborArray &left, const QCborArray &right)
{
    if (left.size() != right.size())
        return false;
    const auto l = left.cbegin();
    const auto r = right.cbegin();
    if (l == r)
        return true;
    for (qsizetype i = 0; i < left.size(); ++i)
        if (!isSame(l[i], r[i]))
            return false;
    return true;
}

/// Where a comparison stands: a step, and the place that it is a step from. Becomes a path only where there
/// is something to say about it.
struct Place {
    const Place *around = nullptr;
    std::variant<qsizetype, QCborValueConstRef> step;
};

ValuePath pathOf(const Place *place)
{
    QList<PathStep> steps;
    for (; place; place = place->around) {
        if (const auto *position = std::get_if<qsizetype>(&place->step))
            steps.append(*position);
        else
            steps.append(std::get<QCborValueConstRef>(place->step).toString());
    }
    std::ranges::reverse(steps);
    return ValuePath(std::move(steps));
}

/// Walks two values at once and notes where they part. Stops, with `isFull`, at more notes than wanted.
class Differ {
public:
    explicit Differ(qsizetype countMax)
        : m_countMax(countMax)
    {}

    template <class Value>
    void compare(const Place *place, const Value &before, const Value &after);
    [[nodiscard]] bool isFull() const { return std::ssize(m_changes) > m_countMax; }
    [[nodiscard]] std::vector<ValueChange> take() { return std::move(m_changes); }

private:
    void note(const Place *place, ValueChange::Kind kind) { m_changes.push_back({pathOf(place), kind}); }
    void compareMaps(const Place *place, const QCborMap &before, const QCborMap &after);
    void compareOtherKeys(const Place *place, QCborMap::ConstIterator b, const QCborMap &before,
                          QCborMap::ConstIterator a, const QCborMap &after);
    void compareArrays(const Place *place, const QCborArray &before, const QCborArray &after);

    qsizetype m_countMax;
    std::vector<ValueChange> m_changes;
};

template <class Value>
void Differ::compare(const Place *place, const Value &before, const Value &after)
{
    if (isFull())
        return;
    if (before.isMap() && after.isMap())
        return compareMaps(place, before.toMap(), after.toMap());
    if (before.isArray() && after.isArray())
        return compareArrays(place, before.toArray(), after.toArray());
    if (before.isTag() && after.isTag() && before.tag() == after.tag()) {
        const QCborValue inner = before.taggedValue();
        if (inner.isArray() || inner.isMap())
            return compare(place, inner, after.taggedValue());
    }
    if (!isSame(before, after))
        note(place, ValueChange::Kind::Changed);
}

void Differ::compareMaps(const Place *place, const QCborMap &before, const QCborMap &after)
{
    auto b = before.cbegin();
    auto a = after.cbegin();
    if (a == b && before.size() == after.size())
        return;
    // Entries with other keys than text have positions for names, which change with every insertion.
    if (!hasOnlyTextKeys(before) || !hasOnlyTextKeys(after)) {
        if (!isSameMap(before, after))
            note(place, ValueChange::Kind::Changed);
        return;
    }
    for (; b != before.cend() && a != after.cend() && keyOf(b) == keyOf(a); ++b, ++a) {
        const Place inner{place, keyOf(b)};
        compare(&inner, b.value(), a.value());
    }
    if (b != before.cend() || a != after.cend())
        compareOtherKeys(place, b, before, a, after);
}

/// From where the keys no longer come in the same order.
void Differ::compareOtherKeys(const Place *place, QCborMap::ConstIterator b, const QCborMap &before,
                              QCborMap::ConstIterator a, const QCborMap &after)
{
    const QHash<QString, QCborValue> olds = entriesFrom(b, before);
    const QHash<QString, QCborValue> news = entriesFrom(a, after);
    for (; b != before.cend() && !isFull(); ++b) {
        const Place inner{place, keyOf(b)};
        if (const auto now = news.constFind(b.key().toString()); now != news.cend())
            compare<QCborValue>(&inner, b.value(), *now);
        else
            note(&inner, ValueChange::Kind::Removed);
    }
    for (; a != after.cend() && !isFull(); ++a) {
        const Place inner{place, keyOf(a)};
        if (!olds.contains(a.key().toString()))
            note(&inner, ValueChange::Kind::Added);
    }
}

void Differ::compareArrays(const Place *place, const QCborArray &before, const QCborArray &after)
{
    const auto b = before.cbegin();
    const auto a = after.cbegin();
    if (a == b && before.size() == after.size())
        return;
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && isSame(b[head], a[head]))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && isSame(b[before.size() - 1 - tail], a[after.size() - 1 - tail]))
        ++tail;
    const qsizetype both = shorter - tail;
    for (qsizetype i = head; i < both && !isFull(); ++i) {
        const Place inner{place, i};
        compare(&inner, b[i], a[i]);
    }
    for (qsizetype i = both; i < before.size() - tail && !isFull(); ++i) {
        const Place inner{place, i};
        note(&inner, ValueChange::Kind::Removed);
    }
    for (qsizetype i = both; i < after.size() - tail && !isFull(); ++i) {
        const Place inner{place, i};
        note(&inner, ValueChange::Kind::Added);
    }
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
    return isSame(left, right);
}

std::vector<ValueChange> diffValues(const QCborValue &before, const QCborValue &after, qsizetype countMax)
{
    Differ differ(countMax);
    differ.compare<QCborValue>(nullptr, before, after);
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
    if (isSame(plain, typed))
        return typed;
    return cbor::toJson(typed) == cbor::toJson(plain) ? typed : plain;
}

std::optional<ValuePath> firstBeyondJson(const QCborValue &root)
{
    if (isBeyondJson(root))
        return ValuePath();
    const auto from = [](PathStep step, const ValuePath &path) {
        return ValuePath(QList<PathStep>{std::move(step)} + path.steps());
    };
    if (root.isMap()) {
        const QCborMap map = root.toMap();
        for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
            if (const auto found = firstBeyondJson(entry.value()))
                return from(entry.key().toString(), *found);
    } else if (root.isArray()) {
        const QCborArray array = root.toArray();
        for (qsizetype position = 0; position < array.size(); ++position)
            if (const auto found = firstBeyondJson(array.at(position)))
                return from(position, *found);
    }
    return std::nullopt;
}

} // namespace rove::ui
