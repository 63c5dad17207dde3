// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/command.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

namespace rove::ui {

/// Every command of the window by its id, once: the same QAction in menus, tool bars, context menus and
/// buttons. Two commands of one id or with one window-wide standard shortcut are a bug, which is logged.
/// Pages that are made later add theirs then. The window owns it; the commands belong to whoever made them.
/// GUI thread.
class ActionRegistry : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Makes a command that the registry owns.
    QAction *create(const CommandSpec &spec);
    /// Lists a command made elsewhere; its object name is its id.
    void add(QAction *command);
    void add(const QList<QAction *> &commands);
    /// The same for a command whose maker knows no ids.
    void add(const QString &id, QAction *command);

    /// Must exist.
    [[nodiscard]] QAction *action(const QString &id) const;
    /// Null where there is none, for example because its page was not made yet.
    [[nodiscard]] QAction *find(const QString &id) const { return m_byId.value(id); }
    /// In the order in which they were added.
    [[nodiscard]] const QList<QAction *> &actions() const { return m_actions; }

signals:
    void added(QAction *command);

private:
    void checkShortcuts(const QAction *command) const;

    QList<QAction *> m_actions;
    QHash<QString, QAction *> m_byId;
};

} // namespace rove::ui
