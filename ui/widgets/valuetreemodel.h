// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/valuepath.h"
#include "ui/widgets/valuekind.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QCborValue>
#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtCore/QSet>

#include <memory>
#include <optional>

namespace rove::ui {

/// What is to be said about one path beside its value. A value type.
struct ValueMark {
    enum class Kind { Added, Changed, Removed, Edited, Conflict };

    Kind kind = Kind::Changed;
    /// What was there before; shown as "old → new" for Changed, Edited and Conflict.
    std::optional<QCborValue> oldValue = {};
    /// For Conflict: what the actor holds now.
    std::optional<QCborValue> liveValue = {};
    /// When it happened; the Changed column counts from it. Null for none.
    QDateTime since = {};

    friend bool operator==(const ValueMark &, const ValueMark &) = default;
};

using ValueMarks = QHash<ValuePath, ValueMark>;

/// A tree over one CBOR value: columns path, value, type and when it changed.
/// It shows what it is given and owns no edits: setData() and the request functions emit what the user wants,
/// and the owner answers with setValue(). Rows are made when they are first looked at, a part at a time, so a
/// value of half a million nodes opens at once. setValue() compares only what has been opened and emits the
/// smallest set of changes: indexes, selection and expansion of a view survive. A Removed mark whose path is
/// gone appears as a row of its own after its siblings. A filter leaves only hits, what leads to them and
/// what is in them. GUI thread only; QAbstractItemModel's rules for
/// indexes hold.
class ValueTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { PathColumn, ValueColumn, TypeColumn, ChangedColumn, ColumnCount };
    enum Role {
        /// QCborValue: the value of the row, in every column.
        RawValueRole = Qt::UserRole + 1,
        /// ValuePath.
        PathRole,
        /// ValueMark, if the row has one.
        MarkRole,
        /// ChangeCounts: marks below this row.
        ChangesBelowRole,
    };

    /// How many rows below a row are marked as what.
    struct ChangeCounts {
        int added = 0;
        int removed = 0;
        int changed = 0;

        friend bool operator==(const ChangeCounts &, const ChangeCounts &) = default;
    };

    explicit ValueTreeModel(QObject *parent = nullptr);
    ~ValueTreeModel() override;
    Q_DISABLE_COPY_MOVE(ValueTreeModel)

    /// Shows `value` under the root's row; nothing is shown before the first call or after clear().
    void setValue(const QCborValue &value);
    void clear();
    [[nodiscard]] QCborValue value() const;
    /// The label of the root's row, `state` for example; also the first word of copied paths.
    void setRootName(const QString &name);
    [[nodiscard]] QString rootName() const { return m_rootName; }

    void setMarks(ValueMarks marks);
    [[nodiscard]] const ValueMarks &marks() const { return m_marks; }
    /// Words that the Changed column must have room for.
    [[nodiscard]] static QStringList changedWords();
    /// Repaints the ages in the Changed column.
    void refreshAges();

    /// Shows only these paths, which are in the value's own order, what leads to them, and all that is in
    /// them. It holds for later values, too.
    void setFilter(const QList<ValuePath> &hits);
    void clearFilter();
    [[nodiscard]] bool isFiltered() const { return m_filter.has_value(); }

    void setEditable(bool editable);
    [[nodiscard]] bool isEditable() const { return m_editable; }

    /// The row of `path`, made if it was not yet; invalid if the value has no such path.
    QModelIndex indexOf(const ValuePath &path);
    [[nodiscard]] ValuePath pathOf(const QModelIndex &index) const;
    [[nodiscard]] QCborValue valueOf(const QModelIndex &index) const;
    /// `state.messages[127].text`.
    [[nodiscard]] QString pathText(const QModelIndex &index) const;
    /// True for the row of a value that is no longer there.
    [[nodiscard]] bool isRemovedRow(const QModelIndex &index) const;

    /// True while a container has entries without a row.
    [[nodiscard]] bool hasMore(const QModelIndex &container) const;
    /// Makes the next part of a container's rows; the view calls it when the last row so far comes into
    /// sight.
    void fetchNext(const QModelIndex &container);

    /// These only emit; the value changes when the owner calls setValue().
    void requestInsert(const QModelIndex &container, const PathStep &step, const QCborValue &value);
    void requestRemove(const QModelIndex &index);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void editRequested(const rove::ValuePath &path, const QCborValue &value);
    void insertRequested(const rove::ValuePath &container, const rove::PathStep &step,
                         const QCborValue &value);
    void removeRequested(const rove::ValuePath &path);
    /// Around setValue(), so that a view can keep its place.
    void valueAboutToChange();
    void valueChanged();
    void filterChanged();

private:
    struct Node;
    struct Filter {
        QSet<ValuePath> hits;
        /// The steps that lead from a container to hits.
        QHash<ValuePath, QList<PathStep>> ways;
    };

    [[nodiscard]] static Node *nodeOf(const QModelIndex &index);
    [[nodiscard]] QModelIndex indexOfNode(const Node *node, int column = 0) const;
    [[nodiscard]] static ValuePath pathOfNode(const Node *node);
    [[nodiscard]] Node *findNode(const ValuePath &path) const;

    [[nodiscard]] std::unique_ptr<Node> makeNode(Node *parent, const ValueChild &child) const;
    void fill(Node *node, const QCborValue &value) const;
    void fetchUpTo(Node *node, qsizetype count);
    [[nodiscard]] Node *ensureChild(Node *node, const PathStep &step);
    void insertLive(Node *node, int row, int count);
    void dropRows(Node *node, int first, int last);
    void moveChild(Node *node, int from, int to);

    void updateNode(Node *node, const QCborValue &value);
    void updateContent(Node *node, ValueKind oldKind, qsizetype oldTotal);
    void updateChildren(Node *node, qsizetype oldTotal);
    void updateInPlace(Node *node, const QList<ValueChild> &wanted);
    void updateByKey(Node *node, const QList<ValueChild> &wanted);
    void updateRow(Node *node, const ValueChild &child);
    void removeUnwanted(Node *node, const QList<ValueChild> &wanted);
    void showEmptied(Node *node);
    void emitRowChanged(const Node *node);

    void updateGhosts(Node *node);
    [[nodiscard]] QList<PathStep> wantedGhosts(const Node *node) const;
    void indexMarks();

    [[nodiscard]] QString changedText(const Node *node) const;
    [[nodiscard]] QString toolTip(const Node *node, int column) const;
    [[nodiscard]] QString accessibleText(const Node *node, int column) const;
    [[nodiscard]] std::optional<ValueMark> markOf(const Node *node) const;

    std::unique_ptr<Node> m_root;
    QString m_rootName;
    ValueMarks m_marks;
    QHash<ValuePath, ChangeCounts> m_changesBelow;
    QHash<ValuePath, QList<ValuePath>> m_removedUnder;
    std::optional<Filter> m_filter;
    bool m_editable = false;
};

} // namespace rove::ui

Q_DECLARE_METATYPE(rove::ui::ValueMark)
Q_DECLARE_METATYPE(rove::ui::ValueTreeModel::ChangeCounts)
