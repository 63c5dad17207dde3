// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"
#include "ui/client/localengines.h"
#include "ui/client/profilewatcher.h"
#include "ui/client/tokenvault.h"
#include "ui/models/destroyedarchive.h"
#include "ui/models/joblistmodel.h"
#include "ui/models/notificationmodel.h"
#include "ui/models/recentstore.h"
#include "ui/models/settings.h"
#include "ui/pages/engine/enginepage.h"
#include "ui/pages/repl/replstore.h"
#include "ui/shell/appearance.h"
#include "ui/shell/connection.h"
#include "ui/shell/layoutstore.h"
#include "ui/shell/shortcutmap.h"
#include "ui/shell/windowsettings.h"

#include <QtCore/QObject>

namespace rove::ui {

/// What all windows of the program share: settings, connections, tokens, recent places, notifications, jobs,
/// keys, and what is known of the local engine. Made by main, outlives every window; GUI thread.
class Workspace : public QObject {
    Q_OBJECT
public:
    /// Settings and what was open are kept in `folder`, what was seen of actors in `dataFolder`; an empty one
    /// is the same. What an earlier version kept in the other one is moved.
    explicit Workspace(const QString &folder, const QString &dataFolder = {}, QObject *parent = nullptr);

    [[nodiscard]] QString folder() const { return m_settings.folder(); }
    [[nodiscard]] Settings &settings() { return m_settings; }
    [[nodiscard]] WindowSettings &layout() { return m_layout; }
    [[nodiscard]] ProfileStore &profiles() { return m_profiles; }
    [[nodiscard]] TokenVault &vault() { return m_vault; }
    [[nodiscard]] RecentStore &recent() { return m_recent; }
    [[nodiscard]] NotificationModel &notifications() { return m_notifications; }
    [[nodiscard]] JobListModel &jobs() { return m_jobs; }
    /// Copies of actors that were destroyed from here.
    [[nodiscard]] DestroyedArchive &destroyed() { return m_destroyed; }
    [[nodiscard]] LocalEngines &foundEngines() { return m_foundEngines; }
    [[nodiscard]] ProfileWatcher &profileWatcher() { return m_profileWatcher; }
    [[nodiscard]] ReplStore &repl() { return m_repl; }
    /// Where versions of actors' states are kept.
    [[nodiscard]] QString historyFolder() const;
    [[nodiscard]] ShortcutMap &shortcuts() { return m_shortcuts; }
    [[nodiscard]] LayoutStore &layouts() { return m_layouts; }

    [[nodiscard]] const LocalEngine &localEngine() const { return m_engine; }
    /// What the program says of its engine.
    void setLocalEngine(const LocalEngine &engine);
    /// How to connect to it; only while it runs.
    [[nodiscard]] ConnectionTarget localTarget() const;

    /// Notes among the notifications when this connection is lost and when it is back.
    void watch(Connection &connection);

signals:
    void localEngineChanged();
    // What windows ask of the program.
    void engineStartRequested();
    void engineStopRequested();
    void engineRestartRequested();

private:
    void noteEngine(const LocalEngine &before);
    void noteJob(const Job &job);

    QString m_dataFolder;
    Settings m_settings;
    WindowSettings m_layout;
    ProfileStore m_profiles;
    TokenVault m_vault;
    RecentStore m_recent;
    NotificationModel m_notifications;
    DestroyedArchive m_destroyed;
    LocalEngines m_foundEngines;
    ProfileWatcher m_profileWatcher;
    JobListModel m_jobs;
    ReplStore m_repl;
    ShortcutMap m_shortcuts;
    LayoutStore m_layouts;
    Appearance m_appearance;
    LocalEngine m_engine;
};

} // namespace rove::ui
