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
constexpr auto keysProperty = "roveStandardKeys";

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
    command->setWhatsThis(text.toHtmlEscaped());
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
    command->setProperty(keysProperty, QVariant::fromValue(spec.shortcuts));
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

void setCommandKeys(QAction *command, const QList<QKeySequence> &keys)
{
    if (!command->property(keysProperty).isValid())
        command->setProperty(keysProperty, QVariant::fromValue(command->shortcuts()));
    if (command->shortcuts() == keys)
        return;
    command->setShortcuts(keys);
    updateToolTip(command);
}

QList<QKeySequence> standardKeys(const QAction *command)
{
    const QVariant keys = command->property(keysProperty);
    return keys.isValid() ? keys.value<QList<QKeySequence>>() : command->shortcuts();
}

QString commandSentence(const QAction *command)
{
    const QString sentence = command->property(sentenceProperty).toString();
    return sentence.isEmpty() ? plainText(command) : sentence;
}

void setCommandText(QAction *command, const QString &text)
{
    if (command->text() == text)
        return;
    command->setText(text);
    updateToolTip(command);
}

QString withFreeMnemonic(const QString &text, QSet<QChar> &taken)
{
    const auto take = [&taken](QChar letter) {
        if (!letter.isLetterOrNumber() || taken.contains(letter.toCaseFolded()))
            return false;
        taken.insert(letter.toCaseFolded());
        return true;
    };
    const qsizetype own = text.indexOf(u'&');
    if (own >= 0 && own + 1 < text.size() && take(text[own + 1]))
        return text;
    QString plain = text;
    plain.remove(u'&');
    const auto isWordStart = [&plain](qsizetype at) { return at == 0 || plain[at - 1].isSpace(); };
    for (const bool wantsWordStart : {true, false})
        for (qsizetype at = 0; at < plain.size(); ++at)
            if (isWordStart(at) == wantsWordStart && take(plain[at]))
                return plain.insert(at, u'&');
    return plain;
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
