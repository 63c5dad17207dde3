// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tablereader.h"

#include "ui/widgets/valuekind.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QCollator>
#include <QtCore/QDateTime>
#include <QtCore/QSet>

#include <algorithm>
#include <numeric>
#include <vector>

namespace rove::ui {
namespace {

QCborValue contentOf(const QCborValue &value)
{
    return value.isTag() ? value.taggedValue() : value;
}

/// What two cells are compared by.
struct SortKey {
    int group = 0;
    double number = 0;
    QString text;
};

SortKey sortKeyOf(const QCborValue &cell)
{
    if (cell.isInvalid())
        return {};
    const ValueKind kind = kindOf(cell);
    switch (kind) {
    case ValueKind::Undefined:
        return {.group = 1};
    case ValueKind::Null:
        return {.group = 2};
    case ValueKind::Bool:
        return {.group = 3, .number = cell.toBool() ? 1.0 : 0.0};
    case ValueKind::Integer:
    case ValueKind::Float:
        return {.group = 4, .number = cell.toDouble()};
    case ValueKind::BigInt:
        return {.group = 4, .number = editText(cell).toDouble()};
    case ValueKind::Date:
        return {.group = 4, .number = double(cell.toDateTime().toMSecsSinceEpoch())};
    case ValueKind::String:
        return {.group = 5, .text = cell.toString()};
    default:
        return {.group = 6 + int(kind), .number = double(childCountOf(cell)), .text = displayText(cell)};
    }
}

int compare(const SortKey &left, const SortKey &right, const QCollator &collator)
{
    if (left.group != right.group)
        return left.group < right.group ? -1 : 1;
    if (left.number < right.number || left.number > right.number)
        return left.number < right.number ? -1 : 1;
    return left.text == right.text ? 0 : collator.compare(left.text, right.text);
}

} // namespace

bool isTableRow(const QCborValue &entry)
{
    return contentOf(entry).isMap() && isContainer(kindOf(entry));
}

QCborValue tableCell(const QCborValue &entry, const QString &key)
{
    if (!isTableRow(entry))
        return QCborValue(QCborValue::Invalid);
    const QCborMap map = contentOf(entry).toMap();
    const auto found = map.constFind(key);
    return found == map.constEnd() ? QCborValue(QCborValue::Invalid) : found.value();
}

TableKeys readTableKeys(const QCborValue &value, TableKeys known, qsizetype first, qsizetype count,
                        int keyCountMax)
{
    QSet<QString> seen(known.keys.cbegin(), known.keys.cend());
    const qsizetype end = std::min(childCountOf(value), first + count);
    for (qsizetype i = first; i < end; ++i) {
        const QCborValue entry = childOf(value, i).value;
        if (!isTableRow(entry)) {
            known.hasPlain = true;
            continue;
        }
        const QCborMap map = contentOf(entry).toMap();
        for (auto at = map.constBegin(); at != map.constEnd(); ++at) {
            const QCborValue key = at.key();
            if (!key.isString() || seen.contains(key.toString()))
                continue;
            if (known.keys.size() >= keyCountMax) {
                known.hasMore = true;
                break;
            }
            seen.insert(key.toString());
            known.keys.append(key.toString());
        }
    }
    return known;
}

QList<int> sortedTable(const QCborValue &value, const QString &key, Qt::SortOrder order)
{
    const qsizetype count = childCountOf(value);
    std::vector<SortKey> keys;
    keys.reserve(std::size_t(count));
    for (qsizetype i = 0; i < count; ++i) {
        const QCborValue entry = childOf(value, i).value;
        if (!key.isNull())
            keys.push_back(sortKeyOf(tableCell(entry, key)));
        else
            keys.push_back(isTableRow(entry) ? SortKey() : sortKeyOf(entry));
    }
    QCollator collator;
    collator.setNumericMode(true);
    QList<int> rows(count);
    std::iota(rows.begin(), rows.end(), 0);
    std::ranges::stable_sort(rows, [&](int left, int right) {
        const int by = compare(keys[std::size_t(left)], keys[std::size_t(right)], collator);
        return order == Qt::AscendingOrder ? by < 0 : by > 0;
    });
    return rows;
}

} // namespace rove::ui
