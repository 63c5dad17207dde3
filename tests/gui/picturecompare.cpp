// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/picturecompare.h"

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace rove::test {
namespace {

constexpr QRgb differenceColor = 0xffff00ff;
/// How much of a pixel's darkness stays where nothing differs.
constexpr int fadeDivisor = 4;

int difference(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                     std::abs(qBlue(a) - qBlue(b)), std::abs(qAlpha(a) - qAlpha(b))});
}

QRgb faded(QRgb pixel)
{
    const int grey = 255 - (255 - qGray(pixel)) / fadeDivisor;
    return qRgb(grey, grey, grey);
}

const QRgb *line(const QImage &image, int y)
{
    return reinterpret_cast<const QRgb *>(image.constScanLine(y));
}

} // namespace

QString PictureDifference::text() const
{
    if (!isSameSize)
        return u"it has another size"_s;
    return u"%1 of %2 pixels differ, by up to %3"_s.arg(differingCount).arg(pixelCount).arg(largest);
}

PictureDifference comparePictures(const QImage &expected, const QImage &actual)
{
    PictureDifference result{.pixelCount = qint64(actual.width()) * actual.height()};
    if (expected.size() != actual.size()) {
        result.isSameSize = false;
        return result;
    }
    const QImage before = expected.convertToFormat(QImage::Format_ARGB32);
    const QImage after = actual.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < after.height(); ++y) {
        const QRgb *a = line(before, y);
        const QRgb *b = line(after, y);
        for (int x = 0; x < after.width(); ++x) {
            const int found = a[x] == b[x] ? 0 : difference(a[x], b[x]);
            result.largest = std::max(result.largest, found);
            result.differingCount += found > channelDifferenceMax ? 1 : 0;
        }
    }
    return result;
}

QImage differencePicture(const QImage &expected, const QImage &actual)
{
    const QImage before = expected.convertToFormat(QImage::Format_ARGB32);
    const QImage after = actual.convertToFormat(QImage::Format_ARGB32);
    QImage result(before.size().expandedTo(after.size()), QImage::Format_RGB32);
    result.fill(differenceColor);
    for (int y = 0; y < std::min(before.height(), after.height()); ++y) {
        auto *out = reinterpret_cast<QRgb *>(result.scanLine(y));
        for (int x = 0; x < std::min(before.width(), after.width()); ++x) {
            const bool isSame = difference(line(before, y)[x], line(after, y)[x]) <= channelDifferenceMax;
            out[x] = isSame ? faded(line(after, y)[x]) : differenceColor;
        }
    }
    return result;
}

} // namespace rove::test
