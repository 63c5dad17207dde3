// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/style/tone.h"
#include "ui/style/toolbuttonshape.h"
#include "ui/style/zoom.h"

#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QToolTip>

#include <algorithm>

// How large everything is and how it behaves; how it is drawn is in stylepainting.cpp.
namespace rove::ui {
namespace {

constexpr int controlHeight = 26;
constexpr int scrollBarExtent = 12;
constexpr int checkBoxExtent = 16;
constexpr int itemPadding = 5;
constexpr int buttonPadding = 10;
constexpr int headerMargin = itemPadding + 1;
constexpr int headerArrowWidth = 8;
constexpr int comboArrowWidth = 24;
constexpr int menuArrowWidth = 18;

/// At the end of the title's line, with room for a number behind it.
QRect headerArrow(const QStyleOption &option)
{
    const QRect r = option.rect;
    const int end = headerMargin + metrics::space1;
    return QStyle::visualRect(
        option.direction, r,
        QRect(r.right() - end - headerArrowWidth + 1, r.top(), headerArrowWidth, r.height()));
}

bool wantsHover(const QWidget *widget)
{
    return qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QHeaderView *>(widget) ||
           qobject_cast<const QComboBox *>(widget);
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
    case PM_MenuVMargin:
        return metrics::space1;
    case PM_FocusFrameHMargin:
        return itemPadding;
    case PM_HeaderMargin:
        return headerMargin;
    case PM_ButtonMargin:
        return buttonPadding;
    case PM_MenuButtonIndicator:
        return menuArrowWidth;
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
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
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
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool hasBoth = button && !button->icon.isNull() && !button->text.isEmpty();
        return (size + QSize(hasBoth ? metrics::space2 : 0, 0)).expandedTo({0, controlHeight});
    }
    case CT_ComboBox:
        return (size + QSize(metrics::space3, 0)).expandedTo({0, controlHeight});
    case CT_LineEdit:
    case CT_SpinBox:
        return size.expandedTo({0, controlHeight});
    case CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        const bool separator = item && item->menuItemType == QStyleOptionMenuItem::Separator;
        return separator ? QSize(size.width(), metrics::space2 + 1) : size.expandedTo({0, controlHeight});
    }
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        const int arrow = button && toolbutton::showsArrowBeside(*button) ? toolbutton::arrowWidth : 0;
        const int gap = button && toolbutton::hasBoth(*button) ? metrics::space1 + 2 : 0;
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
    case SE_HeaderArrow:
        return headerArrow(*option);
    case SE_HeaderLabel: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        const bool isSorted = header && header->sortIndicator != QStyleOptionHeader::None;
        const int end = headerMargin + (isSorted ? headerArrowWidth + 2 * metrics::space1 : 0);
        return visualRect(option->direction, option->rect, option->rect.adjusted(headerMargin, 0, -end, 0));
    }
    case SE_LineEditContents: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        return frame && frame->lineWidth > 0 ? rect.adjusted(metrics::space1, 0, -metrics::space1, 0) : rect;
    }
    default:
        return rect;
    }
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
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

} // namespace rove::ui
