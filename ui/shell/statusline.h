// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/models/joblistmodel.h"
#include "ui/shell/connection.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QStatusBar>

class QToolButton;

namespace rove::ui {

class ElidedLabel;
class IconLabel;

/// The window's last line: how the connection is, what the actor speaks; at the right, each a button: jobs,
/// how far away the engine is, whether anything may be written and for how long, the local engine. Nothing
/// important is only here. Owned by the window; GUI thread.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    /// What the buttons do; the commands belong to the caller.
    struct Commands {
        QAction *showJobs;
        QAction *checkNow;
        QAction *allowChanges;
        QAction *showEngine;
    };

    explicit StatusLine(const Commands &commands, QWidget *parent = nullptr);

    void setTarget(Connection *connection, ActorSession *session);
    void setJobs(JobListModel &jobs);
    void setEngineText(const QString &text);
    /// Shown for a moment in place of the state, and said aloud to who reads by ear.
    void flash(const QString &text);
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString writeModeText() const;
    [[nodiscard]] QString jobsText() const;

private:
    void refresh();
    void refreshWriteMode();
    void refreshJobs();
    [[nodiscard]] QStringList stateParts() const;
    [[nodiscard]] QString connectionText() const;
    [[nodiscard]] QString actorText() const;

    QPointer<Connection> m_connection;
    QPointer<ActorSession> m_session;
    QPointer<JobListModel> m_jobModel;
    QTimer m_ageTimer;
    IconLabel *m_icon;
    ElidedLabel *m_state;
    QToolButton *m_jobs;
    QToolButton *m_roundTrip;
    QToolButton *m_writeMode;
    QToolButton *m_engine;
};

} // namespace rove::ui
