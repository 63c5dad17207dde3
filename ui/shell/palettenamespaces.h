// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/namespacesearch.h"
#include "ui/models/recentstore.h"
#include "ui/shell/connection.h"
#include "ui/widgets/paletteentry.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <memory>

namespace rove::ui {

/// The palette's search through every namespace of the connection's engine: begins once somebody stops
/// typing, shows hits as they come with how far it is, and can be stopped. Owned by PaletteSources; GUI
/// thread.
class PaletteNamespaces : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void setConnection(Connection *connection);
    /// What is known of this text by now.
    [[nodiscard]] PaletteGroup group(const QString &text);
    /// Searches for the text soon; another text, or an empty one, ends the search before.
    void lookUp(const QString &text);
    [[nodiscard]] bool isSearching() const { return m_search && m_search->isSearching(); }

signals:
    void placeChosen(const rove::ui::RecentPlace &place);
    /// There is more to show.
    void changed();

private:
    void stop();
    [[nodiscard]] PaletteEntry hitEntry(const NamespaceHit &hit);
    void addNotes(PaletteGroup &group);

    QPointer<Connection> m_connection;
    std::unique_ptr<NamespaceSearch> m_search;
    QTimer m_timer;
    QString m_wanted;
};

} // namespace rove::ui
