// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/album.h"
#include "tests/gui/guirig.h"
#include "tests/gui/picturecompare.h"
#include "tests/gui/stoppedclock.h"

#include <QtCore/QDateTime>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimeZone>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

namespace {

constexpr int side = 100;

QImage sheet(QRgb color = 0xff808080)
{
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(color);
    return image;
}

/// With so many pixels of another colour.
QImage spotted(int count, QRgb color)
{
    QImage image = sheet();
    for (int i = 0; i < count; ++i)
        image.setPixel(i % side, i / side, color);
    return image;
}

int run(const QDir &folder, const QDir &references, Album::Mode mode, const QImage &picture)
{
    Album album(folder, mode, references);
    album.add(u"sheet"_s, [&picture] { return picture; });
    return album.finish();
}

} // namespace

/// When two pictures count as the same, and what becomes of those that do not.
class tst_PictureCompare : public QObject {
    Q_OBJECT

private slots:
    void roundingIsNoDifference();
    void aFewPixelsAreNoDifference();
    void anotherSizeIsADifference();
    void theDifferenceIsMagenta();
    void anAlbumKeepsWhatDiffers();
    void whatIsMissingOnEitherSideFails();
    void aPictureThatComesLateIsWaitedFor();
    void manyColoursAreKept();
    void theClockStandsStill();
};

void tst_PictureCompare::roundingIsNoDifference()
{
    const PictureDifference same = comparePictures(sheet(0xff808080), sheet(0xff827e80));
    QVERIFY(same.isSmall());
    QCOMPARE(same.differingCount, 0);
    QCOMPARE(same.largest, 2);
    const PictureDifference other = comparePictures(sheet(0xff808080), sheet(0xff808083));
    QVERIFY(!other.isSmall());
    QCOMPARE(other.differingCount, side * side);
}

void tst_PictureCompare::aFewPixelsAreNoDifference()
{
    QVERIFY(comparePictures(sheet(), spotted(10, 0xffff0000)).isSmall());
    QVERIFY(!comparePictures(sheet(), spotted(11, 0xffff0000)).isSmall());
}

void tst_PictureCompare::anotherSizeIsADifference()
{
    QVERIFY(!comparePictures(sheet(), sheet().copy(0, 0, side, side - 1)).isSmall());
    const QImage picture = differencePicture(sheet(), sheet().copy(0, 0, side, side - 1));
    QCOMPARE(picture.size(), QSize(side, side));
    QCOMPARE(picture.pixel(0, side - 1), 0xffff00ff);
}

void tst_PictureCompare::theDifferenceIsMagenta()
{
    const QImage picture = differencePicture(sheet(), spotted(1, 0xffff0000));
    QCOMPARE(picture.pixel(0, 0), 0xffff00ff);
    QVERIFY(picture.pixel(1, 0) != 0xffff00ff);
}

void tst_PictureCompare::anAlbumKeepsWhatDiffers()
{
    const QTemporaryDir temporary;
    const QDir folder(temporary.filePath(u"new"_s));
    const QDir references(temporary.filePath(u"references"_s));
    QCOMPARE(run(folder, references, Album::Mode::Update, sheet()), 0);
    QVERIFY(references.exists(u"sheet.png"_s));
    QCOMPARE(run(folder, references, Album::Mode::Compare, sheet()), 0);
    QVERIFY(!folder.exists(u"sheet.diff.png"_s));
    QCOMPARE(run(folder, references, Album::Mode::Compare, spotted(11, 0xffff0000)), 1);
    for (const QString &name : {u"sheet.png"_s, u"sheet.expected.png"_s, u"sheet.diff.png"_s})
        QVERIFY2(folder.exists(name), qPrintable(name));
    QCOMPARE(run(folder, references, Album::Mode::Compare, sheet()), 0);
    QVERIFY(!folder.exists(u"sheet.diff.png"_s));
}

void tst_PictureCompare::whatIsMissingOnEitherSideFails()
{
    const QTemporaryDir temporary;
    const QDir folder(temporary.filePath(u"new"_s));
    const QDir references(temporary.filePath(u"references"_s));
    QVERIFY(references.mkpath(u"."_s));
    QCOMPARE(run(folder, references, Album::Mode::Compare, sheet()), 1);
    QCOMPARE(run(folder, references, Album::Mode::Update, sheet()), 0);
    QVERIFY(sheet().save(references.filePath(u"old.png"_s)));
    QCOMPARE(run(folder, references, Album::Mode::Compare, sheet()), 1);
    QCOMPARE(run(folder, references, Album::Mode::Update, sheet()), 0);
    QVERIFY(!references.exists(u"old.png"_s));
}

void tst_PictureCompare::aPictureThatComesLateIsWaitedFor()
{
    const QTemporaryDir temporary;
    const QDir references(temporary.filePath(u"references"_s));
    QCOMPARE(run(temporary.path(), references, Album::Mode::Update, sheet()), 0);
    Album album(temporary.path(), Album::Mode::Compare, references);
    int taken = 0;
    album.add(u"sheet"_s, [&taken] { return ++taken < 5 ? sheet(0xff000000) : sheet(); });
    QCOMPARE(album.finish(), 0);
    QCOMPARE(taken, 5);
}

void tst_PictureCompare::manyColoursAreKept()
{
    QImage picture = sheet();
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            picture.setPixel(x, y, qRgb(x, y, x + y));
    const QTemporaryDir temporary;
    const QDir references(temporary.path());
    QCOMPARE(run(temporary.path(), references, Album::Mode::Update, picture), 0);
    const QImage kept(references.filePath(u"sheet.png"_s));
    QCOMPARE(comparePictures(kept, picture).largest, 0);
}

void tst_PictureCompare::theClockStandsStill()
{
    const QDateTime noon(QDate(2026, 11, 27), QTime(12, 0), QTimeZone::UTC);
    QVERIFY(QDateTime::currentDateTimeUtc() != noon);
    StoppedClock::stop();
    QCOMPARE(QDateTime::currentDateTimeUtc(), noon);
    QCOMPARE(std::chrono::system_clock::now(), StoppedClock::start);
    StoppedClock::turn(std::chrono::minutes(2));
    QCOMPARE(QDateTime::currentDateTime(), noon.addSecs(120));
    // Timers count on another clock.
    QVERIFY(waitFor(
        [deadline = QDeadlineTimer(std::chrono::milliseconds(30))] { return deadline.hasExpired(); }));
}

int main(int argc, char **argv)
{
    const GuiRig rig(argc, argv);
    tst_PictureCompare test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_picturecompare.moc"
