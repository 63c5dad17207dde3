// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/controls.h"

#include "ui/style/metrics.h"
#include "ui/style/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QStyleOption>

namespace rove::ui::controls {
namespace {

using enum ColorRole;

constexpr qreal hoverShare = 0.5;
constexpr int chevronReach = 4;
constexpr qreal sortMarkHeight = 5;
constexpr int sliderGrooveWidth = 6;
constexpr qreal sliderHandleLineWidth = 1.5;

const Theme &theme()
{
    return Theme::instance();
}

bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

/// Outlines lie on whole pixels whatever the rectangle's size.
QRectF outlined(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

void roundedBox(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &line)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(line.isValid() ? outlined(rect) : QRectF(rect), metrics::cornerRadius,
                            metrics::cornerRadius);
    painter.restore();
}

QColor buttonFill(const QStyleOption &option)
{
    const ColorRole rest = theme().isDark() ? Panel : Base;
    if (!has(option, QStyle::State_Enabled))
        return theme().color(Window);
    if (has(option, QStyle::State_Sunken) || has(option, QStyle::State_On))
        return theme().color(Selection);
    if (has(option, QStyle::State_MouseOver))
        return theme().blended(Selection, rest, hoverShare);
    return theme().color(rest);
}

QColor outline(const QStyleOption &option)
{
    if (has(option, QStyle::State_Enabled))
        return theme().color(BorderStrong);
    // With high contrast all lines are alike, and what cannot be used has the system's colour for that.
    return theme().hasTints() ? theme().color(Border)
                              : option.palette.color(QPalette::Disabled, QPalette::Text);
}

QColor primaryFill(const QStyleOption &option)
{
    if (has(option, QStyle::State_Sunken))
        return theme().blended(Accent, Text, 0.8);
    if (has(option, QStyle::State_MouseOver))
        return theme().blended(Accent, Text, 0.9);
    return theme().color(Accent);
}

void polyline(QPainter &painter, const QList<QPointF> &points, const QColor &color, qreal width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(points.constData(), int(points.size()));
    painter.restore();
}

void chevron(QPainter &painter, const QPointF &center, Qt::ArrowType direction, const QColor &color)
{
    const qreal half = chevronReach / 2.0;
    const auto at = [&center](qreal x, qreal y) { return center + QPointF(x, y); };
    switch (direction) {
    case Qt::UpArrow:
        return polyline(painter, {at(-chevronReach, half), at(0, -half), at(chevronReach, half)}, color, 1.4);
    case Qt::DownArrow:
        return polyline(painter, {at(-chevronReach, -half), at(0, half), at(chevronReach, -half)}, color,
                        1.4);
    case Qt::LeftArrow:
        return polyline(painter, {at(half, -chevronReach), at(-half, 0), at(half, chevronReach)}, color, 1.4);
    case Qt::RightArrow:
        return polyline(painter, {at(-half, -chevronReach), at(half, 0), at(-half, chevronReach)}, color,
                        1.4);
    case Qt::NoArrow:
        return;
    }
}

QColor chevronColor(const QStyleOption &option)
{
    return has(option, QStyle::State_Enabled) ? theme().color(Muted) : theme().blended(Muted, Window, 0.5);
}

void focusRing(QPainter &painter, const QRect &rect, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, metrics::focusRingWidth));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), metrics::cornerRadius - 1,
                            metrics::cornerRadius - 1);
    painter.restore();
}

} // namespace

void paintFocusRing(QPainter &painter, const QRect &rect)
{
    focusRing(painter, rect, theme().color(Focus));
}

void paintPushButton(QPainter &painter, const QStyleOptionButton &option)
{
    const bool flat = option.features.testFlag(QStyleOptionButton::Flat);
    const bool primary =
        option.features.testFlag(QStyleOptionButton::DefaultButton) && has(option, QStyle::State_Enabled);
    if (primary)
        roundedBox(painter, option.rect, primaryFill(option), {});
    else if (!flat)
        roundedBox(painter, option.rect, buttonFill(option), outline(option));
    else if (has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken))
        roundedBox(painter, option.rect, theme().color(Selection), {});
    if (!has(option, QStyle::State_HasFocus) || !has(option, QStyle::State_KeyboardFocusChange))
        return;
    // A ring in the colour of the fill would not be seen.
    if (primary)
        focusRing(painter, option.rect.adjusted(2, 2, -2, -2), theme().color(AccentText));
    else
        paintFocusRing(painter, option.rect);
}

