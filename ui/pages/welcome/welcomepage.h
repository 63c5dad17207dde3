// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"
#include "ui/client/localengines.h"
#include "ui/client/profilewatcher.h"
#include "ui/models/recentstore.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

class QLabel;
class QListView;
class QVBoxLayout;

namespace rove::ui {

class ConnectionProfileModel;
class EmptyState;

/// Where to go when nothing is connected: commands to start with, the user's connections with what is known
/// of them, engines found on this machine, and the actors that were open last. While it can be seen it lets
/// the watcher and the finder look. The store and the commands belong to the caller and outlive the page; so
/// does everything it is given. GUI thread.
class WelcomePage : public QWidget {
    Q_OBJECT
public:
    WelcomePage(ProfileStore &store, const QList<QAction *> &commands, QWidget *parent = nullptr);

    /// Null for connections without a status.
    void setWatcher(ProfileWatcher *watcher);
    /// Null for no engines found.
    void setLocalEngines(LocalEngines *engines);
    /// Null for no recent actors.
    void setRecents(RecentStore *recents);
    /// The saved connections that are open.
    void setOpenProfiles(const QStringList &profileIds);
    /// Places that need no adding: the program's own engine.
    void setKnownEndpoints(const QList<Endpoint> &endpoints);

    [[nodiscard]] QListView *connectionList() const { return m_view; }
    /// Copy Endpoint, Duplicate… and the like of the current connection.
    [[nodiscard]] QList<QAction *> commands() const { return m_commands; }

signals:
    void connectRequested(const QString &profileId);
    void editRequested(const QString &profileId);
    void removeRequested(const QString &profileId);
    void duplicateRequested(const QString &profileId);
    void addFoundRequested(const rove::ui::Endpoint &endpoint);
    void importRequested();
    void exportRequested();
    void openActorRequested(const rove::ui::RecentPlace &place);
    void copied(const QString &what);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeCommands();
    QWidget *makeStartPane(const QList<QAction *> &commands);
    QWidget *makeConnectionsPane();
    QWidget *makeHeading();
    QWidget *makeSection(const QString &title, QLatin1StringView iconName, QVBoxLayout *&rows);
    void showMenu(const QPoint &position);
    [[nodiscard]] QString currentProfile() const;
    void follow();
    void showFound();
    void showRecents();
    void copyEndpoint();

    ProfileStore &m_store;
    ConnectionProfileModel *m_model;
    QPointer<ProfileWatcher> m_watcher;
    QPointer<LocalEngines> m_finder;
    QPointer<RecentStore> m_recents;
    QList<Endpoint> m_known;
    QList<FoundEngine> m_shownFound;
    QList<QAction *> m_commands;
    QListView *m_view;
    EmptyState *m_empty;
    QWidget *m_found = nullptr;
    QVBoxLayout *m_foundRows = nullptr;
    QWidget *m_recent = nullptr;
    QVBoxLayout *m_recentRows = nullptr;
};

} // namespace rove::ui
