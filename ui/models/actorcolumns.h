// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorfields.h"
#include "ui/models/tablemodel.h"

namespace rove::ui {

/// The columns of an actor list, in the order of their positions. Appending is free; the ids name them in
/// what is saved.
enum class ActorColumn {
    Status,
    Name,
    Key,
    Created,
    Id,
    Pool,
    Datacenter,
    Policy,
    Started,
    Slept,
    Destroyed,
    Error,
    Mark,
};

[[nodiscard]] constexpr int columnNumber(ActorColumn column)
{
    return static_cast<int>(column);
}

[[nodiscard]] std::vector<Column<ActorRow>> actorColumns();
/// The field that a column shows, sorts and filters by.
[[nodiscard]] ActorField fieldOfColumn(int column);
/// A column of moments: its value is Unix milliseconds, or nothing.
[[nodiscard]] bool isTimeColumn(int column);
/// A cell whole and as it is, for the clipboard and exports: no ellipsis, no pictures of control characters,
/// times in ISO 8601 UTC, words never translated.
[[nodiscard]] QString actorCellText(const ActorRow &row, int column);

/// "general, chatRoom, running, created 12 minutes ago": what a screen reader says of a row.
[[nodiscard]] QString actorRowText(const ActorRow &row);

} // namespace rove::ui
