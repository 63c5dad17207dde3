// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowaudit.h"

#include "tests/gui/layoutaudit.h"
#include "ui/widgets/elidedlabel.h"

#include <QtGui/QAccessible>
#include <QtGui/QAction>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;

namespace rove::test {
namespace {

QString accessibleName(QWidget &widget)
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&widget);
    return accessible ? accessible->text(QAccessible::Name) : QString();
}

/// Parts that Qt makes for a widget are named and laid out by it.
bool isInnerPart(const QWidget &widget)
{
    return widget.objectName().startsWith("qt_"_L1) || widget.inherits("QLineEditIconButton") ||
           widget.inherits("QMainWindowTabBar") || qobject_cast<const QScrollBar *>(&widget) ||
           (widget.parentWidget() && qobject_cast<const QAbstractScrollArea *>(widget.parentWidget())) ||
           qobject_cast<const QMenu *>(&widget);
}

void auditNames(const QList<QWidget *> &widgets, QStringList &faults)
{
    for (QWidget *widget : widgets) {
        if (widget->focusPolicy() == Qt::NoFocus)
            continue;
        if (accessibleName(*widget).isEmpty())
            faults.append(u"no accessible name: "_s % describe(*widget));
    }
}

void auditClipping(const QList<QWidget *> &widgets, QStringList &faults)
{
    for (const QWidget *widget : widgets) {
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            const bool mayShrink = label->wordWrap() || qobject_cast<const ui::ElidedLabel *>(label);
            const QSize wanted =
                mayShrink ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
            if (!label->text().isEmpty() &&
                (label->width() < wanted.width() || label->height() < wanted.height()))
                faults.append(u"cut label “%1”: "_s.arg(label->text()) % describe(*label));
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            const QSize wanted = button->minimumSizeHint();
            if (button->width() < wanted.width() || button->height() < wanted.height())
                faults.append(u"cut button “%1”: "_s.arg(button->text()) % describe(*button));
        }
    }
}

/// A page that its pane cuts at the side, with no way to get there.
void auditPanes(const QList<QWidget *> &widgets, QStringList &faults)
{
    for (const QWidget *widget : widgets) {
        const auto *pane = qobject_cast<const QScrollArea *>(widget);
        if (!pane || !pane->widget() || pane->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
            continue;
        if (pane->widget()->width() > pane->viewport()->width())
            faults.append(
                u"cut page, %1 of %2: "_s.arg(pane->viewport()->width()).arg(pane->widget()->width()) %
                describe(*pane));
    }
}

void auditCommands(const QWidget &window, QStringList &faults)
{
    QHash<QString, QString> byKeys;
    for (const QAction *command : window.findChildren<QAction *>()) {
        if (command->isSeparator() || command->menu() || !command->objectName().contains(u'.'))
            continue;
        if (command->text().isEmpty() || command->toolTip().isEmpty())
            faults.append(u"command without text or tooltip: "_s % command->objectName());
        if (command->shortcutContext() != Qt::WindowShortcut &&
            command->shortcutContext() != Qt::ApplicationShortcut)
            continue;
        for (const QKeySequence &keys : command->shortcuts()) {
            QString &owner = byKeys[keys.toString()];
            if (!owner.isEmpty())
                faults.append(
                    u"%1 belongs to %2 and %3"_s.arg(keys.toString(), owner, command->objectName()));
            owner = command->objectName();
        }
    }
}

void auditMnemonics(const QList<QAction *> &actions, const QString &where, QStringList &faults)
{
    QHash<QString, QString> byKey;
    for (const QAction *action : actions) {
        const QString key = QKeySequence::mnemonic(action->text()).toString();
        if (key.isEmpty() || !action->isVisible())
            continue;
        QString &owner = byKey[key];
        if (!owner.isEmpty())
            faults.append(u"%1: %2 belongs to “%3” and “%4”"_s.arg(where, key, owner, action->text()));
        owner = action->text();
    }
}

} // namespace

QStringList auditWindow(const QWidget &window, AuditColors colors)
{
    QStringList faults;
    QList<QWidget *> visible = window.findChildren<QWidget *>();
    visible.removeIf([](const QWidget *widget) { return !widget->isVisible() || isInnerPart(*widget); });
    auditNames(visible, faults);
    auditClipping(visible, faults);
    auditPanes(visible, faults);
    auditRoom(visible, faults);
    auditOverlaps(visible, faults);
    auditTabOrder(window, faults);
    if (colors == AuditColors::Yes)
        auditContrast(window, visible, faults);
    auditCommands(window, faults);
    for (const QMenuBar *bar : window.findChildren<QMenuBar *>())
        auditMnemonics(bar->actions(), u"menu bar"_s, faults);
    for (const QMenu *menu : window.findChildren<QMenu *>())
        auditMnemonics(menu->actions(), menu->title(), faults);
    for (const QString &fault : std::as_const(faults))
        qWarning().noquote() << fault; // Comparing lists says how many.
    return faults;
}

} // namespace rove::test
