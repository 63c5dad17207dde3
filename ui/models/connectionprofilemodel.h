// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"
#include "ui/client/profilewatcher.h"
#include "ui/models/tablemodel.h"

#include <QtCore/QStringList>

namespace rove::ui {

/// What the list shows of a saved connection.
struct ConnectionRow {
    enum class Presence { Unknown, Asking, Online, Offline, Open };

    ConnectionProfile profile;
    Presence presence = Presence::Unknown;
    ProfileStatus status;

    friend bool operator==(const ConnectionRow &, const ConnectionRow &) = default;
};

/// "Development".
[[nodiscard]] QString environmentWord(Environment environment);
/// "Online".
[[nodiscard]] QString presenceWord(ConnectionRow::Presence presence);
/// "Blue", for a value of `profileColours`; empty for none.
[[nodiscard]] QString colourWord(const QString &value);
/// "2 hours ago" and the like for a cell: the day for what is older.
[[nodiscard]] QString lastUsedText(const QDateTime &then, const QDateTime &now);

/// The user's connections as a table, for the connection picker and the start page: what was saved and, with
/// a watcher, which of them answer. Follows the store and the watcher, which must outlive it. GUI thread.
class ConnectionProfileModel : public TableModel<ConnectionRow> {
    Q_OBJECT
public:
    enum class Column { Name, Status, Endpoint, Environment, Version, RoundTrip, LastUsed };

    explicit ConnectionProfileModel(ProfileStore &store, QObject *parent = nullptr);

    /// Null for no statuses.
    void setWatcher(ProfileWatcher *watcher);
    /// The connections that are open in a window.
    void setOpenProfiles(const QStringList &profileIds);

protected:
    QString keyOf(const ConnectionRow &row) const override { return row.profile.id; }
    bool isSame(const ConnectionRow &before, const ConnectionRow &after) const override;
    QVariant extraData(const ConnectionRow &row, int column, int role) const override;

private:
    void follow();
    [[nodiscard]] ConnectionRow rowOf(const ConnectionProfile &profile) const;

    ProfileStore &m_store;
    ProfileWatcher *m_watcher = nullptr;
    QStringList m_open;
};

} // namespace rove::ui
