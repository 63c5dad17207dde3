// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actionregistry.h"

#include "protocol/base/ensure.h"

namespace rove::ui {

QAction *ActionRegistry::create(const CommandSpec &spec)
{
    QAction *command = makeCommand(this, spec);
    add(command);
    return command;
}

void ActionRegistry::add(QAction *command)
{
    const QString id = command->objectName();
    ENSURE_OR_RETURN(!id.isEmpty() && !m_byId.contains(id));
    checkShortcuts(command);
    m_byId.insert(id, command);
    m_actions.append(command);
    emit added(command);
}

void ActionRegistry::add(const QList<QAction *> &commands)
{
    for (QAction *command : commands)
        add(command);
}

void ActionRegistry::add(const QString &id, QAction *command)
{
    command->setObjectName(id);
    add(command);
}

QAction *ActionRegistry::action(const QString &id) const
{
    QAction *command = m_byId.value(id);
    ENSURE_OR_RETURN(command, nullptr);
    return command;
}

void ActionRegistry::checkShortcuts(const QAction *command) const
{
    if (command->shortcutContext() != Qt::WindowShortcut)
        return;
    for (const QKeySequence &keys : standardKeys(command)) {
        for (const QAction *other : m_actions) {
            const bool clashes =
                other->shortcutContext() == Qt::WindowShortcut && standardKeys(other).contains(keys);
            if (clashes)
                qCritical("The commands %s and %s have one shortcut", qPrintable(command->objectName()),
                          qPrintable(other->objectName()));
        }
    }
}

} // namespace rove::ui
