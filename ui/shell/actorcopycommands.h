// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/actortargets.h"
#include "ui/widgets/command.h"

#include <functional>

namespace rove::ui {

class ActionRegistry;

/// Commands that copy something about the actors chosen: IDs, keys, records, client code, cURL, links. Of
/// several actors, one after the other. Nothing copied has a token in it. Owned by ActorCommands; GUI thread.
class ActorCopyCommands : public QObject {
    Q_OBJECT
public:
    explicit ActorCopyCommands(ActionRegistry &registry, QObject *parent = nullptr);

    void setTargets(const ActorTargets &targets);

    [[nodiscard]] QAction *copyId() const { return m_id; }
    [[nodiscard]] QAction *copyKey() const { return m_key; }
    /// All of them, for a menu Copy As.
    [[nodiscard]] const QList<QAction *> &commands() const { return m_commands; }

signals:
    void copied(const QString &what);

private:
    using TextOf = std::function<QString(const Endpoint &, const manager::Actor &)>;
    struct CopySpec {
        CommandSpec command;
        /// What the user is told was copied.
        QString what;
        QString separator;
        TextOf textOf;
    };

    QAction *make(ActionRegistry &registry, const CopySpec &spec);
    void makeIdentityCommands(ActionRegistry &registry);
    void makeCodeCommands(ActionRegistry &registry);
    [[nodiscard]] QString actionName() const;
    void copy(const CopySpec &spec);

    ActorTargets m_targets;
    QList<QAction *> m_commands;
    QAction *m_id = nullptr;
    QAction *m_key = nullptr;
};

} // namespace rove::ui