void paintToolButton(QPainter &painter, const QStyleOption &option)
{
    if (!has(option, QStyle::State_AutoRaise))
        return roundedBox(painter, option.rect, buttonFill(option), outline(option));
    if (!has(option, QStyle::State_Enabled))
        return;
    if (has(option, QStyle::State_On) || has(option, QStyle::State_Sunken))
        roundedBox(painter, option.rect, theme().color(Selection), {});
    else if (has(option, QStyle::State_MouseOver))
        roundedBox(painter, option.rect, theme().blended(Selection, Window, hoverShare), {});
}

void paintField(QPainter &painter, const QStyleOption &option)
{
    const QColor fill = option.palette.color(QPalette::Base);
    roundedBox(painter, option.rect, fill, outline(option));
    if (has(option, QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect);
}

void paintFrame(QPainter &painter, const QStyleOption &option)
{
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(&option);
    if (frame && frame->lineWidth == 0)
        return;
    painter.save();
    painter.setPen(theme().color(has(option, QStyle::State_HasFocus) ? Focus : Border));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void paintPopup(QPainter &painter, const QRect &rect)
{
    painter.save();
    painter.setPen(theme().color(BorderStrong));
    painter.setBrush(theme().color(Base));
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void paintCheckBox(QPainter &painter, const QStyleOption &option)
{
    const bool partly = has(option, QStyle::State_NoChange);
    const bool filled = (has(option, QStyle::State_On) || partly) && has(option, QStyle::State_Enabled);
    const QColor fill = filled ? theme().color(Accent) : option.palette.color(QPalette::Base);
    const QRect box = option.rect;
    roundedBox(painter, box, fill, filled ? theme().color(Accent) : outline(option));
    if (!partly && !has(option, QStyle::State_On))
        return;
    const QColor sign = filled ? theme().color(AccentText) : theme().color(Muted);
    const qreal unit = box.width() / 16.0;
    const QPointF origin = box.topLeft();
    const auto at = [&](qreal x, qreal y) { return origin + QPointF(x, y) * unit; };
    if (partly)
        polyline(painter, {at(4, 8), at(12, 8)}, sign, 2 * unit);
    else
        polyline(painter, {at(4, 8.4), at(7, 11.2), at(12, 5)}, sign, 1.9 * unit);
}

void paintRadioButton(QPainter &painter, const QStyleOption &option)
{
    const bool on = has(option, QStyle::State_On);
    const QColor mark = has(option, QStyle::State_Enabled) ? theme().color(Accent) : theme().color(Muted);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on ? mark : outline(option), 1));
    painter.setBrush(option.palette.color(QPalette::Base));
    painter.drawEllipse(outlined(option.rect));
    if (on) {
        const qreal inset = option.rect.width() * 0.26;
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark);
        painter.drawEllipse(QRectF(option.rect).adjusted(inset, inset, -inset, -inset));
    }
    painter.restore();
}

void paintBranch(QPainter &painter, const QStyleOption &option)
{
    if (!has(option, QStyle::State_Children))
        return;
    const bool leftward = option.direction == Qt::RightToLeft;
    const Qt::ArrowType closed = leftward ? Qt::LeftArrow : Qt::RightArrow;
    const bool open = has(option, QStyle::State_Open);
    const QColor color = theme().color(has(option, QStyle::State_MouseOver) ? Text : Muted);
    chevron(painter, QRectF(option.rect).center(), open ? Qt::DownArrow : closed, color);
}

void paintChevron(QPainter &painter, const QStyleOption &option, Qt::ArrowType direction)
{
    chevron(painter, QRectF(option.rect).center(), direction, chevronColor(option));
}

/// Solid, so that it is seen in a line of quiet titles.
void paintSortMark(QPainter &painter, const QStyleOption &option, Qt::ArrowType direction)
{
    const QPointF center = QRectF(option.rect).center();
    const qreal tip = direction == Qt::UpArrow ? -sortMarkHeight / 2 : sortMarkHeight / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().color(Muted));
    painter.drawPolygon(QPolygonF{center + QPointF(-chevronReach, -tip), center + QPointF(0, tip),
                                  center + QPointF(chevronReach, -tip)});
    painter.restore();
}

void paintItemRow(QPainter &painter, const QStyleOptionViewItem &option)
{
    if (option.features.testFlag(QStyleOptionViewItem::Alternate))
        painter.fillRect(option.rect, option.palette.brush(QPalette::AlternateBase));
    if (has(option, QStyle::State_Selected) && option.showDecorationSelected)
        painter.fillRect(option.rect, option.palette.brush(QPalette::Highlight));
}

