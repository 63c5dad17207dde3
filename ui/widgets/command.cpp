// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/command.h"

#include "ui/style/icons.h"

#include <QtCore/QVariant>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr auto sentenceProperty = "roveSentence";
constexpr auto reasonProperty = "roveDisabledReason";

void updateToolTip(QAction *command)
{
    const QString sentence = command->property(sentenceProperty).toString();
    const QString reason = disabledReason(command);
    const QString keys = command->shortcut().toString(QKeySequence::NativeText);
    QString text = sentence.isEmpty() ? plainText(command) : sentence;
    if (!keys.isEmpty())
        text += u" ("_s % keys % u')';
    if (!reason.isEmpty())
        text += u'\n' % reason;
    command->setToolTip(text);
    command->setStatusTip(reason.isEmpty() ? sentence : reason);
}

} // namespace

QAction *makeCommand(QObject *owner, const CommandSpec &spec)
{
    auto *command = new QAction(spec.text, owner);
    command->setObjectName(spec.id);
    if (!spec.icon.isEmpty())
        command->setIcon(icon(spec.icon));
    command->setShortcuts(spec.shortcuts);
    command->setProperty(sentenceProperty, spec.toolTip);
    command->setMenuRole(QAction::NoRole);
    updateToolTip(command);
    return command;
}

void setDisabledReason(QAction *command, const QString &reason)
{
    if (command->isEnabled() == reason.isEmpty() && disabledReason(command) == reason)
        return;
    command->setProperty(reasonProperty, reason);
    command->setEnabled(reason.isEmpty());
    updateToolTip(command);
}

QString disabledReason(const QAction *command)
{
    return command->property(reasonProperty).toString();
}

QString plainText(const QAction *command)
{
    QString text = command->text();
    text.remove(u'&');
    if (text.endsWith(u'…'))
        text.chop(1);
    return text;
}

} // namespace rove::ui
