// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/state/statediff.h"

#include <QtCore/QAbstractItemModel>

namespace rove::ui {

/// A comparison as a tree: path with its sign, before, after. Read-only; a new comparison resets it. The
/// values themselves are in RawBeforeRole and RawAfterRole. GUI thread.
class StateDiffModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { PathColumn, BeforeColumn, AfterColumn, ColumnCount };
    enum Role { PathRole = Qt::UserRole + 1, KindRole };

    explicit StateDiffModel(QObject *parent = nullptr);

    void setDiff(StateDiff diff);
    [[nodiscard]] const StateDiff &diff() const { return m_diff; }
    /// Titles of the two columns of values.
    void setTitles(const QString &before, const QString &after);
    /// Null for an invalid index.
    [[nodiscard]] const DiffNode *nodeOf(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const DiffNode &node, int column) const;
    [[nodiscard]] QString accessibleText(const DiffNode &node) const;
    [[nodiscard]] QVariant background(const DiffNode &node) const;

    StateDiff m_diff;
    QString m_beforeTitle;
    QString m_afterTitle;
};

} // namespace rove::ui
