// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ordering.h"

#include <QtCore/QAbstractProxyModel>
#include <QtCore/QDateTime>
#include <QtCore/QFuture>
#include <QtCore/QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace rove::ui {

/// What an OrderedView answers for the line that heads a group.
enum class GroupRole {
    /// True for such a line.
    IsGroup = Qt::UserRole + 200,
    Value,
    Count,
    IsCollapsed,
};

/// A live table filtered, sorted by several levels and grouped, for a hundred thousand rows and more.
///
/// The order is computed from an immutable snapshot: at once where the rows are few, else on a worker while
/// the old order stays. It is applied as the smallest set of removals, moves and insertions. New rows are
/// sorted in, rows that cease to match go, but a row that merely changed keeps its place until nobody has
/// touched the view for a while, or until resort(): see isOrderStale(). A filter that is not understood
/// leaves the old result. The source belongs to the caller; GUI thread.
class OrderedView : public QAbstractProxyModel {
    Q_OBJECT
public:
    using RowOf = std::function<std::shared_ptr<const OrderedRow>(int sourceRow)>;

    explicit OrderedView(FilterFields fields, QObject *parent = nullptr);
    ~OrderedView() override;
    Q_DISABLE_COPY_MOVE(OrderedView)

    [[nodiscard]] const FilterFields &fields() const { return m_fields; }
    /// Null for none. `rowOf` must answer for every row of the model while the model is here.
    void setSource(QAbstractItemModel *model, RowOf rowOf);

    /// False, and nothing changes, if there is something wrong with it.
    bool setFilterText(const QString &text);
    [[nodiscard]] QString filterText() const { return m_filterText; }
    void setSortLevels(const std::vector<SortLevel> &levels);
    [[nodiscard]] const std::vector<SortLevel> &sortLevels() const { return m_levels; }
    /// −1 for no groups.
    void setGroupField(int field);
    [[nodiscard]] int groupField() const { return m_groupField; }
    void setGroupCollapsed(const QString &value, bool isCollapsed);
    void setAllGroupsCollapsed(bool areCollapsed);

    /// What `rowOf` says of this row is new, though its model has not changed.
    void refreshRow(int sourceRow);
    /// Puts changed rows where they belong, now.
    void resort();
    /// The user's pointer or keyboard moved: rows stay put for a while longer.
    void noteActivity();
    void setIdleTime(std::chrono::milliseconds time);
    /// Waits for the order that everything until now leads to; for tests and before counting.
    void flush();

    /// Changed rows stand where they stood before.
    [[nodiscard]] bool isOrderStale() const { return m_isOrderStale; }
    [[nodiscard]] QDateTime sortedAt() const { return m_sortedAt; }
    [[nodiscard]] bool isComputing() const { return m_request != nullptr; }
    /// Rows that match, in closed groups too.
    [[nodiscard]] int matchedCount() const { return m_matchedCount; }
    [[nodiscard]] bool isGroup(int row) const { return entry(row) < 0; }
    /// The row in the source, or −1 for the head of a group.
    [[nodiscard]] int sourceRow(int row) const { return std::max(entry(row), -1); }

    QModelIndex mapToSource(const QModelIndex &proxyIndex) const override;
    QModelIndex mapFromSource(const QModelIndex &sourceIndex) const override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QModelIndex buddy(const QModelIndex &index) const override { return index; }
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    /// Around every change of lines, so that a view can hold on to its place.
    void aboutToChange();
    void changed();
    /// A worker is still counting.
    void counted(int matchedSoFar);
    void orderStaleChanged();

private:
    using Mode = OrderRequest::Mode;

    void connectSource();
    void readSource();
    void onInserted(int first, int last);
    void onAboutToRemove(int first, int last);
    void onRemoved(int first, int last);
    void onDataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles);
    void onRowsMoved();
    OrderedRows &writableRows();

    void schedule(Mode mode);
    void compute();
    void startWorker(std::shared_ptr<OrderRequest> request);
    [[nodiscard]] std::shared_ptr<OrderRequest> makeRequest();
    void finish(const OrderRequest &request, OrderResult result);
    void setOrderStale(bool isStale);

    void apply(std::vector<int> wanted, std::vector<OrderGroup> groups);
    void adoptGroups(const std::vector<OrderGroup> &groups);
    [[nodiscard]] std::vector<int> placesOf(const std::vector<int> &entries) const;
    void removeMissing(const std::vector<int> &wanted);
    void orderCommon(const std::vector<int> &wanted);
    void insertMissing(const std::vector<int> &wanted);
    void removeLines(int first, int last);
    void permute(std::vector<int> entries);
    void tellGroups();

    [[nodiscard]] int entry(int row) const { return m_entries[static_cast<size_t>(row)]; }
    [[nodiscard]] size_t placeOf(int entry) const
    {
        return entry >= 0 ? static_cast<size_t>(entry) : m_rows->size() + static_cast<size_t>(-1 - entry);
    }
    [[nodiscard]] QVariant groupData(int row, int column, int role) const;

    FilterFields m_fields;
    RowOf m_rowOf;
    std::shared_ptr<OrderedRows> m_rows;
    QString m_filterText;
    FilterQuery m_query;
    std::vector<SortLevel> m_levels;
    int m_groupField = -1;
    QSet<QString> m_collapsed;

    /// As in OrderResult.
    std::vector<int> m_entries;
    std::vector<OrderGroup> m_groups;
    /// The line of each row and of each group's head; made when asked for.
    mutable std::vector<int> m_places;
    mutable bool m_arePlacesKnown = false;
    int m_matchedCount = 0;

    bool m_isOrderStale = false;
    QDateTime m_sortedAt;
    QTimer m_idle;
    QTimer m_progress;
    QTimer m_clock;
    QTimer m_turn;

    bool m_isDirty = false;
    Mode m_mode = Mode::Keep;
    /// What the worker is at, and where each of its rows is by now, or −1.
    std::shared_ptr<OrderRequest> m_request;
    std::vector<int> m_rowNow;
    QFuture<OrderResult> m_answer;
    quint64 m_run = 0;
};

} // namespace rove::ui
