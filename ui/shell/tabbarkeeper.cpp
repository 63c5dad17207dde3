// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tabbarkeeper.h"

#include <QtCore/QEvent>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QTabBar>

namespace rove::ui {

TabBarKeeper::TabBarKeeper(QMainWindow *window)
    : QObject(window)
    , m_window(*window)
{
    window->installEventFilter(this);
}

void TabBarKeeper::watch(const QDockWidget *dock)
{
    connect(dock, &QDockWidget::visibilityChanged, this, &TabBarKeeper::fit, Qt::QueuedConnection);
    connect(dock, &QDockWidget::dockLocationChanged, this, &TabBarKeeper::fit, Qt::QueuedConnection);
    connect(dock, &QDockWidget::topLevelChanged, this, &TabBarKeeper::fit, Qt::QueuedConnection);
}

bool TabBarKeeper::eventFilter(QObject *object, QEvent *event)
{
    // A bar is made when the window lays itself out, and gets its tabs after that.
    if (object == &m_window && event->type() == QEvent::ChildPolished &&
        qobject_cast<QTabBar *>(static_cast<QChildEvent *>(event)->child()))
        QMetaObject::invokeMethod(this, &TabBarKeeper::fit, Qt::QueuedConnection);
    return false;
}

void TabBarKeeper::fit()
{
    for (QTabBar *bar : m_window.findChildren<QTabBar *>(Qt::FindDirectChildrenOnly))
        bar->setFocusPolicy(bar->count() > 0 ? Qt::TabFocus : Qt::NoFocus);
}

} // namespace rove::ui
