// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/imageview.h"

#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/background.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QBuffer>
#include <QtCore/QLocale>
#include <QtGui/QImageReader>
#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int squareSize = 8;
constexpr int allocationMegabytesMax = 160;
/// A drawing has no pixels of its own; this is enough for a pane.
constexpr int drawingSideMax = 1024;
constexpr qsizetype svgHeadLength = 1024;

bool isSvg(QByteArrayView bytes)
{
    const QByteArray head = bytes.first(std::min(bytes.size(), svgHeadLength)).toByteArray();
    return head.trimmed().startsWith('<') && head.contains("<svg");
}

DecodedImage failure(DecodedImage decoded, const QString &why)
{
    decoded.error = why;
    return decoded;
}

} // namespace

QString imageFormatOf(QByteArrayView bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return u"PNG"_s;
    if (bytes.startsWith("\xff\xd8\xff"))
        return u"JPEG"_s;
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return u"GIF"_s;
    if (bytes.startsWith("RIFF") && bytes.size() >= 12 && bytes.sliced(8).startsWith("WEBP"))
        return u"WebP"_s;
    return isSvg(bytes) ? u"SVG"_s : QString();
}

DecodedImage decodeImage(const QByteArray &bytes)
{
    DecodedImage decoded;
    decoded.format = imageFormatOf(bytes);
    if (decoded.format.isEmpty())
        return failure(decoded, WidgetText::tr("These bytes are no picture."));
    QBuffer buffer;
    buffer.setData(bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        return failure(decoded, buffer.errorString());
    QImageReader reader(&buffer, decoded.format.toLower().toLatin1());
    reader.setAllocationLimit(allocationMegabytesMax);
    decoded.size = reader.size();
    const bool isDrawing = decoded.format == "SVG"_L1;
    const qint64 pixels = qint64(decoded.size.width()) * decoded.size.height();
    if (isDrawing && !decoded.size.isEmpty())
        reader.setScaledSize(decoded.size.scaled(drawingSideMax, drawingSideMax, Qt::KeepAspectRatio)
                                 .boundedTo(decoded.size.expandedTo({1, 1})));
    else if (pixels > ImageView::imagePixelsMax)
        return failure(decoded, WidgetText::tr("This picture is too large to show: %1 × %2 pixels.")
                                    .arg(decoded.size.width())
                                    .arg(decoded.size.height()));
    decoded.image = reader.read();
    if (decoded.image.isNull())
        return failure(decoded, WidgetText::tr("This picture cannot be read: %1").arg(reader.errorString()));
    if (decoded.size.isEmpty())
        decoded.size = decoded.image.size();
    return decoded;
}

/// The picture itself.
class ImageView::Canvas : public QWidget {
public:
    using QWidget::QWidget;

    void setImage(const QImage &image)
    {
        m_image = image;
        update();
    }

    [[nodiscard]] QSize sizeHint() const override { return {240, 160}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (m_image.isNull())
            return;
        QPainter painter(this);
        QSize size = m_image.size();
        if (size.width() > width() || size.height() > height())
            size.scale(this->size(), Qt::KeepAspectRatio);
        const QRect place(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size);
        const Theme &theme = Theme::instance();
        painter.setClipRect(place);
        painter.fillRect(place, theme.color(ColorRole::Base));
        for (int y = place.top(); y <= place.bottom(); y += squareSize)
            for (int x = place.left(); x <= place.right(); x += squareSize)
                if (((x - place.left()) / squareSize + (y - place.top()) / squareSize) % 2 == 0)
                    painter.fillRect(x, y, squareSize, squareSize, theme.color(ColorRole::Panel));
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(place, m_image);
        painter.setClipping(false);
        painter.setPen(theme.color(ColorRole::Border));
        painter.drawRect(place.adjusted(-1, -1, 0, 0));
    }

private:
    QImage m_image;
};

ImageView::ImageView(QWidget *parent)
    : QWidget(parent)
    , m_canvas(new Canvas(this))
    , m_caption(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space2, metrics::space2, metrics::space2, metrics::space1);
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_caption);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setWordWrap(true);
    m_caption->setAlignment(Qt::AlignHCenter);
    m_canvas->setAccessibleName(WidgetText::tr("Picture"));
    connect(&Theme::instance(), &Theme::changed, m_canvas, qOverload<>(&QWidget::update));
}

void ImageView::setBytes(const QByteArray &bytes)
{
    const quint64 generation = ++m_generation;
    m_isReading = true;
    inBackground([bytes] { return decodeImage(bytes); }).then(this, [this, generation](DecodedImage decoded) {
        if (generation == m_generation)
            take(std::move(decoded));
    });
}

void ImageView::take(DecodedImage decoded)
{
    m_isReading = false;
    m_decoded = std::move(decoded);
    m_canvas->setImage(m_decoded.image);
    m_canvas->setVisible(!m_decoded.image.isNull());
    const QString size =
        WidgetText::tr("%1 × %2", "width and height of a picture")
            .arg(QLocale().toString(m_decoded.size.width()), QLocale().toString(m_decoded.size.height()));
    const QString caption =
        WidgetText::tr("%1, %2", "format and size of a picture").arg(m_decoded.format, size);
    m_caption->setText(m_decoded.error.isEmpty() ? caption : m_decoded.error);
    m_canvas->setAccessibleDescription(m_caption->text());
    emit finished();
}

} // namespace rove::ui
