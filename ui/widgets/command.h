// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QLatin1StringView>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtGui/QAction>
#include <QtGui/QKeySequence>

namespace rove::ui {

/// What a command is: made once, shown by menus, tool bars, buttons and context menus alike.
struct CommandSpec {
    /// Fixed for ever, like `actor.wake`: what settings and links say. Becomes the action's object name.
    QString id;
    QString text;
    QLatin1StringView icon = {};
    QList<QKeySequence> shortcuts = {};
    /// One sentence: what it does.
    QString toolTip = {};
};

/// An action that belongs to `owner` and acts wherever its window has the focus. The tooltip ends with the
/// shortcut.
QAction *makeCommand(QObject *owner, const CommandSpec &spec);

/// Disables the command and says why in its tooltip; an empty reason enables it.
void setDisabledReason(QAction *command, const QString &reason);
/// Empty for an enabled command.
QString disabledReason(const QAction *command);

/// Gives the command other keys, and its tooltip with them.
void setCommandKeys(QAction *command, const QList<QKeySequence> &keys);
/// The keys it was made with.
QList<QKeySequence> standardKeys(const QAction *command);
/// The sentence it was made with: what it does.
QString commandSentence(const QAction *command);
/// Another name for what the command does now, for example the opposite.
void setCommandText(QAction *command, const QString &text);

/// The text with a mnemonic that is none of `taken`, its own if it can be, and adds it there; without one if
/// none of its letters is left.
[[nodiscard]] QString withFreeMnemonic(const QString &text, QSet<QChar> &taken);

/// Text for places that say what a command does: without mnemonic and dots.
QString plainText(const QAction *command);

} // namespace rove::ui
