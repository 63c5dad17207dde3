// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"
#include "ui/models/tablemodel.h"

namespace rove::ui {

/// The user's connections as a table, for the connection picker and the start page. Follows the store, which
/// must outlive it. GUI thread.
class ConnectionProfileModel : public TableModel<ConnectionProfile> {
    Q_OBJECT
public:
    enum class Column { Name, Endpoint, Environment };

    explicit ConnectionProfileModel(ProfileStore &store, QObject *parent = nullptr);

protected:
    QString keyOf(const ConnectionProfile &row) const override { return row.id; }
    bool isSame(const ConnectionProfile &before, const ConnectionProfile &after) const override;
    QVariant extraData(const ConnectionProfile &row, int column, int role) const override;
};

} // namespace rove::ui
