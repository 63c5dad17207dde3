// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcome/connectiondelegate.h"

#include "ui/pages/welcome/welcometext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int stripeWidth = 4;
constexpr int wordGap = 6;
const QString dot = u" · "_s;

/// Lays texts and icons along one line, from either side, in the direction of the language.
class Line {
public:
    Line(QPainter &painter, const QRect &area, Qt::LayoutDirection direction)
        : m_painter(painter)
        , m_rest(area)
        , m_isMirrored(direction == Qt::RightToLeft)
    {}

    void drawStart(const QString &text, const QFont &font, ColorRole role)
    {
        const QFontMetrics metrics(font);
        const QString shown = metrics.elidedText(text, Qt::ElideMiddle, m_rest.width());
        drawText(takeStart(metrics.horizontalAdvance(shown) + 1), shown, font, role);
    }

    void drawIcon(QLatin1StringView name, ColorRole role)
    {
        const QRect place = takeStart(metrics::iconSize);
        icon(name, role).paint(&m_painter, place, Qt::AlignCenter);
        takeStart(wordGap);
    }

    void skip(int width) { takeStart(width); }

    /// A tone with its word, at the far end.
    void drawEnd(const Tone &tone, const QString &word, const QFont &font)
    {
        const int width = QFontMetrics(font).horizontalAdvance(word) + 1;
        drawText(takeEnd(width), word, font, tone.color);
        takeEnd(wordGap);
        icon(tone.icon, tone.color).paint(&m_painter, takeEnd(metrics::iconSize), Qt::AlignCenter);
        takeEnd(metrics::space4);
    }

    void drawEnd(const QString &text, const QFont &font, ColorRole role)
    {
        drawText(takeEnd(QFontMetrics(font).horizontalAdvance(text) + 1), text, font, role);
        takeEnd(metrics::space4);
    }

private:
    QRect takeStart(int width) { return m_isMirrored ? takeRight(width) : takeLeft(width); }
    QRect takeEnd(int width) { return m_isMirrored ? takeLeft(width) : takeRight(width); }
    QRect takeLeft(int width)
    {
        const QRect taken(m_rest.left(), m_rest.top(), width, m_rest.height());
        m_rest.setLeft(m_rest.left() + width);
        return taken;
    }
    QRect takeRight(int width)
    {
        const QRect taken(m_rest.right() - width + 1, m_rest.top(), width, m_rest.height());
        m_rest.setRight(m_rest.right() - width);
        return taken;
    }
    void drawText(const QRect &place, const QString &text, const QFont &font, ColorRole role)
    {
        m_painter.setFont(font);
        m_painter.setPen(Theme::instance().color(role));
        m_painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
    }

    QPainter &m_painter;
    QRect m_rest;
    bool m_isMirrored;
};

Tone environmentTone(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return {.color = ColorRole::Muted, .icon = "code-slash"_L1};
    case Environment::Staging:
        return {.color = ColorRole::Pending, .icon = "boxes"_L1};
    case Environment::Production:
        break;
    }
    return {.color = ColorRole::Error, .icon = "shield-exclamation"_L1};
}

QString factsOf(const QModelIndex &index, const ConnectionRow &row)
{
    const auto cell = [&index](ConnectionProfileModel::Column column) {
        return index.siblingAtColumn(static_cast<int>(column)).data().toString();
    };
    QStringList facts{cell(ConnectionProfileModel::Column::Version),
                      cell(ConnectionProfileModel::Column::RoundTrip)};
    if (row.profile.hasKeptSecrets)
        facts.append(WelcomeText::tr("token in the keychain"));
    const QString used = cell(ConnectionProfileModel::Column::LastUsed);
    facts.append(used.isEmpty() ? WelcomeText::tr("never used") : WelcomeText::tr("used %1").arg(used));
    facts.removeAll(QString());
    return facts.join(dot);
}

} // namespace

Tone presenceTone(ConnectionRow::Presence presence)
{
    switch (presence) {
    case ConnectionRow::Presence::Open:
        return tone::running;
    case ConnectionRow::Presence::Online:
        return tone::ready;
    case ConnectionRow::Presence::Offline:
        return {.color = ColorRole::Muted, .icon = "wifi-off"_L1};
    case ConnectionRow::Presence::Asking:
        return tone::starting;
    case ConnectionRow::Presence::Unknown:
        break;
    }
    return tone::unknown;
}

void ConnectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ConnectionProfileModel *>(index.model());
    if (!model)
        return;
    const ConnectionRow &row = model->rowAt(index.row());
    QStyleOptionViewItem background = option;
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);

    const bool isMirrored = option.direction == Qt::RightToLeft;
    painter->save();
    if (!row.profile.colour.isEmpty()) {
        const int x = isMirrored ? option.rect.right() - stripeWidth : option.rect.left() + 1;
        painter->fillRect(QRect(x, option.rect.top() + 4, stripeWidth, option.rect.height() - 8),
                          QColor(row.profile.colour));
    }
    QFont strong = option.font;
    strong.setWeight(QFont::DemiBold);
    const QRect area =
        option.rect.adjusted(metrics::space4, metrics::space2, -metrics::space3, -metrics::space2);
    const int upperHeight = QFontMetrics(strong).height();
    Line upper(*painter, {area.left(), area.top(), area.width(), upperHeight}, option.direction);
    upper.drawEnd(presenceTone(row.presence), presenceWord(row.presence), option.font);
    upper.drawStart(row.profile.name, strong, ColorRole::Text);
    upper.skip(metrics::space4);
    const Tone tone = environmentTone(row.profile.environment);
    upper.drawIcon(tone.icon, tone.color);
    upper.drawStart(environmentWord(row.profile.environment), option.font, tone.color);
    if (row.profile.startsReadOnly()) {
        upper.skip(metrics::space3);
        upper.drawIcon("lock-fill"_L1, ColorRole::Muted);
        upper.drawStart(WelcomeText::tr("read-only"), option.font, ColorRole::Muted);
    }
    Line lower(*painter, {area.left(), area.bottom() - upperHeight + 1, area.width(), upperHeight},
               option.direction);
    lower.drawEnd(factsOf(index, row), fonts::small(), ColorRole::Muted);
    lower.drawStart(row.profile.endpoint.display(), option.font, ColorRole::Muted);
    painter->restore();
}

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    constexpr int widthMin = 320;
    return {widthMin, 2 * QFontMetrics(option.font).height() + 2 * metrics::space2 + metrics::space1};
}

} // namespace rove::ui
