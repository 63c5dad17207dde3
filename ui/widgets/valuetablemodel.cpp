// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuetablemodel.h"

#include "ui/widgets/background.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QSet>

#include <algorithm>
#include <limits>
#include <numeric>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

static_assert(int(ValueTableModel::RawValueRole) == int(ValueTreeModel::RawValueRole));
static_assert(int(ValueTableModel::PathRole) == int(ValueTreeModel::PathRole));

/// So many entries are read for their keys at once; the rest on a thread of the pool.
constexpr qsizetype entriesReadAtOnce = 1000;
/// Fewer entries are sorted at once.
constexpr qsizetype entriesSortedAtOnce = 500;
constexpr int rowCountMax = std::numeric_limits<int>::max() / 2;

bool fitsOneLine(const QCborValue &value)
{
    const ValueKind kind = kindOf(value);
    return !isContainer(kind) && kind != ValueKind::Tagged;
}

} // namespace

bool canShowAsTable(const QCborValue &value)
{
    const qsizetype count = isContainer(kindOf(value)) ? std::min(childCountOf(value), entriesReadAtOnce) : 0;
    for (qsizetype i = 0; i < count; ++i)
        if (isTableRow(childOf(value, i).value))
            return true;
    return false;
}

ValueTableModel::ValueTableModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

ValueTableModel::~ValueTableModel() = default;

// --- Content ---

void ValueTableModel::setValue(const QCborValue &value, const ValuePath &root)
{
    const bool isAnother = root != m_root || m_value.isUndefined();
    const TableKeys first = readTableKeys(value, {}, 0, entriesReadAtOnce, columnCountMax);
    const bool isAllRead = childCountOf(value) <= entriesReadAtOnce;
    const QSet<QString> known(m_keys.keys.cbegin(), m_keys.keys.cend());
    const QSet<QString> needed(first.keys.cbegin(), first.keys.cend());
    const bool keepsColumns = !isAnother && known.contains(needed) && (m_keys.hasPlain || !first.hasPlain) &&
                              (!isAllRead || needed == known);
    ++m_generation;
    setBusy(m_isReading, false);
    setBusy(m_isSorting, false);
    if (keepsColumns) {
        updateRows(value);
    } else {
        beginResetModel();
        m_value = value;
        m_root = root;
        m_rowCount = int(std::min<qsizetype>(childCountOf(value), rowCountMax));
        m_keys = first;
        m_order.clear();
        m_sortColumn = -1;
        endResetModel();
    }
    if (!isAllRead)
        readKeys();
}

void ValueTableModel::clear()
{
    ++m_generation;
    setBusy(m_isReading, false);
    setBusy(m_isSorting, false);
    beginResetModel();
    m_value = QCborValue();
    m_rowCount = 0;
    m_keys = {};
    m_order.clear();
    m_sortColumn = -1;
    endResetModel();
}

/// The same columns, perhaps more or fewer rows, which come and go at the end.
void ValueTableModel::updateRows(const QCborValue &value)
{
    const int count = int(std::min<qsizetype>(childCountOf(value), rowCountMax));
    if (count < m_rowCount && !m_order.isEmpty()) {
        // Those that are gone are anywhere in the order.
        beginResetModel();
        m_value = value;
        m_order.removeIf([count](int entry) { return entry >= count; });
        m_rowCount = count;
        endResetModel();
        return;
    }
    if (count < m_rowCount) {
        beginRemoveRows({}, count, m_rowCount - 1);
        m_value = value;
        m_rowCount = count;
        endRemoveRows();
    } else if (count > m_rowCount) {
        beginInsertRows({}, m_rowCount, count - 1);
        m_value = value;
        for (int entry = m_rowCount; !m_order.isEmpty() && entry < count; ++entry)
            m_order.append(entry);
        m_rowCount = count;
        endInsertRows();
    }
    m_value = value;
    if (m_rowCount > 0 && columnCount() > 0)
        emit dataChanged(index(0, 0), index(m_rowCount - 1, columnCount() - 1));
    if (m_rowCount > 0 && kindOf(value) == ValueKind::Object)
        emit headerDataChanged(Qt::Vertical, 0, m_rowCount - 1);
}

void ValueTableModel::readKeys()
{
    setBusy(m_isReading, true);
    const auto work = [value = m_value] {
        return readTableKeys(value, {}, 0, std::numeric_limits<qsizetype>::max() / 2, columnCountMax);
    };
    inBackground(work).then(this, [this, generation = m_generation](const TableKeys &keys) {
        if (generation != m_generation)
            return;
        setBusy(m_isReading, false);
        takeKeys(keys);
    });
}

/// What was known stays where it is; new columns follow, and the one for plain values is always the last.
void ValueTableModel::takeKeys(const TableKeys &keys)
{
    TableKeys merged = keys;
    merged.keys = m_keys.keys;
    merged.keys.removeIf([&keys](const QString &key) { return !keys.keys.contains(key); });
    const bool keepsAll = merged.keys.size() == m_keys.keys.size();
    for (const QString &key : keys.keys)
        if (!merged.keys.contains(key))
            merged.keys.append(key);
    if (keepsAll && merged.keys == m_keys.keys && keys.hasPlain == m_keys.hasPlain) {
        m_keys = merged;
        return;
    }
    if (!keepsAll || m_keys.hasPlain) {
        beginResetModel();
        m_keys = merged;
        m_order.clear();
        m_sortColumn = -1;
        endResetModel();
        return;
    }
    const int before = columnCount();
    const int after = int(merged.keys.size()) + (merged.hasPlain ? 1 : 0);
    beginInsertColumns({}, before, after - 1);
    m_keys = merged;
    endInsertColumns();
}

