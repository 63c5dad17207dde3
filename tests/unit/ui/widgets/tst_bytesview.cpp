// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/bytesview.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/hexview.h"
#include "ui/widgets/imageview.h"

#include <QtCore/QBuffer>
#include <QtGui/QImage>
#include <QtTest/QtTest>

using namespace rove::ui;
using namespace Qt::StringLiterals;

namespace {

QByteArray picture(const char *format, const QSize &size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    const bool isOpen = buffer.open(QIODevice::WriteOnly);
    return isOpen && image.save(&buffer, format) ? bytes : QByteArray();
}

/// A PNG whose head claims a size that its content does not have.
QByteArray bomb()
{
    QByteArray bytes = picture("PNG", {4, 4});
    const QByteArray side = QByteArray::fromHex("0000ffff");
    bytes.replace(16, 4, side);
    bytes.replace(20, 4, side);
    // The head's checksum must fit, or nobody looks at the size.
    quint32 crc = 0xffffffff;
    for (const char byte : bytes.sliced(12, 17)) {
        crc ^= uchar(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? 0xedb88320 : 0);
    }
    crc ^= 0xffffffff;
    for (int i = 0; i < 4; ++i)
        bytes[29 + i] = char(crc >> (24 - 8 * i));
    return bytes;
}

} // namespace

/// Bytes as hexadecimal, text, CBOR and picture.
class TestBytesView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }

    void picturesAreKnownByTheirFirstBytes();
    void picturesAreRead();
    void hugePicturesAreRefused();
    void brokenPicturesSayWhy();
    void drawingsAreReadWithinABound();
    void tabsFillWhenTheyAreLookedAt();
    void editedBytesReachTheOtherTabs();

private:
    Theme m_theme;
};

void TestBytesView::picturesAreKnownByTheirFirstBytes()
{
    QCOMPARE(imageFormatOf(picture("PNG", {2, 2})), u"PNG"_s);
    QCOMPARE(imageFormatOf(picture("JPG", {2, 2})), u"JPEG"_s);
    QCOMPARE(imageFormatOf("GIF89a...."), u"GIF"_s);
    QCOMPARE(imageFormatOf("RIFF....WEBPVP8 "), u"WebP"_s);
    QCOMPARE(imageFormatOf("<?xml version='1.0'?><svg/>"), u"SVG"_s);
    QCOMPARE(imageFormatOf("plain text"), QString());
    QCOMPARE(imageFormatOf({}), QString());
}

void TestBytesView::picturesAreRead()
{
    const DecodedImage decoded = decodeImage(picture("PNG", {20, 10}));
    QCOMPARE(decoded.error, QString());
    QCOMPARE(decoded.size, QSize(20, 10));
    QCOMPARE(decoded.image.pixelColor(3, 3), QColor(Qt::red));
}

void TestBytesView::hugePicturesAreRefused()
{
    const DecodedImage decoded = decodeImage(bomb());
    QVERIFY(decoded.image.isNull());
    QVERIFY2(decoded.error.contains(u"too large"_s), qPrintable(decoded.error));
}

void TestBytesView::brokenPicturesSayWhy()
{
    QVERIFY(!decodeImage(picture("PNG", {20, 10}).first(40)).error.isEmpty());
    QVERIFY(!decodeImage("nothing").error.isEmpty());
}

void TestBytesView::drawingsAreReadWithinABound()
{
    const DecodedImage decoded = decodeImage(
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="45000"><path d="M0 0h9z"/></svg>)");
    QCOMPARE(decoded.error, QString());
    QVERIFY(decoded.image.width() <= 1024);
    QVERIFY(!decoded.image.isNull());
}

void TestBytesView::tabsFillWhenTheyAreLookedAt()
{
    BytesView view;
    view.resize(600, 300);
    view.show();
    view.setBytes(QByteArray::fromHex("a1616101"));
    QVERIFY(view.textView()->toPlainText().isEmpty());
    view.setCurrentIndex(BytesView::TextTab);
    QVERIFY(!view.textView()->toPlainText().isEmpty());
    view.setCurrentIndex(BytesView::CborTab);
    QTRY_COMPARE(view.cborView()->toPlainText(), u"{\n  \"a\": 1\n}"_s);
    view.setBytes("zzzzzzzz");
    QTRY_VERIFY(view.cborView()->toPlainText().startsWith(u"These bytes are no CBOR"_s));
    view.setCurrentIndex(BytesView::ImageTab);
    QTRY_VERIFY(!view.imageView()->isReading());
    QVERIFY(!view.imageView()->decoded().error.isEmpty());
    view.setBytes(picture("PNG", {8, 8}));
    QTRY_COMPARE(view.imageView()->decoded().size, QSize(8, 8));
}

void TestBytesView::editedBytesReachTheOtherTabs()
{
    BytesView view;
    view.setReadOnly(false);
    view.setBytes("ab");
    view.setCurrentIndex(BytesView::TextTab);
    QCOMPARE(view.textView()->toPlainText(), u"ab"_s);
    view.setCurrentIndex(BytesView::HexTab);
    QSignalSpy edits(&view, &BytesView::bytesEdited);
    QTest::keyClicks(view.hexView(), u"41"_s);
    QCOMPARE(edits.constLast().at(0).toByteArray(), "Ab"_ba);
    view.setCurrentIndex(BytesView::TextTab);
    QCOMPARE(view.textView()->toPlainText(), u"Ab"_s);
}

QTEST_MAIN(TestBytesView)
#include "tst_bytesview.moc"
