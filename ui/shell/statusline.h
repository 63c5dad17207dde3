// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/shell/connection.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QStatusBar>

class QLabel;
class QToolButton;

namespace rove::ui {

class ElidedLabel;

/// The window's last line: how the connection is, what the actor speaks, how far away the engine is, whether
/// anything may be written. Nothing important is only here. Owned by the window; GUI thread.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    /// The commands behind the buttons at the right belong to the caller.
    StatusLine(QAction *allowChanges, QAction *showEngine, QWidget *parent = nullptr);

    void setTarget(Connection *connection, ActorSession *session);
    void setEngineText(const QString &text);
    /// Said for a moment in place of the state.
    void flash(const QString &text);
    [[nodiscard]] QString stateText() const;

private:
    void refresh();
    [[nodiscard]] QString connectionText() const;
    [[nodiscard]] QString actorText() const;

    QPointer<Connection> m_connection;
    QPointer<ActorSession> m_session;
    QTimer m_ageTimer;
    QLabel *m_icon;
    ElidedLabel *m_state;
    QLabel *m_roundTrip;
    QToolButton *m_writeMode;
    QToolButton *m_engine;
};

} // namespace rove::ui