void paintItem(QPainter &painter, const QStyleOptionViewItem &option)
{
    if (has(option, QStyle::State_Selected)) {
        painter.fillRect(option.rect, option.palette.brush(QPalette::Highlight));
        return;
    }
    if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
    if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled) && theme().hasTints()) {
        QColor tint = theme().color(Selection);
        tint.setAlphaF(float(hoverShare));
        painter.fillRect(option.rect, tint);
    }
}

void paintHeaderSection(QPainter &painter, const QStyleOptionHeader &option)
{
    painter.fillRect(option.rect, theme().color(Panel));
    const bool pressed = has(option, QStyle::State_Sunken);
    if (pressed || has(option, QStyle::State_MouseOver))
        painter.fillRect(option.rect, theme().blended(Selection, Panel, pressed ? 1 : hoverShare));
    painter.save();
    painter.setPen(theme().color(Border));
    const QRect r = option.rect;
    if (option.orientation == Qt::Horizontal) {
        painter.drawLine(r.bottomLeft(), r.bottomRight());
        const bool last = option.position == QStyleOptionHeader::End ||
                          option.position == QStyleOptionHeader::OnlyOneSection;
        const int x = option.direction == Qt::RightToLeft ? r.left() : r.right();
        if (!last)
            painter.drawLine(x, r.top() + metrics::space1, x, r.bottom() - metrics::space1);
    } else {
        painter.drawLine(r.topRight(), r.bottomRight());
    }
    painter.restore();
}

void paintHeaderEmptyArea(QPainter &painter, const QRect &rect)
{
    painter.fillRect(rect, theme().color(Panel));
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme().color(Border));
}

void paintSplitter(QPainter &painter, const QStyleOption &option)
{
    // QStyle::State_Horizontal tells which way the panes lie, so the line runs across it.
    const bool upright = has(option, QStyle::State_Horizontal);
    paintLine(painter, option.rect, upright ? Qt::Vertical : Qt::Horizontal);
}

void paintMenuBarItem(QPainter &painter, const QStyleOption &option)
{
    painter.fillRect(option.rect, theme().color(Window));
    if (!has(option, QStyle::State_Enabled))
        return;
    if (has(option, QStyle::State_Selected) || has(option, QStyle::State_Sunken))
        roundedBox(painter, option.rect.adjusted(1, 2, -1, -2), theme().color(Selection), {});
}

void paintToolBar(QPainter &painter, const QRect &rect)
{
    painter.fillRect(rect, theme().color(Window));
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme().color(Border));
}

void paintProgressGroove(QPainter &painter, const QRect &rect)
{
    roundedBox(painter, rect, theme().color(Base), theme().color(BorderStrong));
}

void paintProgress(QPainter &painter, const QStyleOptionProgressBar &option)
{
    const qint64 range = qint64(option.maximum) - option.minimum;
    if (range <= 0)
        return;
    const qreal share = std::clamp(qreal(option.progress - option.minimum) / qreal(range), 0.0, 1.0);
    const QRect r = option.rect;
    const int width = int(std::lround(r.width() * share));
    const QRect filled(option.direction == Qt::RightToLeft ? r.right() - width + 1 : r.left(), r.top(), width,
                       r.height());
    if (width > 0)
        roundedBox(painter, filled, theme().color(Accent), {});
}

