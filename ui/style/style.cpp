// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"

#include "ui/style/controls.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/style/tone.h"
#include "ui/style/zoom.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QToolTip>

namespace rove::ui {
namespace {

constexpr int controlHeight = 26;
constexpr int scrollBarExtent = 12;
constexpr int checkBoxExtent = 16;
constexpr int itemPadding = 5;
constexpr int buttonPadding = 10;
constexpr int comboArrowWidth = 24;
constexpr int arrowWidth = 14;
constexpr int progressHeight = 8;
constexpr int iconGap = 6;

bool wantsHover(const QWidget *widget)
{
    return qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QHeaderView *>(widget) ||
           qobject_cast<const QComboBox *>(widget);
}

template <class Option>
Option cast(const QStyleOption *option)
{
    return qstyleoption_cast<Option>(option);
}

/// A button that only opens a menu; one that does more has a part of its own for the arrow.
bool showsArrowBeside(const QStyleOptionToolButton &button)
{
    return button.features.testFlag(QStyleOptionToolButton::HasMenu) &&
           !button.features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
}

/// A tool button whose text stands beside its icon.
bool hasBoth(const QStyleOptionToolButton &button)
{
    return button.toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button.icon.isNull() &&
           !button.text.isEmpty();
}

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

Style::Style()
    : QProxyStyle(QStringLiteral("fusion"))
{
    // Tool tips keep a palette of their own.
    QToolTip::setPalette(QGuiApplication::palette());
    connect(&Theme::instance(), &Theme::changed, this, [] {
        QToolTip::setPalette(QGuiApplication::palette());
        for (QWidget *window : QApplication::topLevelWidgets())
            window->update();
    });
}

Style *Style::instance()
{
    return qobject_cast<Style *>(QApplication::style());
}

int Style::rowHeight(Density density)
{
    switch (density) {
    case Density::Compact:
        return zoomed(20);
    case Density::Normal:
        return zoomed(24);
    case Density::Comfortable:
        return zoomed(30);
    }
    return zoomed(24);
}

void Style::setDensity(Density density)
{
    if (m_density == density)
        return;
    m_density = density;
    for (QWidget *widget : QApplication::allWidgets()) {
        QEvent change(QEvent::StyleChange);
        if (qobject_cast<QAbstractItemView *>(widget))
            QApplication::sendEvent(widget, &change);
    }
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (wantsHover(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (qobject_cast<QStatusBar *>(widget))
        widget->setContentsMargins(metrics::space2, 0, metrics::space2, 0);
}

void Style::unpolish(QWidget *widget)
{
    if (wantsHover(widget))
        widget->setAttribute(Qt::WA_Hover, false);
    QProxyStyle::unpolish(widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_LineEditIconSize:
        return metrics::iconSize;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return metrics::panePadding;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return metrics::space2;
    case PM_DefaultFrameWidth:
    case PM_SplitterWidth:
    case PM_ToolBarSeparatorExtent:
        return 1;
    case PM_ToolBarItemSpacing:
    case PM_ToolBarItemMargin:
        return metrics::space1;
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_FocusFrameHMargin:
        return itemPadding;
    case PM_HeaderMargin:
        return itemPadding + 1;
    case PM_ButtonMargin:
        return buttonPadding;
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return checkBoxExtent;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_ItemView_ShowDecorationSelected:
    case SH_ComboBox_ListMouseTracking:
    case SH_MenuBar_MouseTracking:
    case SH_Menu_MouseTracking:
        return 1;
    case SH_Widget_Animation_Duration:
        return m_reducesMotion ? 0 : QProxyStyle::styleHint(hint, option, widget, returnData);
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
    case SH_UnderlineShortcut:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_ItemViewItem:
        return size.expandedTo({0, rowHeight(m_density)});
    case CT_HeaderSection:
        return size.expandedTo({0, rowHeight(m_density) + metrics::space1});
    case CT_PushButton: {
        const auto *button = cast<const QStyleOptionButton *>(option);
        const bool hasBoth = button && !button->icon.isNull() && !button->text.isEmpty();
        return (size + QSize(hasBoth ? metrics::space2 : 0, 0)).expandedTo({0, controlHeight});
    }
    case CT_ComboBox:
        return (size + QSize(metrics::space3, 0)).expandedTo({0, controlHeight});
    case CT_LineEdit:
    case CT_SpinBox:
        return size.expandedTo({0, controlHeight});
    case CT_MenuItem: {
        const auto *item = cast<const QStyleOptionMenuItem *>(option);
        const bool separator = item && item->menuItemType == QStyleOptionMenuItem::Separator;
        return separator ? QSize(size.width(), metrics::space2 + 1) : size.expandedTo({0, controlHeight});
    }
    case CT_ToolButton: {
        const auto *button = cast<const QStyleOptionToolButton *>(option);
        const int arrow = button && showsArrowBeside(*button) ? arrowWidth : 0;
        const int gap = button && hasBoth(*button) ? metrics::space1 + 2 : 0;
        return (size + QSize(arrow + gap, 0)).expandedTo({metrics::hitTarget, metrics::hitTarget});
    }
    case CT_MenuBarItem:
        return size + QSize(metrics::space1, metrics::space1);
    default:
        return size;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    switch (element) {
    case SE_TreeViewDisclosureItem: // A click anywhere near the arrow counts.
    case SE_ItemViewItemFocusRect:
        return option->rect;
    case SE_LineEditContents: {
        const auto *frame = cast<const QStyleOptionFrame *>(option);
        return frame && frame->lineWidth > 0 ? rect.adjusted(metrics::space1, 0, -metrics::space1, 0) : rect;
    }
    default:
        return rect;
    }
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    const auto *bar = cast<const QStyleOptionSlider *>(option);
    if (control == CC_ScrollBar && bar)
        return scrollBarPart(*bar, part, pixelMetric(PM_ScrollBarSliderMin, option, widget));
    if (control != CC_ComboBox || (part != SC_ComboBoxEditField && part != SC_ComboBoxArrow))
        return QProxyStyle::subControlRect(control, option, part, widget);
    const QRect r = option->rect;
    const QRect arrow(r.right() - comboArrowWidth + 1, r.top(), comboArrowWidth, r.height());
    const QRect field = r.adjusted(metrics::space1 + 1, 1, -comboArrowWidth, -1);
    return visualRect(option->direction, r, part == SC_ComboBoxArrow ? arrow : field);
}

/// No arrow buttons: the whole bar is the groove.
QRect Style::scrollBarPart(const QStyleOptionSlider &bar, SubControl part, int sliderMin)
{
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int length = horizontal ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    const int slider = range > 0 ? std::clamp(int(qint64(bar.pageStep) * length / (range + bar.pageStep)),
                                              std::min(sliderMin, length), length)
                                 : length;
    const int start = sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - slider,
                                              bar.upsideDown);
    const auto piece = [&](int from, int extent) {
        const QRect rect =
            horizontal ? QRect(from, 0, extent, bar.rect.height()) : QRect(0, from, bar.rect.width(), extent);
        return visualRect(bar.direction, bar.rect, rect.translated(bar.rect.topLeft()));
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return piece(start, slider);
    case SC_ScrollBarSubPage:
        return piece(0, start);
    case SC_ScrollBarAddPage:
        return piece(start + slider, length - start - slider);
    case SC_ScrollBarGroove:
        return bar.rect;
    default:
        return {};
    }
}

bool Style::drawItemPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter &painter)
{
    const auto *item = cast<const QStyleOptionViewItem *>(option);
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
        const auto *frame = cast<const QStyleOptionFrame *>(option);
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
        const auto *button = cast<const QStyleOptionButton *>(option);
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
        const auto *header = cast<const QStyleOptionHeader *>(option);
        if (header && header->sortIndicator != QStyleOptionHeader::None)
            controls::paintChevron(painter, *option,
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

QIcon Style::standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const
{
    using namespace Qt::StringLiterals;
    switch (standard) {
    case SP_LineEditClearButton:
        return icon("x-circle"_L1, ColorRole::Muted);
    case SP_MessageBoxInformation:
        return icon(tone::information.icon, tone::information.color);
    case SP_MessageBoxWarning:
        return icon(tone::warning.icon, tone::warning.color);
    case SP_MessageBoxCritical:
        return icon(tone::error.icon, tone::error.color);
    case SP_MessageBoxQuestion:
        return icon("question-circle"_L1, ColorRole::Accent);
    default:
        return QProxyStyle::standardIcon(standard, option, widget);
    }
}

/// The whole button as one surface: label, then an arrow, with a line between where they do different things.
void Style::drawToolButton(const QStyleOptionToolButton &option, QPainter *painter,
                           const QWidget *widget) const
{
    const bool splits = option.features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
    const int arrow = splits                     ? pixelMetric(PM_MenuButtonIndicator, &option, widget)
                      : showsArrowBeside(option) ? arrowWidth
                                                 : 0;
    QStyleOptionToolButton label = option;
    controls::paintToolButton(*painter, label);
    const QRect r = option.rect;
    label.rect = visualRect(option.direction, r, r.adjusted(0, 0, -arrow, 0));
    label.features.setFlag(QStyleOptionToolButton::HasMenu, false);
    const bool showsArrowAlone = option.features.testFlag(QStyleOptionToolButton::Arrow);
    if (hasBoth(label) && !showsArrowAlone)
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
        return drawPushButtonLabel(*cast<const QStyleOptionButton *>(option), painter, widget);
    case CE_HeaderSection:
        return controls::paintHeaderSection(*painter, *cast<const QStyleOptionHeader *>(option));
    case CE_HeaderLabel:
        return drawHeaderLabel(*cast<const QStyleOptionHeader *>(option), painter, widget);
    case CE_HeaderEmptyArea:
        return controls::paintHeaderEmptyArea(*painter, option->rect);
    case CE_Splitter:
        return controls::paintSplitter(*painter, *option);
    case CE_MenuBarItem:
        return drawMenuBarItem(*cast<const QStyleOptionMenuItem *>(option), painter, widget);
    case CE_MenuBarEmptyArea:
        return painter->fillRect(option->rect, Theme::instance().color(ColorRole::Window));
    case CE_ToolBar:
        return controls::paintToolBar(*painter, option->rect);
    case CE_ProgressBar:
        return drawProgressBar(*cast<const QStyleOptionProgressBar *>(option), painter);
    case CE_TabBarTabShape:
        return controls::paintTab(*painter, *cast<const QStyleOptionTab *>(option));
    case CE_ShapedFrame:
        if (const auto *frame = cast<const QStyleOptionFrame *>(option)) {
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
        return controls::paintComboBox(*painter, *cast<const QStyleOptionComboBox *>(option), arrow);
    }
    if (const auto *spin = cast<const QStyleOptionSpinBox *>(option); control == CC_SpinBox && spin) {
        const bool hasButtons = spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        const auto part = [&](SubControl which) {
            return hasButtons ? proxy()->subControlRect(CC_SpinBox, option, which, widget) : QRect();
        };
        return controls::paintSpinBox(*painter, *spin, part(SC_SpinBoxUp), part(SC_SpinBoxDown));
    }
    if (control == CC_ToolButton)
        return drawToolButton(*cast<const QStyleOptionToolButton *>(option), painter, widget);
    if (control == CC_ScrollBar) {
        const QRect slider = proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
        return controls::paintScrollBar(*painter, *cast<const QStyleOptionSlider *>(option), slider);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace rove::ui
