// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/icons.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPixmapCache>
#include <QtSvg/QSvgRenderer>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr qreal disabledOpacity = 0.45;

QString fileOf(const QString &name)
{
    return u":/icons/"_s + name + u".svg"_s;
}

/// Draws a mask from the resources in the colour that the theme has for a role at that moment.
/// Owned by QIcon. Pixmaps are kept in the application's cache, keyed by everything they depend on, colour
/// included, so a change of theme needs no list of icons to tell.
class TintedEngine : public QIconEngine {
public:
    TintedEngine(QString name, ColorRole role)
        : m_name(std::move(name))
        , m_role(role)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size(), mode, state, ratio));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal ratio) override
    {
        const QColor color = colorFor(mode);
        const QString key = u"rove-icon/%1/%2/%3x%4@%5/%6"_s.arg(m_name, color.name(QColor::HexArgb))
                                .arg(size.width())
                                .arg(size.height())
                                .arg(ratio)
                                .arg(mode == QIcon::Disabled);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = render(size * ratio, color, mode == QIcon::Disabled ? disabledOpacity : 1.0);
        pixmap.setDevicePixelRatio(ratio);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine *clone() const override { return new TintedEngine(*this); }
    QString key() const override { return u"rove-tinted"_s; }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        const int side = std::min(size.width(), size.height());
        return {side, side};
    }

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode) const
    {
        const Theme &theme = Theme::instance();
        // Our selection is a tint under unchanged text; the system's, in high contrast, turns the text over.
        if (mode == QIcon::Selected && !theme.hasTints())
            return theme.color(ColorRole::AccentText);
        return theme.color(m_role);
    }

    [[nodiscard]] QPixmap render(const QSize &size, const QColor &color, qreal opacity) const
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QSvgRenderer renderer(fileOf(m_name));
        if (!renderer.isValid() || size.isEmpty())
            return pixmap;
        const int side = std::min(size.width(), size.height());
        // Whole pixels keep the lines sharp.
        const QPoint corner((size.width() - side) / 2, (size.height() - side) / 2);
        const QRectF area(corner, QSizeF(side, side));
        QPainter painter(&pixmap);
        painter.setOpacity(opacity);
        renderer.render(&painter, area);
        painter.setOpacity(1);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), color);
        return pixmap;
    }

    QString m_name;
    ColorRole m_role;
};

} // namespace

QIcon icon(QLatin1StringView name, ColorRole role)
{
    // Each is made once: lists ask for the same few in every cell they paint. They hold no colour.
    static QHash<std::pair<QByteArray, int>, QIcon> known;
    const auto number = static_cast<int>(role);
    if (const auto found = known.constFind({QByteArray::fromRawData(name.data(), name.size()), number});
        found != known.cend())
        return *found;
    if (!QFile::exists(fileOf(name)))
        qCritical("There is no icon %s in ui/style/icons.txt",
                  QByteArray(name.data(), name.size()).constData());
    return *known.insert({QByteArray(name.data(), name.size()), number}, QIcon(new TintedEngine(name, role)));
}

QIcon applicationIcon()
{
    QIcon icon;
    QSvgRenderer renderer(u":/rove/rove.svg"_s);
    for (const int side : {16, 20, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(0, 0, side, side));
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QStringList iconNames()
{
    QStringList names;
    for (const QString &file : QDir(u":/icons"_s).entryList({u"*.svg"_s}, QDir::Files, QDir::Name))
        names.append(file.chopped(4));
    return names;
}

} // namespace rove::ui