void paintTab(QPainter &painter, const QStyleOptionTab &option)
{
    const bool chosen = has(option, QStyle::State_Selected);
    const bool upright = option.shape == QTabBar::RoundedWest || option.shape == QTabBar::RoundedEast;
    if (!chosen && has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        roundedBox(painter, option.rect.adjusted(1, 3, -1, -3),
                   theme().blended(Selection, Window, hoverShare), {});
    const QRect r = option.rect;
    const QRect edge = upright ? QRect(r.right() - 1, r.top(), 2, r.height())
                               : QRect(r.left(), r.bottom() - 1, r.width(), 2);
    if (chosen)
        painter.fillRect(edge, theme().color(Accent));
    if (has(option, QStyle::State_HasFocus))
        paintFocusRing(painter, r.adjusted(2, 2, -2, -3));
}

void paintLine(QPainter &painter, const QRect &rect, Qt::Orientation orientation)
{
    const QColor color = theme().color(Border);
    if (orientation == Qt::Vertical)
        painter.fillRect(QRect(rect.center().x(), rect.top(), 1, rect.height()), color);
    else
        painter.fillRect(QRect(rect.left(), rect.center().y(), rect.width(), 1), color);
}

void paintComboBox(QPainter &painter, const QStyleOptionComboBox &option, const QRect &arrow)
{
    if (option.frame) {
        const QColor fill = option.editable ? option.palette.color(QPalette::Base) : buttonFill(option);
        roundedBox(painter, option.rect, fill, outline(option));
        if (has(option, QStyle::State_HasFocus))
            paintFocusRing(painter, option.rect);
    } else {
        painter.fillRect(option.rect, option.palette.brush(QPalette::Base));
    }
    chevron(painter, QRectF(arrow).center(), Qt::DownArrow, chevronColor(option));
}

void paintSpinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down)
{
    if (option.frame)
        roundedBox(painter, option.rect, option.palette.color(QPalette::Base), outline(option));
    else
        painter.fillRect(option.rect, option.palette.brush(QPalette::Base));
    const auto button = [&](const QRect &rect, QStyle::SubControl part,
                            QAbstractSpinBox::StepEnabledFlag step, Qt::ArrowType direction) {
        if (rect.isEmpty())
            return;
        const bool isUsable = option.stepEnabled.testFlag(step) && has(option, QStyle::State_Enabled);
        if (isUsable && option.activeSubControls.testFlag(part)) {
            const bool isPressed = has(option, QStyle::State_Sunken);
            roundedBox(painter, rect.adjusted(1, 1, -1, -1),
                       theme().blended(Selection, Base, isPressed ? 1 : hoverShare), {});
        }
        chevron(painter, QRectF(rect).center(), direction,
                isUsable ? theme().color(Muted) : theme().blended(Muted, Base, 0.4));
    };
    button(up, QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Qt::UpArrow);
    button(down, QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Qt::DownArrow);
    if (option.frame && has(option, QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect);
}

void paintScrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &slider)
{
    painter.fillRect(option.rect, option.palette.brush(QPalette::Base));
    if (option.minimum == option.maximum)
        return;
    const bool held = option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider) &&
                      (has(option, QStyle::State_Sunken) || has(option, QStyle::State_MouseOver));
    QRectF pill = QRectF(slider).adjusted(3, 3, -3, -3);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(held ? theme().color(BorderStrong) : theme().blended(BorderStrong, Base, 0.6));
    const qreal radius = std::min(pill.width(), pill.height()) / 2;
    painter.drawRoundedRect(pill, radius, radius);
    painter.restore();
}

void paintSlider(QPainter &painter, const QStyleOptionSlider &option, const QRect &groove,
                 const QRect &handle)
{
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const bool isHorizontal = option.orientation == Qt::Horizontal;
    const QPoint center = handle.center();
    const int reach = sliderGrooveWidth / 2;
    const QRect bar = isHorizontal
                          ? QRect(groove.left(), center.y() - reach + 1, groove.width(), sliderGrooveWidth)
                          : QRect(center.x() - reach + 1, groove.top(), sliderGrooveWidth, groove.height());
    roundedBox(painter, bar, theme().color(isEnabled ? Base : Window), outline(option));
    QRect filled = bar;
    if (isHorizontal && !option.upsideDown)
        filled.setRight(center.x());
    else if (isHorizontal)
        filled.setLeft(center.x());
    else if (option.upsideDown)
        filled.setTop(center.y());
    else
        filled.setBottom(center.y());
    roundedBox(painter, filled, isEnabled ? theme().color(Accent) : outline(option), {});

    const bool isTouched = isEnabled && option.activeSubControls.testFlag(QStyle::SC_SliderHandle);
    const bool isHeld = isTouched && has(option, QStyle::State_Sunken);
    const bool isUnderPointer = isTouched && has(option, QStyle::State_MouseOver);
    const QColor line = isHeld || isUnderPointer ? theme().color(Accent) : outline(option);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, sliderHandleLineWidth));
    QStyleOption knob = option;
    knob.state.setFlag(QStyle::State_Sunken, isHeld);
    knob.state.setFlag(QStyle::State_MouseOver, isUnderPointer);
    painter.setBrush(buttonFill(knob));
    const qreal radius = (std::min(handle.width(), handle.height()) - sliderHandleLineWidth) / 2.0;
    painter.drawEllipse(QRectF(handle).center(), radius, radius);
    painter.restore();
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, option.rect);
}

} // namespace rove::ui::controls
