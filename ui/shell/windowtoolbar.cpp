// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowtoolbar.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/connection.h"
#include "ui/shell/searchbox.h"
#include "ui/shell/shelltext.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QPushButton *makePicker(QLatin1StringView iconName, QMenu *menu, const QString &name)
{
    auto *picker = new QPushButton;
    picker->setIcon(icon(iconName));
    picker->setMenu(menu);
    picker->setAutoDefault(false);
    picker->setAccessibleName(name);
    picker->setToolTip(name);
    return picker;
}

QToolButton *makeIconButton(QAction *command)
{
    auto *button = new QToolButton;
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setDefaultAction(command);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize(QSize(metrics::iconSize, metrics::iconSize));
    button->setAccessibleName(plainText(command));
    return button;
}

} // namespace

WindowToolBar::WindowToolBar(const ActionRegistry &registry, QMenu *connections, QMenu *namespaces,
                             QWidget *parent)
    : QToolBar(ShellText::tr("Tool bar"), parent)
    , m_connection(makePicker("hdd-stack"_L1, connections, ShellText::tr("Connection")))
    , m_namespace(makePicker("collection"_L1, namespaces, ShellText::tr("Namespace")))
    , m_bell(makeIconButton(registry.action(u"view.notifications"_s)))
{
    setObjectName(u"toolBar"_s);
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setIconSize(QSize(metrics::iconSize, metrics::iconSize));
    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(metrics::space1, 0, metrics::space1, 0);
    row->setSpacing(metrics::space2);
    row->addWidget(m_connection);
    row->addWidget(m_namespace);
    row->addSpacing(metrics::space1);
    row->addWidget(new SearchBox(registry.action(u"palette.open"_s)), 1);
    row->addStretch();
    row->addWidget(makeIconButton(registry.action(u"actor.new"_s)));
    row->addWidget(makeIconButton(registry.action(u"view.refresh"_s)));
    row->addWidget(makeIconButton(registry.action(u"dock.toggle"_s)));
    row->addWidget(m_bell);
    addWidget(content);
    setTarget(nullptr);
}

void WindowToolBar::setTarget(const ConnectionTarget *target)
{
    const int port = target ? target->endpoint.base.port() : -1;
    QString text = target ? target->name : ShellText::tr("Not connected");
    if (port > 0)
        text += u" :"_s % QString::number(port);
    m_connection->setText(text.replace(u'&', u"&&"_s));
    m_connection->setIcon(icon(!target ? "plug"_L1 : target->isLocalEngine ? "cpu"_L1 : "hdd-stack"_L1));
    QString name = target ? target->endpoint.namespaceName : u"—"_s;
    m_namespace->setText(name.replace(u'&', u"&&"_s));
    m_namespace->setEnabled(target);
}

void WindowToolBar::setNotifications(const NotificationModel &model)
{
    connect(&model, &NotificationModel::unreadChanged, this, [this, &model] { updateBell(model); });
    updateBell(model);
}

void WindowToolBar::updateBell(const NotificationModel &model)
{
    const int count = model.unreadCount();
    const bool isBad = count > 0 && model.unreadLevel() >= Notification::Level::Warning;
    QAction *command = m_bell->defaultAction();
    command->setIcon(count == 0 ? icon("bell"_L1)
                                : icon("bell-fill"_L1, isBad ? ColorRole::Error : ColorRole::Accent));
    m_bell->setToolButtonStyle(count == 0 ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    m_bell->setText(count == 0 ? QString() : QLocale().toString(count));
    m_bell->setAccessibleName(count == 0 ? ShellText::tr("Notifications")
                                         : ShellText::tr("Notifications, %n unread", nullptr, count));
}

} // namespace rove::ui
