// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QRect>
#include <QtCore/Qt>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionTab;
class QStyleOptionViewItem;

/// How each control is painted: flat fills, one-pixel outlines, a focus ring. Style decides when; these only
/// paint.
namespace rove::ui::controls {

void paintFocusRing(QPainter &painter, const QRect &rect);
void paintPushButton(QPainter &painter, const QStyleOptionButton &option);
void paintToolButton(QPainter &painter, const QStyleOption &option);
void paintField(QPainter &painter, const QStyleOption &option);
void paintFrame(QPainter &painter, const QStyleOption &option);
void paintPopup(QPainter &painter, const QRect &rect);
void paintCheckBox(QPainter &painter, const QStyleOption &option);
void paintRadioButton(QPainter &painter, const QStyleOption &option);
void paintBranch(QPainter &painter, const QStyleOption &option);
void paintChevron(QPainter &painter, const QStyleOption &option, Qt::ArrowType direction);
void paintSortMark(QPainter &painter, const QStyleOption &option, Qt::ArrowType direction);
void paintItemRow(QPainter &painter, const QStyleOptionViewItem &option);
void paintItem(QPainter &painter, const QStyleOptionViewItem &option);
void paintHeaderSection(QPainter &painter, const QStyleOptionHeader &option);
void paintHeaderEmptyArea(QPainter &painter, const QRect &rect);
void paintSplitter(QPainter &painter, const QStyleOption &option);
void paintMenuBarItem(QPainter &painter, const QStyleOption &option);
void paintToolBar(QPainter &painter, const QRect &rect);
void paintProgress(QPainter &painter, const QStyleOptionProgressBar &option);
void paintProgressGroove(QPainter &painter, const QRect &rect);
void paintTab(QPainter &painter, const QStyleOptionTab &option);
void paintLine(QPainter &painter, const QRect &rect, Qt::Orientation orientation);
/// The combo box without its text.
void paintComboBox(QPainter &painter, const QStyleOptionComboBox &option, const QRect &arrow);
/// The spin box without its text; `up` and `down` are null where it has no buttons.
void paintSpinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down);
void paintScrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &slider);
/// The slider without its tick marks; `groove` is what the handle moves along.
void paintSlider(QPainter &painter, const QStyleOptionSlider &option, const QRect &groove,
                 const QRect &handle);

} // namespace rove::ui::controls
