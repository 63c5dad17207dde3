// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtCore/QHash>
#include <QtCore/QTimer>

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace rove::ui {

/// What every table of the window answers beside the usual roles.
enum class TableRole {
    /// A cell's value as a value: a number, a moment in milliseconds, an enum. What sorting and delegates
    /// use.
    Value = Qt::UserRole + 1,
    /// The row's identity, which outlives every refresh.
    Key,
    /// True where the row's source is out of reach and it may have changed.
    Stale,
};

[[nodiscard]] constexpr int roleOf(TableRole role)
{
    return static_cast<int>(role);
}

/// A column as its model describes it: everything but the cells.
struct ColumnHeader {
    /// Fixed for ever: it names the column in saved header states.
    QString id;
    QString title;
    int width = 100;
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

/// The part of a table model that does not depend on its rows. Not for use by itself.
class TableModelBase : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit TableModelBase(QObject *parent = nullptr);

    [[nodiscard]] const std::vector<ColumnHeader> &headers() const { return m_headers; }
    /// The position of a column, or −1.
    [[nodiscard]] int columnOf(QStringView id) const;
    int columnCount(const QModelIndex &parent = {}) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;

    /// Applies what is gathered now; for tests, and before reading what was just put.
    virtual void flush() = 0;

protected:
    void setHeaders(std::vector<ColumnHeader> headers) { m_headers = std::move(headers); }
    /// Calls `flush()` soon, at most 60 times a second.
    void scheduleFlush();
    /// Removes the rows at these ascending positions by calling `erase` for each block, last first; where
    /// they are many and scattered, `gather` first moves those to stay, in their order, before those to go.
    void
    removeRowsAt(const std::vector<int> &positions, const std::function<void(int first, int last)> &erase,
                 const std::function<void(const std::vector<int> &stay, const std::vector<int> &go)> &gather);
    /// Tells of changes at these ascending positions, one signal a block.
    void emitChanged(const std::vector<int> &positions);

private:
    std::vector<ColumnHeader> m_headers;
    QTimer m_flushTimer;
};

/// A column of a table of `Row`: what it shows and what it is worth.
template <class Row>
struct Column {
    ColumnHeader header;
    /// What a person reads.
    std::function<QVariant(const Row &)> display;
    /// What it sorts by and what a delegate draws from; `display` if there is none.
    std::function<QVariant(const Row &)> value = {};
    /// The tooltip, if there is more to say than the cell shows.
    std::function<QString(const Row &)> toolTip = {};
};

/// A live table of rows with identity. A concrete model is a row struct, a table of columns and a source that
/// calls `setRows`, `put` and `drop`; changes are gathered and applied together, at most 60 times a second,
/// as the smallest set of inserts, removals and changes, so a selection stays where it was. Rows keep the
/// order of their arrival: sorting is a proxy's. GUI thread.
template <class Row>
class TableModel : public TableModelBase {
public:
    explicit TableModel(std::vector<Column<Row>> columns, QObject *parent = nullptr)
        : TableModelBase(parent)
        , m_columns(std::move(columns))
    {
        std::vector<ColumnHeader> headers;
        for (const Column<Row> &column : m_columns)
            headers.push_back(column.header);
        setHeaders(std::move(headers));
    }

    int rowCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final;

    [[nodiscard]] const Row &rowAt(int row) const { return m_rows[static_cast<size_t>(row)]; }
    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    /// The row with this identity, or null.
    [[nodiscard]] const Row *find(const QString &key) const
    {
        const int row = indexOf(key);
        return row < 0 ? nullptr : &rowAt(row);
    }
    /// Its position, or −1.
    [[nodiscard]] int indexOf(const QString &key) const { return m_positions.value(key, -1); }

    void flush() final;

protected:
    /// The identity of a row: unique in the table, never changing.
    [[nodiscard]] virtual QString keyOf(const Row &row) const = 0;
    /// True if the two, with equal keys, look the same.
    [[nodiscard]] virtual bool isSame(const Row &before, const Row &after) const = 0;
    /// Roles beyond the common ones.
    [[nodiscard]] virtual QVariant extraData(const Row &, int, int) const { return {}; }
    /// After a flush changed something.
    virtual void rowsChanged() {}

    /// These rows and no others.
    void setRows(std::vector<Row> rows);
    /// Adds the row, or replaces the one with its key.
    void put(Row row);
    void drop(const QString &key);
    /// Every cell may look different though its row is the same: the source was lost or came back.
    void touchAll()
    {
        m_isTouched = true;
        scheduleFlush();
    }

private:
    /// What the next flush does with a key: a row to put, or none to drop it.
    using Change = std::optional<Row>;

    void removeDropped(const QHash<QString, Change> &changes);
    void updateKnown(QHash<QString, Change> &changes);
    void insertNew(QHash<QString, Change> &changes, const std::vector<QString> &arrivals);
    void eraseBlock(int first, int last);
    void gatherRows(const std::vector<int> &stay, const std::vector<int> &go);
    void reindexFrom(int first);

    std::vector<Column<Row>> m_columns;
    std::vector<Row> m_rows;
    QHash<QString, int> m_positions;
    QHash<QString, Change> m_changes;
    /// New keys in the order of their arrival.
    std::vector<QString> m_arrivals;
    bool m_isTouched = false;
};

template <class Row>
QVariant TableModel<Row>::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = rowAt(index.row());
    const Column<Row> &column = m_columns[static_cast<size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return column.display(row);
    case Qt::ToolTipRole:
        return column.toolTip ? QVariant(column.toolTip(row)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(column.header.alignment);
    case roleOf(TableRole::Value):
        return column.value ? column.value(row) : column.display(row);
    case roleOf(TableRole::Key):
        return keyOf(row);
    default:
        return extraData(row, index.column(), role);
    }
}

template <class Row>
void TableModel<Row>::setRows(std::vector<Row> rows)
{
    QHash<QString, Change> wanted;
    for (const QString &key : m_positions.keys())
        wanted.insert(key, std::nullopt);
    m_changes = std::move(wanted);
    m_arrivals.clear();
    for (Row &row : rows)
        put(std::move(row));
    scheduleFlush();
}

template <class Row>
void TableModel<Row>::put(Row row)
{
    const QString key = keyOf(row);
    if (!m_positions.contains(key) && !m_changes.contains(key))
        m_arrivals.push_back(key);
    m_changes.insert(key, std::move(row));
    scheduleFlush();
}

template <class Row>
void TableModel<Row>::drop(const QString &key)
{
    if (!m_positions.contains(key) && !m_changes.contains(key))
        return;
    m_changes.insert(key, std::nullopt);
    scheduleFlush();
}

template <class Row>
void TableModel<Row>::flush()
{
    QHash<QString, Change> changes = std::exchange(m_changes, {});
    const std::vector<QString> arrivals = std::exchange(m_arrivals, {});
    if (changes.isEmpty() && !m_isTouched)
        return;
    removeDropped(changes);
    updateKnown(changes);
    insertNew(changes, arrivals);
    if (std::exchange(m_isTouched, false) && !m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1),
                         {roleOf(TableRole::Stale), Qt::DisplayRole, Qt::ForegroundRole});
    rowsChanged();
}

