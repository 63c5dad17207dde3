// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "ui/models/settings.h"
#include "ui/shell/desktopnotifier.h"

#include <QtDBus/QDBusError>
#include <QtDBus/QDBusServer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// Shows notifications as a desktop does: remembers them and tells of clicks.
class FakeDesktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown {
        uint replaced;
        QString title;
        QString body;
    };
    QList<Shown> shown;

public slots:
    uint Notify(const QString &program, uint replaced, const QString &icon, const QString &title,
                const QString &body, const QStringList &actions, const QVariantMap &hints, int timeout)
    {
        Q_UNUSED(icon)
        Q_UNUSED(hints)
        if (program != "Rove"_L1 || !actions.contains(u"default"_s) || timeout != -1)
            return 0;
        shown.append({replaced, title, body});
        return replaced ? replaced : ++m_lastId;
    }

signals:
    void ActionInvoked(uint id, const QString &action);

private:
    uint m_lastId = 40;
};

/// What is said outside the window, over a bus between two ends in this process.
class tst_DesktopNotifier : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysWhatReachesTheDesktop();
    void keepsWhatIsOfTheWindowInTheWindow();
    void isSilentWhileAWindowIsInFront();
    void isSilentWhereTheUserWantsItSo();
    void replacesWhatItSaidOfTheSameThing();
    void takesTextAsText();
    void tellsOfAClick();
    void isSilentWithoutABus();

private:
    void add(const QString &text, const QString &source = u"staging"_s,
             ui::Notification::Reach reach = ui::Notification::Reach::Desktop)
    {
        m_notifications->add({.text = text, .source = source, .reach = reach});
    }
    /// What it showed is known by its number then: the answer is here.
    void addUntilAnswered();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QDBusServer> m_server;
    std::unique_ptr<FakeDesktop> m_desktop;
    std::unique_ptr<ui::Settings> m_settings;
    std::unique_ptr<ui::NotificationModel> m_notifications;
    std::unique_ptr<ui::DesktopNotifier> m_notifier;
};

void tst_DesktopNotifier::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_desktop = std::make_unique<FakeDesktop>();
    m_server = std::make_unique<QDBusServer>();
    QVERIFY2(m_server->isConnected(), qPrintable(m_server->lastError().message()));
    bool isJoined = false;
    connect(m_server.get(), &QDBusServer::newConnection, this, [&](QDBusConnection connection) {
        connection.registerObject(u"/org/freedesktop/Notifications"_s, m_desktop.get(),
                                  QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        isJoined = true;
    });
    const QDBusConnection bus = QDBusConnection::connectToPeer(m_server->address(), u"rove"_s);
    QVERIFY(waitFor([&isJoined] { return isJoined; }));
    m_settings = std::make_unique<ui::Settings>(m_folder->path());
    m_notifications = std::make_unique<ui::NotificationModel>();
    m_notifier = std::make_unique<ui::DesktopNotifier>(*m_settings, *m_notifications,
                                                       std::make_unique<ui::DesktopOutlet>(bus, QString()));
    QTRY_VERIFY(!QApplication::activeWindow());
}

void tst_DesktopNotifier::cleanup()
{
    m_notifier.reset();
    m_notifications.reset();
    m_settings.reset();
    QDBusConnection::disconnectFromPeer(u"rove"_s);
    m_server.reset();
    m_desktop.reset();
    m_folder.reset();
}

void tst_DesktopNotifier::saysWhatReachesTheDesktop()
{
    add(u"The job “Sleep 3 actors” is done."_s);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->shown.constFirst().title, u"staging"_s);
    QCOMPARE(m_desktop->shown.constFirst().body, u"The job “Sleep 3 actors” is done."_s);
}

void tst_DesktopNotifier::keepsWhatIsOfTheWindowInTheWindow()
{
    add(u"The connection is back."_s, u"staging"_s, ui::Notification::Reach::Window);
    add(u"The connection was lost."_s);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->shown.constFirst().body, u"The connection was lost."_s);
}

void tst_DesktopNotifier::isSilentWhileAWindowIsInFront()
{
    QWidget window;
    window.show();
    window.activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), &window);
    add(u"seen in the window"_s);
    window.hide();
    QTRY_VERIFY(!QApplication::activeWindow());
    add(u"not seen there"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->shown.constFirst().body, u"not seen there"_s);
}

void tst_DesktopNotifier::isSilentWhereTheUserWantsItSo()
{
    m_settings->set(ui::setting::desktopNotifications, false);
    add(u"unwanted"_s);
    m_settings->set(ui::setting::desktopNotifications, true);
    add(u"wanted"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->shown.constFirst().body, u"wanted"_s);
}

void tst_DesktopNotifier::replacesWhatItSaidOfTheSameThing()
{
    addUntilAnswered();
    QVERIFY(m_desktop->shown.constLast().replaced > 40);
    const qsizetype before = m_desktop->shown.size();
    add(u"of another"_s, u"production"_s);
    QTRY_COMPARE(m_desktop->shown.size(), before + 1);
    QCOMPARE(m_desktop->shown.constLast().replaced, 0U);
}

void tst_DesktopNotifier::addUntilAnswered()
{
    constexpr int countMax = 50;
    for (int count = 1; count < countMax; ++count) {
        add(u"text %1"_s.arg(count));
        QTRY_COMPARE(m_desktop->shown.size(), count);
        if (m_desktop->shown.constLast().replaced)
            return;
    }
}

void tst_DesktopNotifier::takesTextAsText()
{
    add(u"<b>room</b> & more"_s);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->shown.constFirst().body, u"&lt;b&gt;room&lt;/b&gt; &amp; more"_s);
}

void tst_DesktopNotifier::tellsOfAClick()
{
    QSignalSpy activated(m_notifier.get(), &ui::DesktopNotifier::activated);
    addUntilAnswered();
    const uint ours = m_desktop->shown.constLast().replaced;
    emit m_desktop->ActionInvoked(ours, u"default"_s);
    QTRY_COMPARE(activated.size(), 1);
    // They arrive in order, so whoever hears the last has heard the others.
    emit m_desktop->ActionInvoked(7, u"default"_s);
    emit m_desktop->ActionInvoked(ours, u"dismiss"_s);
    emit m_desktop->ActionInvoked(ours, u"default"_s);
    QTRY_VERIFY(activated.size() > 1);
    QCOMPARE(activated.size(), 2);
}

void tst_DesktopNotifier::isSilentWithoutABus()
{
    ui::DesktopOutlet outlet(QDBusConnection(u"nowhere"_s));
    outlet.show(u"staging"_s, u"text"_s);
    QCOMPARE(m_desktop->shown.size(), 0);
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_DesktopNotifier test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desktopnotifier.moc"
