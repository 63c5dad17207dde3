// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/valuepath.h"
#include "ui/widgets/tablereader.h"
#include "ui/widgets/valuekind.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QCborValue>

namespace rove::ui {

/// True for an array, set, object or map with at least one object among its first entries: what a table can
/// show.
bool canShowAsTable(const QCborValue &value);

/// A table over one CBOR value: a row for each entry of an array or map, a column for each key that the
/// objects in it have, and a last one for entries that are no objects.
/// It shows what it is given and owns no edits: setData() emits what the user wants, and the owner answers
/// with setValue(). Rows cost nothing until they are looked at. Columns come from the first entries at once
/// and from all others once a thread of the pool has read them, columnCountMax at most; sorting is done
/// there, too. A new value of the same shape keeps columns, order and selection. GUI thread only.
class ValueTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int columnCountMax = 64;
    enum Role {
        /// The same numbers as ValueTreeModel's, so that one delegate edits both.
        RawValueRole = Qt::UserRole + 1,
        PathRole,
    };

    explicit ValueTableModel(QObject *parent = nullptr);
    ~ValueTableModel() override;
    Q_DISABLE_COPY_MOVE(ValueTableModel)

    /// `root` is where `value` lies in the whole; it begins every path that is emitted.
    void setValue(const QCborValue &value, const ValuePath &root = {});
    void clear();
    [[nodiscard]] QCborValue value() const { return m_value; }

    void setEditable(bool editable) { m_editable = editable; }
    [[nodiscard]] bool isEditable() const { return m_editable; }

    [[nodiscard]] ValuePath pathOf(const QModelIndex &index) const;
    /// Invalid for a cell whose entry has no such key.
    [[nodiscard]] QCborValue valueOf(const QModelIndex &index) const;
    [[nodiscard]] bool isMissing(const QModelIndex &index) const;
    /// True if some keys got no column.
    [[nodiscard]] bool hasMoreKeys() const { return m_keys.hasMore; }
    /// A thread reads or sorts; the table can be used meanwhile.
    [[nodiscard]] bool isBusy() const { return m_isReading || m_isSorting; }

    void requestRemoveRow(int row);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// A column of -1 brings the value's own order back.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

signals:
    /// As ValueTreeModel's.
    void editRequested(const rove::ValuePath &path, const QCborValue &value);
    void insertRequested(const rove::ValuePath &container, const rove::PathStep &step,
                         const QCborValue &value);
    void removeRequested(const rove::ValuePath &path);
    void busyChanged(bool busy);

private:
    [[nodiscard]] int entryOf(int row) const { return m_order.isEmpty() ? row : m_order[row]; }
    [[nodiscard]] ValueChild childAt(int row) const { return childOf(m_value, entryOf(row)); }
    [[nodiscard]] bool isPlainColumn(int column) const { return column == m_keys.keys.size(); }
    void updateRows(const QCborValue &value);
    void readKeys();
    void takeKeys(const TableKeys &keys);
    void startSorting();
    void takeOrder(const QList<int> &order);
    void setBusy(bool &which, bool busy);

    QCborValue m_value;
    int m_rowCount = 0;
    ValuePath m_root;
    TableKeys m_keys;
    bool m_editable = false;
    bool m_isReading = false;
    bool m_isSorting = false;
    /// Which entry a row shows; empty for the value's own order.
    QList<int> m_order;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    /// Counts values, so that late answers about older ones are dropped.
    quint64 m_generation = 0;
};

} // namespace rove::ui
