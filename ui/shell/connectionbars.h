// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/connectiontab.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

namespace rove::ui {

class ActionRegistry;
class ConnectionStripe;
class EnvironmentBanner;
class MessageBar;
class ProfileStore;

/// What a window says above its pages about the connection that is shown: that it is production, that it
/// waits for a click, that it is out of reach and since when; and the stripe in the connection's colour.
/// The bars belong to the window, which owns this; GUI thread.
class ConnectionBars : public QObject {
    Q_OBJECT
public:
    struct Parts {
        EnvironmentBanner *banner;
        ConnectionStripe *stripe;
        MessageBar *message;
    };

    ConnectionBars(const Parts &parts, const ActionRegistry &registry, const ProfileStore &profiles,
                   QObject *parent = nullptr);

    /// Null for none.
    void setTab(ConnectionTab *tab);

private:
    void refresh();
    void updateBanner();
    void updateStripe();
    void onMonitorChanged();
    void showWaiting();
    void showProblem();
    void updateAge();

    Parts m_parts;
    const ActionRegistry &m_registry;
    const ProfileStore &m_profiles;
    QPointer<ConnectionTab> m_tab;
    QPointer<Connection> m_connection;
    QTimer m_ageTimer;
};

} // namespace rove::ui
