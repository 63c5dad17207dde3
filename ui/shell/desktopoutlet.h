// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <QtDBus/QDBusConnection>

namespace rove::ui {

/// The desktop's own notifications, over D-Bus (Desktop Notifications Specification 1.2). Where there is no
/// bus or nobody on it shows them, it is silent: the list in the window has everything. Asks without waiting.
/// Owned by DesktopNotifier; GUI thread.
class DesktopOutlet : public QObject {
    Q_OBJECT
public:
    /// An empty service is for a bus without names, as between two ends.
    explicit DesktopOutlet(QDBusConnection bus,
                           QString service = QStringLiteral("org.freedesktop.Notifications"),
                           QObject *parent = nullptr);

    /// Shows it, in place of the one before if that was about the same thing.
    void show(const QString &source, const QString &text);

signals:
    /// The user clicked on one of ours.
    void activated();

private slots:
    void onActionInvoked(uint id, const QString &action);

private:
    QDBusConnection m_bus;
    QString m_service;
    QString m_lastSource;
    uint m_lastId = 0;
    bool m_isListening = false;
};

} // namespace rove::ui
