// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/controls.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/style/toolbuttonshape.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QStyleOption>

#include <algorithm>

// Which control is drawn how; the pictures themselves are in controls.cpp.
namespace rove::ui {
namespace {

constexpr int progressHeight = 8;
constexpr int iconGap = 6;

/// Icon and text from the leading end, with a gap. Qt's own label has hardly one, and in a window from right
/// to left it leaves the text at the far end, under the arrow.
void drawBesideLabel(const QStyle &style, const QStyleOptionToolButton &option, QPainter *painter,
                     const QWidget *widget)
{
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const QRect r = option.rect.adjusted(metrics::space1 + 1, 0, -metrics::space1, 0);
    const QRect picture(r.left(), r.top() + (r.height() - option.iconSize.height()) / 2,
                        option.iconSize.width(), option.iconSize.height());
    option.icon.paint(painter, QStyle::visualRect(option.direction, option.rect, picture), Qt::AlignCenter,
                      isEnabled ? QIcon::Normal : QIcon::Disabled,
                      option.state.testFlag(QStyle::State_On) ? QIcon::On : QIcon::Off);
    const QRect text = r.adjusted(picture.width() + iconGap, 0, 0, 0);
    const int mnemonic = style.styleHint(QStyle::SH_UnderlineShortcut, &option, widget)
                             ? Qt::TextShowMnemonic
                             : Qt::TextHideMnemonic;
    const QString shown =
        option.fontMetrics.elidedText(option.text, Qt::ElideRight, text.width(), Qt::TextShowMnemonic);
    style.drawItemText(painter, QStyle::visualRect(option.direction, option.rect, text),
                       int(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)) |
                           Qt::AlignAbsolute | Qt::TextSingleLine | mnemonic,
                       option.palette, isEnabled, shown, QPalette::ButtonText);
}

} // namespace

bool Style::drawItemPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter &painter)
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
    switch (element) {
    case PE_PanelItemViewRow:
        if (item)
            controls::paintItemRow(painter, *item);
        return item;
    case PE_PanelItemViewItem:
        if (item)
            controls::paintItem(painter, *item);
        return item;
    case PE_FrameFocusRect:
        // In a list the selection tells where one is; the ring is for the keyboard, or where the two differ.
        if (!item || !option->state.testFlag(State_Selected) ||
            option->state.testFlag(State_KeyboardFocusChange))
            controls::paintFocusRing(painter, option->rect);
        return true;
    case PE_IndicatorBranch:
        controls::paintBranch(painter, *option);
        return true;
    case PE_IndicatorItemViewItemCheck:
        controls::paintCheckBox(painter, *option);
        return true;
    default:
        return false;
    }
}

bool Style::drawFramePrimitive(PrimitiveElement element, const QStyleOption *option, QPainter &painter)
{
    switch (element) {
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth == 0)
            painter.fillRect(option->rect, option->palette.brush(QPalette::Base));
        else
            controls::paintField(painter, *option);
        return true;
    }
    case PE_FrameLineEdit:
        return true;
    case PE_Frame:
    case PE_FrameGroupBox:
        controls::paintFrame(painter, *option);
        return true;
    case PE_FrameMenu:
    case PE_PanelMenu:
    case PE_PanelTipLabel:
        controls::paintPopup(painter, option->rect);
        return true;
    case PE_FrameTabBarBase:
        painter.fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                         Theme::instance().color(ColorRole::Border));
        return true;
    case PE_FrameStatusBarItem:
    case PE_PanelMenuBar:
        return true;
    case PE_FrameTabWidget:
        controls::paintLine(painter, QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)),
                            Qt::Horizontal);
        return true;
    case PE_PanelStatusBar:
        painter.fillRect(QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)),
                         Theme::instance().color(ColorRole::Border));
        return true;
    case PE_IndicatorToolBarSeparator: {
        const bool upright = option->state.testFlag(State_Horizontal);
        const QRect line =
            option->rect.adjusted(0, upright ? metrics::space1 : 0, 0, upright ? -metrics::space1 : 0);
        controls::paintLine(painter, line, upright ? Qt::Vertical : Qt::Horizontal);
        return true;
    }
    default:
        return false;
    }
}

