// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/icons.h"
#include "ui/style/tone.h"

#include <QtTest/QtTest>

using namespace rove::ui;
using namespace Qt::StringLiterals;

namespace {

/// The colour of the most opaque pixel, which has no other mixed in.
QColor inkOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    QColor ink(Qt::transparent);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (const QColor pixel = image.pixelColor(x, y); pixel.alpha() > ink.alpha())
                ink = pixel;
    return ink;
}

} // namespace

class TestIcons : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_theme.emplace();
        m_theme->setScheme(Theme::Scheme::Light);
    }
    void cleanup() { m_theme.reset(); }

    void everyIconDrawsSomethingAtEverySize();
    void everyToneHasItsIcon();
    void anIconHasTheColourOfItsRole();
    void anIconFollowsTheTheme();
    void aDisabledIconIsDimmed();
    void aDenseScreenGetsMorePixels();
    void anUnknownNameIsLogged();
    void theLicenceIsOnBoard();
    void theApplicationIconHasEveryUsualSize();

private:
    std::optional<Theme> m_theme;
};

void TestIcons::everyIconDrawsSomethingAtEverySize()
{
    QVERIFY(iconNames().size() > 50);
    for (const QString &name : iconNames()) {
        const QByteArray latin = name.toLatin1();
        for (const int side : {16, 20, 24, 32}) {
            const QPixmap pixmap = icon(QLatin1StringView(latin)).pixmap(QSize(side, side), 1.0);
            QCOMPARE(pixmap.size(), QSize(side, side));
            QVERIFY2(inkOf(pixmap).alpha() > 100, qPrintable(name));
        }
    }
}

void TestIcons::everyToneHasItsIcon()
{
    const QStringList names = iconNames();
    for (const Tone &tone : {tone::running, tone::ready, tone::sleeping, tone::starting, tone::pending,
                             tone::crashed, tone::backoff, tone::draining, tone::destroyed, tone::unknown,
                             tone::information, tone::warning, tone::error})
        QVERIFY2(names.contains(tone.icon), tone.icon.data());
}

void TestIcons::anIconHasTheColourOfItsRole()
{
    const QColor ink = inkOf(icon("circle-fill"_L1, ColorRole::Running).pixmap(QSize(32, 32), 1.0));
    QCOMPARE(ink.rgb(), m_theme->color(ColorRole::Running).rgb());
}

void TestIcons::anIconFollowsTheTheme()
{
    const QIcon kept = icon("circle-fill"_L1, ColorRole::Text);
    const QColor light = inkOf(kept.pixmap(QSize(32, 32), 1.0));
    m_theme->setScheme(Theme::Scheme::Dark);
    const QColor dark = inkOf(kept.pixmap(QSize(32, 32), 1.0));
    QCOMPARE(light.rgb(), Theme::tableColor(ColorRole::Text, Qt::ColorScheme::Light).rgb());
    QCOMPARE(dark.rgb(), Theme::tableColor(ColorRole::Text, Qt::ColorScheme::Dark).rgb());
}

void TestIcons::aDisabledIconIsDimmed()
{
    const QIcon plug = icon("circle-fill"_L1);
    QVERIFY(inkOf(plug.pixmap(QSize(32, 32), 1.0, QIcon::Disabled)).alpha() <
            inkOf(plug.pixmap(QSize(32, 32), 1.0, QIcon::Normal)).alpha());
}

void TestIcons::aDenseScreenGetsMorePixels()
{
    const QPixmap pixmap = icon("plug"_L1).pixmap(QSize(16, 16), 2.0);
    QCOMPARE(pixmap.size(), QSize(32, 32));
    QCOMPARE(pixmap.devicePixelRatio(), 2.0);
}

void TestIcons::anUnknownNameIsLogged()
{
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"no icon no-such-icon"_s));
    const QIcon nothing = icon("no-such-icon"_L1);
    QCOMPARE(inkOf(nothing.pixmap(QSize(16, 16), 1.0)).alpha(), 0);
}

void TestIcons::theLicenceIsOnBoard()
{
    QFile licence(u":/icons/LICENSE"_s);
    QVERIFY(licence.open(QIODevice::ReadOnly));
    QVERIFY(licence.readAll().contains("Bootstrap Authors"));
}

void TestIcons::theApplicationIconHasEveryUsualSize()
{
    const QIcon application = applicationIcon();
    for (const int side : {16, 32, 48, 256})
        QVERIFY(application.availableSizes().contains(QSize(side, side)));
    QVERIFY(inkOf(application.pixmap(QSize(16, 16), 1.0)).alpha() == 255);
}

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
