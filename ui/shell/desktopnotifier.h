// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/notificationmodel.h"
#include "ui/shell/desktopoutlet.h"

#include <QtCore/QObject>

#include <memory>

namespace rove::ui {

class Settings;

/// Says outside the windows what is worth it, while another program is in front: jobs that ended, connections
/// that were lost. Only while the setting is on. Owned by WindowKeeper; what it is given outlives it; GUI
/// thread.
class DesktopNotifier : public QObject {
    Q_OBJECT
public:
    DesktopNotifier(Settings &settings, NotificationModel &notifications,
                    std::unique_ptr<DesktopOutlet> outlet = nullptr);
    ~DesktopNotifier() override;

signals:
    /// The user wants to see a window.
    void activated();

private:
    void tell(const Notification &notification);
    DesktopOutlet &outlet();

    Settings &m_settings;
    /// Made with the first thing to say: joining the bus takes its time.
    std::unique_ptr<DesktopOutlet> m_outlet;
};

} // namespace rove::ui