bool Style::drawButtonPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter &painter)
{
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button)
            controls::paintPushButton(painter, *button);
        return button;
    }
    case PE_PanelButtonTool:
        controls::paintToolButton(painter, *option);
        return true;
    case PE_IndicatorCheckBox:
        controls::paintCheckBox(painter, *option);
        return true;
    case PE_IndicatorRadioButton:
        controls::paintRadioButton(painter, *option);
        return true;
    case PE_IndicatorArrowDown:
        controls::paintChevron(painter, *option, Qt::DownArrow);
        return true;
    case PE_IndicatorArrowUp:
        controls::paintChevron(painter, *option, Qt::UpArrow);
        return true;
    case PE_IndicatorArrowLeft:
        controls::paintChevron(painter, *option, Qt::LeftArrow);
        return true;
    case PE_IndicatorArrowRight:
        controls::paintChevron(painter, *option, Qt::RightArrow);
        return true;
    case PE_IndicatorHeaderArrow: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (header && header->sortIndicator != QStyleOptionHeader::None)
            controls::paintSortMark(painter, *option,
                                    header->sortIndicator == QStyleOptionHeader::SortUp ? Qt::UpArrow
                                                                                        : Qt::DownArrow);
        return true;
    }
    default:
        return false;
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    if (!drawItemPrimitive(element, option, *painter) && !drawFramePrimitive(element, option, *painter) &&
        !drawButtonPrimitive(element, option, *painter))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

/// Icon and text in the middle, with a gap that lets both breathe.
void Style::drawPushButtonLabel(const QStyleOptionButton &option, QPainter *painter,
                                const QWidget *widget) const
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool primary = enabled && option.features.testFlag(QStyleOptionButton::DefaultButton);
    QPalette palette = option.palette;
    if (primary)
        palette.setColor(QPalette::ButtonText, Theme::instance().color(ColorRole::AccentText));
    const QSize picture = option.icon.isNull() ? QSize(0, 0) : option.iconSize;
    const int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine |
                      (proxy()->styleHint(SH_UnderlineShortcut, &option, widget) ? Qt::TextShowMnemonic
                                                                                 : Qt::TextHideMnemonic);
    const int text = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const int gap = picture.isEmpty() || option.text.isEmpty() ? 0 : iconGap;
    const bool hasMenu = option.features.testFlag(QStyleOptionButton::HasMenu);
    const int arrow = hasMenu ? pixelMetric(PM_MenuButtonIndicator, &option, widget) : 0;
    const QRect r = option.rect.adjusted(0, 0, -arrow, 0);
    const int left = r.left() + std::max(0, (r.width() - picture.width() - gap - text) / 2);
    const QRect iconArea(left, r.top() + (r.height() - picture.height()) / 2, picture.width(),
                         picture.height());
    const QRect textArea(left + picture.width() + gap, r.top(), text + 1, r.height());
    if (!picture.isEmpty())
        option.icon.paint(painter, visualRect(option.direction, option.rect, iconArea), Qt::AlignCenter,
                          enabled ? QIcon::Normal : QIcon::Disabled);
    proxy()->drawItemText(painter, visualRect(option.direction, option.rect, textArea), flags, palette,
                          enabled, option.text, QPalette::ButtonText);
}

/// The text of a progress bar stands beside the bar, never on it.
void Style::drawProgressBar(const QStyleOptionProgressBar &option, QPainter *painter) const
{
    const QRect r = option.rect;
    const int text =
        option.textVisible ? option.fontMetrics.horizontalAdvance(option.text) + metrics::space2 : 0;
    const int height = std::min(progressHeight, r.height());
    QStyleOptionProgressBar bar = option;
    bar.rect = visualRect(option.direction, r,
                          QRect(r.left(), r.top() + (r.height() - height) / 2, r.width() - text, height));
    controls::paintProgressGroove(*painter, bar.rect);
    controls::paintProgress(*painter, bar);
    const QRect label =
        visualRect(option.direction, r, QRect(r.right() - text + 1, r.top(), text, r.height()));
    if (text > 0)
        proxy()->drawItemText(painter, label, Qt::AlignVCenter | Qt::AlignRight, option.palette,
                              option.state.testFlag(State_Enabled), option.text, QPalette::WindowText);
}

/// The whole button as one surface: label, then an arrow, with a line between where they do different things.
void Style::drawToolButton(const QStyleOptionToolButton &option, QPainter *painter,
                           const QWidget *widget) const
{
    const bool splits = option.features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
    const int arrow = splits ? pixelMetric(PM_MenuButtonIndicator, &option, widget)
                      : toolbutton::showsArrowBeside(option) ? toolbutton::arrowWidth
                                                             : 0;
    QStyleOptionToolButton label = option;
    controls::paintToolButton(*painter, label);
    const QRect r = option.rect;
    label.rect = visualRect(option.direction, r, r.adjusted(0, 0, -arrow, 0));
    label.features.setFlag(QStyleOptionToolButton::HasMenu, false);
    const bool showsArrowAlone = option.features.testFlag(QStyleOptionToolButton::Arrow);
    if (toolbutton::hasBoth(label) && !showsArrowAlone)
        drawBesideLabel(*proxy(), label, painter, widget);
    else
        proxy()->drawControl(CE_ToolButtonLabel, &label, painter, widget);
    if (arrow > 0) {
        QStyleOptionToolButton part = option;
        part.rect = visualRect(option.direction, r, QRect(r.right() - arrow + 1, r.top(), arrow, r.height()));
        if (splits)
            controls::paintLine(
                *painter, part.rect.adjusted(0, metrics::space1, -part.rect.width() + 1, -metrics::space1),
                Qt::Vertical);
        controls::paintChevron(*painter, part, Qt::DownArrow);
    }
    if (option.state.testFlag(State_HasFocus) && option.state.testFlag(State_KeyboardFocusChange))
        controls::paintFocusRing(*painter, r);
}

