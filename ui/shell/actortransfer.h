// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorexport.h"
#include "ui/shell/actortargets.h"

#include <functional>

class QAction;
class QWidget;

namespace rove::ui {

class ActionRegistry;
class CloneDialog;
class MessageBar;

/// The commands that carry an actor's state from one place to another: into an open actor from a file, as
/// edits that are looked through before they are applied, and into a new actor, here or on another
/// connection. Owned by ActorCommands; GUI thread.
class ActorTransfer : public QObject {
    Q_OBJECT
public:
    using Connections = std::function<QList<Connection *>()>;

    ActorTransfer(ActionRegistry &registry, QWidget &window, MessageBar &messages, QObject *parent = nullptr);

    void setTargets(const ActorTargets &targets);
    /// Where clones can go beside the actor's own connection.
    void setConnections(Connections connections) { m_connections = std::move(connections); }

    [[nodiscard]] QAction *importState() const { return m_import; }
    [[nodiscard]] QAction *clone() const { return m_clone; }

    /// Makes edits of what the file's export holds, the one of this actor if it holds several.
    void importFrom(const QString &path);
    void cloneTo(Connection &to, Waking waking, const CloneOptions &options);

signals:
    void cloned(rove::ui::Connection *connection, const rove::manager::Actor &actor);

private:
    void askImport();
    void takeExport(ActorSession &session, const ActorExport &exported);
    void askClone();
    void onCloned(Connection *to, const CloneResult &result);
    void fail(const QString &text, const Error &error);

    QWidget &m_window;
    MessageBar &m_messages;
    ActorTargets m_targets;
    Connections m_connections;
    QAction *m_import;
    QAction *m_clone;
};

} // namespace rove::ui
