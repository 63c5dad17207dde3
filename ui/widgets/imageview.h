// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtGui/QImage>
#include <QtWidgets/QWidget>

class QLabel;

namespace rove::ui {

/// What became of bytes that may be a picture. A value type.
struct DecodedImage {
    QImage image;
    /// `PNG`, `JPEG`, …; empty if the bytes are no picture that is known here.
    QString format;
    /// As the file has it; the image itself may be smaller, for a drawing without pixels.
    QSize size;
    /// Ready to show; empty if all is well.
    QString error;
};

/// Reads PNG, JPEG, GIF, WebP and SVG and refuses what would take more than imagePixelsMax. Any thread.
DecodedImage decodeImage(const QByteArray &bytes);
/// `PNG` and so on by the first bytes, without reading any further; empty for none of them.
QString imageFormatOf(QByteArrayView bytes);

/// A picture from bytes, shrunk to fit over a chequered ground, with its format and size below. Reads on a
/// thread of the pool; what cannot be read is said in words. GUI thread.
class ImageView : public QWidget {
    Q_OBJECT

public:
    static constexpr qint64 imagePixelsMax = 32LL * 1024 * 1024;

    explicit ImageView(QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    [[nodiscard]] const DecodedImage &decoded() const { return m_decoded; }
    [[nodiscard]] bool isReading() const { return m_isReading; }

signals:
    void finished();

private:
    class Canvas;

    void take(DecodedImage decoded);

    DecodedImage m_decoded;
    bool m_isReading = false;
    /// Counts the bytes given, so that a late answer about older ones is not shown.
    quint64 m_generation = 0;
    Canvas *m_canvas;
    QLabel *m_caption;
};

} // namespace rove::ui