void Style::drawHeaderLabel(const QStyleOptionHeader &option, QPainter *painter, const QWidget *widget) const
{
    // Headers name, they do not shout: muted, and never bold for the column of the current cell.
    QStyleOptionHeaderV2 label;
    static_cast<QStyleOptionHeader &>(label) = option;
    label.palette.setColor(QPalette::ButtonText, Theme::instance().color(ColorRole::Muted));
    label.state.setFlag(State_On, false);
    if (label.icon.isNull())
        label.text = label.fontMetrics.elidedText(label.text, Qt::ElideRight, label.rect.width());
    QProxyStyle::drawControl(CE_HeaderLabel, &label, painter, widget);
}

void Style::drawMenuBarItem(const QStyleOptionMenuItem &option, QPainter *painter,
                            const QWidget *widget) const
{
    controls::paintMenuBarItem(*painter, option);
    int flags = Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine;
    if (!proxy()->styleHint(SH_UnderlineShortcut, &option, widget))
        flags |= Qt::TextHideMnemonic;
    proxy()->drawItemText(painter, option.rect, flags, option.palette, option.state.testFlag(State_Enabled),
                          option.text, QPalette::WindowText);
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        return drawPushButtonLabel(*qstyleoption_cast<const QStyleOptionButton *>(option), painter, widget);
    case CE_HeaderSection:
        return controls::paintHeaderSection(*painter, *qstyleoption_cast<const QStyleOptionHeader *>(option));
    case CE_HeaderLabel:
        return drawHeaderLabel(*qstyleoption_cast<const QStyleOptionHeader *>(option), painter, widget);
    case CE_HeaderEmptyArea:
        return controls::paintHeaderEmptyArea(*painter, option->rect);
    case CE_Splitter:
        return controls::paintSplitter(*painter, *option);
    case CE_MenuBarItem:
        return drawMenuBarItem(*qstyleoption_cast<const QStyleOptionMenuItem *>(option), painter, widget);
    case CE_MenuBarEmptyArea:
        return painter->fillRect(option->rect, Theme::instance().color(ColorRole::Window));
    case CE_ToolBar:
        return controls::paintToolBar(*painter, option->rect);
    case CE_ProgressBar:
        return drawProgressBar(*qstyleoption_cast<const QStyleOptionProgressBar *>(option), painter);
    case CE_TabBarTabShape:
        return controls::paintTab(*painter, *qstyleoption_cast<const QStyleOptionTab *>(option));
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            if (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)
                return controls::paintLine(*painter, option->rect,
                                           frame->frameShape == QFrame::VLine ? Qt::Vertical
                                                                              : Qt::Horizontal);
        }
        [[fallthrough]];
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
        return controls::paintComboBox(*painter, *qstyleoption_cast<const QStyleOptionComboBox *>(option),
                                       arrow);
    }
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        control == CC_SpinBox && spin) {
        const bool hasButtons = spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        const auto part = [&](SubControl which) {
            return hasButtons ? proxy()->subControlRect(CC_SpinBox, option, which, widget) : QRect();
        };
        return controls::paintSpinBox(*painter, *spin, part(SC_SpinBoxUp), part(SC_SpinBoxDown));
    }
    if (control == CC_ToolButton)
        return drawToolButton(*qstyleoption_cast<const QStyleOptionToolButton *>(option), painter, widget);
    if (control == CC_ScrollBar) {
        const QRect slider = proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
        return controls::paintScrollBar(*painter, *qstyleoption_cast<const QStyleOptionSlider *>(option),
                                        slider);
    }
    if (control == CC_Slider)
        return drawSlider(*qstyleoption_cast<const QStyleOptionSlider *>(option), painter, widget);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::drawSlider(const QStyleOptionSlider &option, QPainter *painter, const QWidget *widget) const
{
    if (option.subControls.testFlag(SC_SliderTickmarks)) {
        QStyleOptionSlider ticks = option;
        ticks.subControls = SC_SliderTickmarks;
        QProxyStyle::drawComplexControl(CC_Slider, &ticks, painter, widget);
    }
    controls::paintSlider(*painter, option,
                          proxy()->subControlRect(CC_Slider, &option, SC_SliderGroove, widget),
                          proxy()->subControlRect(CC_Slider, &option, SC_SliderHandle, widget));
}

} // namespace rove::ui