template <class Row>
void TableModel<Row>::removeDropped(const QHash<QString, Change> &changes)
{
    std::vector<int> positions;
    for (const auto &[key, change] : changes.asKeyValueRange())
        if (const int position = indexOf(key); !change && position >= 0)
            positions.push_back(position);
    std::ranges::sort(positions);
    removeRowsAt(
        positions, [this](int first, int last) { eraseBlock(first, last); },
        [this](const std::vector<int> &stay, const std::vector<int> &go) { gatherRows(stay, go); });
}

template <class Row>
void TableModel<Row>::updateKnown(QHash<QString, Change> &changes)
{
    std::vector<int> positions;
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        const int position = indexOf(change.key());
        if (!change.value() || position < 0)
            continue;
        Row &row = m_rows[static_cast<size_t>(position)];
        if (!isSame(row, *change.value()))
            positions.push_back(position);
        row = std::move(*change.value());
    }
    std::ranges::sort(positions);
    emitChanged(positions);
}

template <class Row>
void TableModel<Row>::insertNew(QHash<QString, Change> &changes, const std::vector<QString> &arrivals)
{
    std::vector<Row> fresh;
    for (const QString &key : arrivals)
        if (Change &change = changes[key])
            fresh.push_back(std::move(*change));
    if (fresh.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    std::ranges::move(fresh, std::back_inserter(m_rows));
    reindexFrom(first);
    endInsertRows();
}

template <class Row>
void TableModel<Row>::eraseBlock(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_positions.remove(keyOf(rowAt(row)));
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    reindexFrom(first);
}

template <class Row>
void TableModel<Row>::gatherRows(const std::vector<int> &stay, const std::vector<int> &go)
{
    std::vector<Row> rows;
    rows.reserve(m_rows.size());
    for (const std::vector<int> *part : {&stay, &go})
        for (const int position : *part)
            rows.push_back(std::move(m_rows[static_cast<size_t>(position)]));
    m_rows = std::move(rows);
    reindexFrom(0);
}

template <class Row>
void TableModel<Row>::reindexFrom(int first)
{
    for (int row = first; row < rowCount(); ++row)
        m_positions.insert(keyOf(rowAt(row)), row);
}

} // namespace rove::ui
