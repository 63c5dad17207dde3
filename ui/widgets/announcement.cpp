// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/announcement.h"

#include <QtWidgets/QApplication>

namespace rove::ui {
namespace {

/// The window that a thing belongs to; dialogs and popups belong to that before which they stand.
const QWidget *mainWindowOf(const QWidget *widget)
{
    while (widget->parentWidget())
        widget = widget->parentWidget();
    return widget;
}

bool isInOtherWindow(const QWidget &source)
{
    const QWidget *active = QApplication::activeWindow();
    return active && mainWindowOf(active) != mainWindowOf(&source);
}

} // namespace

void announce(QWidget &source, const QString &text, QAccessible::AnnouncementPoliteness politeness)
{
    if (!QAccessible::isActive() || isInOtherWindow(source))
        return;
    QAccessibleAnnouncementEvent announcement(&source, text);
    announcement.setPoliteness(politeness);
    QAccessible::updateAccessibility(&announcement);
}

} // namespace rove::ui
