// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/shell/connection.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <memory>

class QWidget;

namespace rove::ui {

class ActionRegistry;
class DelayedDestroy;
class MessageBar;

/// The commands on the actor that is chosen: wake, sleep, reschedule, destroy, copy. Each says why it is not
/// possible now. Destroying asks by risk: a local actor goes after ten seconds in which it can be undone, one
/// elsewhere after a question. What goes wrong is said in the message bar given. Owned by the window; GUI
/// thread.
class ActorCommands : public QObject {
    Q_OBJECT
public:
    /// `window` is the parent of questions; `messages` is for failures, `undoBar` for what can be undone.
    ActorCommands(ActionRegistry &registry, QWidget &window, MessageBar &messages, MessageBar &undoBar);
    ~ActorCommands() override;

    /// Both may be null. What waits to be destroyed on another connection is let live.
    void setTarget(Connection *connection, ActorSession *session);

    [[nodiscard]] QAction *wake() const { return m_wake; }
    [[nodiscard]] QAction *sleep() const { return m_sleep; }
    [[nodiscard]] QAction *reschedule() const { return m_reschedule; }
    [[nodiscard]] QAction *destroy() const { return m_destroy; }
    [[nodiscard]] QAction *copyId() const { return m_copyId; }
    [[nodiscard]] QAction *copyKey() const { return m_copyKey; }

signals:
    /// Something was done, so lists should look again.
    void done();
    void copied(const QString &what);

private:
    void makeCommands(ActionRegistry &registry);
    void connectCommands();
    void update();
    [[nodiscard]] QString whyNot(bool needsAwake) const;
    void run(const QString &title, Async<> (ActorSession::*operation)());
    void askDestroy();
    [[nodiscard]] bool confirmRemoteDestroy(const QString &label);
    void showWaiting();
    void fail(const QString &title, const QString &label, const Error &error);
    void copy(const QString &text, const QString &what);
    [[nodiscard]] QString label() const;

    QWidget &m_window;
    MessageBar &m_messages;
    MessageBar &m_undoBar;
    QPointer<Connection> m_connection;
    QPointer<ActorSession> m_session;
    std::unique_ptr<DelayedDestroy> m_delayed;
    QString m_shownWaiting;
    QAction *m_wake = nullptr;
    QAction *m_sleep = nullptr;
    QAction *m_reschedule = nullptr;
    QAction *m_destroy = nullptr;
    QAction *m_copyId = nullptr;
    QAction *m_copyKey = nullptr;
    QAction *m_undoDestroy = nullptr;
    QAction *m_destroyNow = nullptr;
};

} // namespace rove::ui
