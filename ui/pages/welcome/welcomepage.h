// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"

#include <QtWidgets/QWidget>

class QListView;

namespace rove::ui {

class ConnectionProfileModel;
class EmptyState;

/// Where to go when nothing is connected: commands to start with, and the user's connections. The store and
/// the commands belong to the caller and outlive the page. GUI thread.
class WelcomePage : public QWidget {
    Q_OBJECT
public:
    WelcomePage(ProfileStore &store, const QList<QAction *> &commands, QWidget *parent = nullptr);

signals:
    void connectRequested(const QString &profileId);
    void editRequested(const QString &profileId);
    void removeRequested(const QString &profileId);

private:
    QWidget *makeStartPane(const QList<QAction *> &commands);
    QWidget *makeConnectionsPane();
    void showMenu(const QPoint &position);
    [[nodiscard]] QString currentProfile() const;
    void updateEmpty();

    ConnectionProfileModel *m_model;
    QListView *m_view;
    EmptyState *m_empty;
};

} // namespace rove::ui
