// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/balancedlabel.h"

#include <QtCore/QEvent>
#include <QtGui/QFontMetrics>

#include <algorithm>

namespace rove::ui {
namespace {

/// Enough for any sentence; the height is what is asked for.
constexpr int heightMax = 1 << 20;
constexpr int widthMin = 40;
/// QLabel lays out its text a little wider than it measures.
constexpr int slack = 2;

} // namespace

BalancedLabel::BalancedLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

void BalancedLabel::setText(const QString &text)
{
    QLabel::setText(text);
    balance();
}

int BalancedLabel::textHeight(int width) const
{
    return fontMetrics().boundingRect(QRect(0, 0, width, heightMax), Qt::TextWordWrap, text()).height();
}

int BalancedLabel::balancedWidth(int width) const
{
    const int wanted = textHeight(width);
    if (width <= widthMin || wanted <= fontMetrics().height())
        return width;
    int tooNarrow = widthMin;
    int fits = width;
    while (fits - tooNarrow > 1) {
        const int middle = (fits + tooNarrow) / 2;
        (textHeight(middle) > wanted ? tooNarrow : fits) = middle;
    }
    return fits;
}

int BalancedLabel::heightForWidth(int width) const
{
    return textHeight(std::max(1, width));
}

QSize BalancedLabel::sizeHint() const
{
    const int natural = fontMetrics().horizontalAdvance(text()) + slack;
    const int width = std::min(natural, maximumWidth());
    return {width, heightForWidth(width)};
}

QSize BalancedLabel::minimumSizeHint() const
{
    return {widthMin, fontMetrics().height()};
}

void BalancedLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    balance();
}

void BalancedLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        balance();
}

void BalancedLabel::balance()
{
    const int spare = std::max(0, width() - std::min(width(), balancedWidth(width()) + slack));
    const bool isCentred = alignment().testFlag(Qt::AlignHCenter);
    const int left = isCentred ? spare / 2 : 0;
    setContentsMargins(left, 0, spare - left, 0);
}

} // namespace rove::ui
