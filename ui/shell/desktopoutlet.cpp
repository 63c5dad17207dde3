// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktopoutlet.h"

#include "ui/shell/shelltext.h"

#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr auto path = "/org/freedesktop/Notifications"_L1;
constexpr auto interface = "org.freedesktop.Notifications"_L1;
/// How long it is shown is the desktop's choice.
constexpr int usualTimeout = -1;

} // namespace

DesktopOutlet::DesktopOutlet(QDBusConnection bus, QString service, QObject *parent)
    : QObject(parent)
    , m_bus(std::move(bus))
    , m_service(std::move(service))
{}

void DesktopOutlet::show(const QString &source, const QString &text)
{
    if (!m_bus.isConnected())
        return;
    if (!m_isListening)
        m_isListening = m_bus.connect(m_service, path, interface, u"ActionInvoked"_s, this,
                                      SLOT(onActionInvoked(uint, QString)));
    QDBusMessage call = QDBusMessage::createMethodCall(m_service, path, interface, u"Notify"_s);
    const QStringList actions{u"default"_s, ShellText::tr("Show")};
    const uint replaced = source == m_lastSource ? m_lastId : 0;
    // The body may be read as markup; a name of an actor is none.
    call.setArguments({u"Rove"_s, replaced, u"rove"_s, source.isEmpty() ? u"Rove"_s : source,
                       text.toHtmlEscaped(), actions, QVariantMap{{u"desktop-entry"_s, u"rove"_s}},
                       usualTimeout});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, source] {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError())
            return;
        m_lastId = reply.value();
        m_lastSource = source;
    });
}

void DesktopOutlet::onActionInvoked(uint id, const QString &action)
{
    if (id == m_lastId && action == "default"_L1)
        emit activated();
}

} // namespace rove::ui
