// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/pngwriter.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QtEndian>

namespace rove::test {
namespace {

constexpr qsizetype paletteSizeMax = 256;
constexpr int compressionMost = 9;
// PNG, third edition, 11.2.1: kinds of pixels.
constexpr char trueColor = 2;
constexpr char indexed = 3;

QByteArray number(quint32 value)
{
    QByteArray bytes(sizeof value, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

/// PNG, third edition, 5.5: over the kind and the data of a chunk.
quint32 checksum(const QByteArray &bytes)
{
    quint32 value = 0xffffffff;
    for (const char byte : bytes) {
        value ^= static_cast<uchar>(byte);
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1) != 0 ? 0xedb88320 : 0);
    }
    return ~value;
}

QByteArray chunk(const QByteArray &kind, const QByteArray &data)
{
    const QByteArray body = kind + data;
    return number(static_cast<quint32>(data.size())) + body + number(checksum(body));
}

void append(QByteArray &bytes, QRgb color)
{
    for (const int channel : {qRed(color), qGreen(color), qBlue(color)})
        bytes.append(static_cast<char>(channel));
}

} // namespace

QByteArray writePng(const QImage &image)
{
    const QImage opaque = image.convertToFormat(QImage::Format_RGB32);
    QHash<QRgb, char> positions;
    QByteArray palette;
    QByteArray direct;
    QByteArray byTable;
    for (int y = 0; y < opaque.height(); ++y) {
        // Each row begins with its filter: none.
        direct.append('\0');
        byTable.append('\0');
        const auto *line = reinterpret_cast<const QRgb *>(opaque.constScanLine(y));
        for (int x = 0; x < opaque.width(); ++x) {
            append(direct, line[x]);
            if (positions.size() > paletteSizeMax)
                continue;
            auto position = positions.constFind(line[x]);
            if (position == positions.constEnd()) {
                position = positions.insert(line[x], static_cast<char>(positions.size()));
                append(palette, line[x]);
            }
            byTable.append(*position);
        }
    }
    const bool hasTable = positions.size() <= paletteSizeMax;
    QByteArray head =
        number(static_cast<quint32>(opaque.width())) + number(static_cast<quint32>(opaque.height()));
    head += QByteArray{"\x08", 1} + (hasTable ? indexed : trueColor) + QByteArray(3, '\0');
    // Qt puts the size before what zlib makes.
    const QByteArray data = qCompress(hasTable ? byTable : direct, compressionMost).sliced(4);
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + chunk("IHDR", head) +
           (hasTable ? chunk("PLTE", palette) : QByteArray()) + chunk("IDAT", data) + chunk("IEND", {});
}

} // namespace rove::test
