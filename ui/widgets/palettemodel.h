// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/fuzzymatch.h"
#include "ui/widgets/paletteentry.h"

#include <QtCore/QAbstractListModel>

namespace rove::ui {

/// What a CommandPalette lists: groups of entries, the best matches of each first, a title before each group.
/// The group with the best match comes first once something is typed. Titles cannot be chosen. GUI thread.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { TitleRole = Qt::UserRole + 1, DetailRole, KeysRole, ReasonRole, PositionsRole };

    using QAbstractListModel::QAbstractListModel;

    /// Ranks the entries for what was typed; an empty pattern keeps their order.
    void show(const QList<PaletteGroup> &groups, const QString &pattern);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// Null for a title.
    [[nodiscard]] const PaletteEntry *entryAt(int row) const;
    /// The next row at or after `row` in this direction that is no title; -1 if there is none.
    [[nodiscard]] int entryRow(int row, int direction) const;
    [[nodiscard]] int entryCount() const { return m_entryCount; }

private:
    struct Row {
        /// Of a title row; empty otherwise.
        QString title = {};
        PaletteEntry entry = {};
        QList<int> positions = {};
    };

    QList<Row> m_rows;
    int m_entryCount = 0;
};

} // namespace rove::ui
