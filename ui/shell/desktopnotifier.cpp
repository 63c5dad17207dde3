// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktopnotifier.h"

#include "ui/models/settings.h"

#include <QtWidgets/QApplication>

namespace rove::ui {

DesktopNotifier::DesktopNotifier(Settings &settings, NotificationModel &notifications,
                                 std::unique_ptr<DesktopOutlet> outlet)
    : m_settings(settings)
    , m_outlet(std::move(outlet))
{
    if (m_outlet)
        connect(m_outlet.get(), &DesktopOutlet::activated, this, &DesktopNotifier::activated);
    connect(&notifications, &NotificationModel::added, this, &DesktopNotifier::tell);
}

DesktopNotifier::~DesktopNotifier() = default;

void DesktopNotifier::tell(const Notification &notification)
{
    const bool isInFront = QApplication::activeWindow() != nullptr;
    if (notification.reach == Notification::Reach::Desktop && !isInFront &&
        m_settings.get(setting::desktopNotifications))
        outlet().show(notification.source, notification.text);
}

DesktopOutlet &DesktopNotifier::outlet()
{
    if (!m_outlet) {
        m_outlet = std::make_unique<DesktopOutlet>(QDBusConnection::sessionBus());
        connect(m_outlet.get(), &DesktopOutlet::activated, this, &DesktopNotifier::activated);
    }
    return *m_outlet;
}

} // namespace rove::ui