void ValueTableModel::setBusy(bool &which, bool busy)
{
    const bool was = isBusy();
    which = busy;
    if (was != isBusy())
        emit busyChanged(isBusy());
}

// --- Order ---

void ValueTableModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column < columnCount() ? column : -1;
    m_sortOrder = order;
    startSorting();
}

void ValueTableModel::startSorting()
{
    if (m_sortColumn < 0) {
        QList<int> order(m_rowCount);
        std::iota(order.begin(), order.end(), 0);
        takeOrder(order);
        m_order.clear();
        return;
    }
    const QString key = isPlainColumn(m_sortColumn) ? QString() : m_keys.keys[m_sortColumn];
    const auto work = [value = m_value, key, order = m_sortOrder] { return sortedTable(value, key, order); };
    if (m_rowCount <= entriesSortedAtOnce) {
        takeOrder(work());
        return;
    }
    setBusy(m_isSorting, true);
    const auto isCurrent = [this, generation = m_generation, column = m_sortColumn, order = m_sortOrder] {
        return generation == m_generation && column == m_sortColumn && order == m_sortOrder;
    };
    inBackground(work).then(this, [this, isCurrent](const QList<int> &order) {
        if (!isCurrent())
            return;
        setBusy(m_isSorting, false);
        takeOrder(order);
    });
}

void ValueTableModel::takeOrder(const QList<int> &order)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    QList<int> rowOf(order.size());
    for (int row = 0; row < order.size(); ++row)
        rowOf[order[row]] = row;
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &old : before)
        after.append(index(rowOf[entryOf(old.row())], old.column()));
    m_order = order;
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

// --- Cells ---

QCborValue ValueTableModel::valueOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return QCborValue(QCborValue::Invalid);
    const QCborValue entry = childAt(index.row()).value;
    if (!isPlainColumn(index.column()))
        return tableCell(entry, m_keys.keys[index.column()]);
    return isTableRow(entry) ? QCborValue(QCborValue::Invalid) : entry;
}

bool ValueTableModel::isMissing(const QModelIndex &index) const
{
    return valueOf(index).isInvalid();
}

ValuePath ValueTableModel::pathOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return m_root;
    const ValuePath row = m_root.child(childAt(index.row()).step);
    return isPlainColumn(index.column()) ? row : row.child(m_keys.keys[index.column()]);
}

int ValueTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rowCount;
}

int ValueTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_keys.keys.size()) + (m_keys.hasPlain ? 1 : 0);
}

QVariant ValueTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == PathRole)
        return QVariant::fromValue(pathOf(index));
    const QCborValue value = valueOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return value.isInvalid() ? QString() : displayText(value);
    case Qt::AccessibleTextRole:
        return value.isInvalid() ? WidgetText::tr("missing", "a key that an object lacks")
                                 : displayText(value);
    case Qt::ToolTipRole:
        return value.isInvalid() ? WidgetText::tr("This entry has no such key.") : QVariant();
    case Qt::EditRole:
    case RawValueRole:
        return QVariant::fromValue(value.isInvalid() ? QCborValue(QString()) : value);
    case Qt::TextAlignmentRole: {
        const ValueKind kind = kindOf(value);
        const bool isNumber = !value.isInvalid() && (kind == ValueKind::Integer || kind == ValueKind::Float ||
                                                     kind == ValueKind::BigInt);
        return int(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    default:
        return {};
    }
}

bool ValueTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || !m_editable)
        return false;
    const auto wanted = value.value<QCborValue>();
    const QCborValue current = valueOf(index);
    const ValuePath path = pathOf(index);
    if (current.isInvalid())
        emit insertRequested(path.parent(), path.steps().constLast(), wanted);
    else if (!isIdenticalValue(wanted, current))
        emit editRequested(path, wanted);
    return true;
}

void ValueTableModel::requestRemoveRow(int row)
{
    if (m_editable && row >= 0 && row < m_rowCount)
        emit removeRequested(m_root.child(childAt(row).step));
}

QVariant ValueTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole && section < m_rowCount ? childAt(section).label : QVariant();
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (section >= columnCount())
        return {};
    if (role == Qt::ToolTipRole && !isPlainColumn(section))
        return m_keys.keys[section];
    if (role != Qt::DisplayRole)
        return {};
    return isPlainColumn(section) ? WidgetText::tr("Value", "column of entries that are no objects")
                                  : m_keys.keys[section];
}

Qt::ItemFlags ValueTableModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    const QCborValue value = valueOf(index);
    const bool canInsert =
        value.isInvalid() && !isPlainColumn(index.column()) && isTableRow(childAt(index.row()).value);
    flags.setFlag(Qt::ItemIsEditable, m_editable && (value.isInvalid() ? canInsert : fitsOneLine(value)));
    return flags;
}

} // namespace rove::ui
