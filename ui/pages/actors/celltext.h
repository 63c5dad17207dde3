// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCache>
#include <QtCore/QModelIndex>
#include <QtGui/QStaticText>
#include <QtWidgets/QStyleOptionViewItem>

namespace rove::ui {

/// Texts as they were cut and laid out last. While a list is scrolled the same rows are painted again and
/// again, and the same words stand in many of them; laying them out is what takes the time. Of one font at a
/// time. Owned by a delegate; GUI thread.
class CellTexts {
public:
    /// Valid until the next call.
    const QStaticText &text(const QString &text, const QFont &font, int width, Qt::TextElideMode mode);

private:
    static constexpr qsizetype countMax = 2000;

    QCache<std::pair<QString, int>, QStaticText> m_texts{countMax};
    QFont m_font;
};

/// What is behind a cell's text: selection, stripes, the pointer.
void paintCellBackground(QPainter &painter, const QStyleOptionViewItem &option);
/// The text in the middle of the area's height, muted where the list is stale.
void paintCellText(QPainter &painter, const QStyleOptionViewItem &option, const QRect &area,
                   const QStaticText &text, const QColor &color);
/// Of a cell's text: as the selection wants it, or muted where the list is stale.
[[nodiscard]] QColor cellTextColor(const QStyleOptionViewItem &option, const QModelIndex &index);
/// What a text leaves free at both ends of its cell.
inline constexpr int cellTextMargin = 6;

} // namespace rove::ui
