// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborValue>
#include <QtCore/QList>
#include <QtCore/QStringList>

namespace rove::ui {

/// Which columns a value gives as a table. A value type.
struct TableKeys {
    QStringList keys;
    /// Some keys found no place.
    bool hasMore = false;
    /// Some entries are no objects.
    bool hasPlain = false;
};

/// The keys of the objects among the entries from `first` on, `count` of them, after those known already, up
/// to `keyCountMax`. Any thread.
TableKeys readTableKeys(const QCborValue &value, TableKeys known, qsizetype first, qsizetype count,
                        int keyCountMax);

/// What an entry has under a key; an invalid value if it is no object or has no such key.
QCborValue tableCell(const QCborValue &entry, const QString &key);
/// True for what becomes a row of cells.
bool isTableRow(const QCborValue &entry);

/// The entries in the order of their values under `key`, or of the entries themselves for a null key: what is
/// missing first, then undefined, null, bools, numbers and dates, text as a person sorts it, all else. Equal
/// ones keep their order. Any thread.
QList<int> sortedTable(const QCborValue &value, const QString &key, Qt::SortOrder order);

} // namespace rove::ui
