// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorcolumns.h"

#include <QtCore/QStringList>

#include <memory>
#include <vector>

class QMimeData;

namespace rove::ui {

/// Rows of the list as text for other programs: whole cells, exact, in the order shown. Text that a
/// spreadsheet would take for a formula is made plain in CSV alone.
class ActorsCopy {
public:
    ActorsCopy(std::vector<ActorRow> rows, std::vector<int> columns, QStringList titles);

    [[nodiscard]] QString tsv() const;
    [[nodiscard]] QString html() const;
    [[nodiscard]] QString csv() const;
    [[nodiscard]] QString markdown() const;
    /// One record, or an array of them.
    [[nodiscard]] QString json() const;
    [[nodiscard]] QString ids() const;
    [[nodiscard]] QString keys() const;
    /// Columns as text and as a table, for Ctrl+C.
    [[nodiscard]] std::unique_ptr<QMimeData> table() const;

private:
    /// A line below the titles, as Markdown wants.
    enum class Rule { No, Yes };

    /// Each line between `before` and `after`, its cells through `cell`.
    [[nodiscard]] QString lines(QString (*cell)(const QString &), const QString &before,
                                const QString &between, const QString &after, Rule rule = Rule::No) const;

    std::vector<ActorRow> m_rows;
    std::vector<int> m_columns;
    QStringList m_titles;
};

} // namespace rove::ui
