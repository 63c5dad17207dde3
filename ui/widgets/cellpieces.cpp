// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cellpieces.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

#include <algorithm>
#include <numeric>

namespace rove::ui {

QList<int> fittedWidths(const QList<CellPiece> &pieces, const QList<int> &naturalWidths, int dotsWidth,
                        int room)
{
    QList<int> widths = naturalWidths;
    int excess = std::accumulate(widths.cbegin(), widths.cend(), 0) - std::max(0, room);
    constexpr int nothing = 0;
    int yields = 0;
    for (const CellPiece &piece : pieces)
        yields = std::max(yields, piece.yields);
    // First all is kept that is to be, then half of it, then nothing.
    for (const int divisor : {1, 2, nothing})
        for (int level = yields; level >= 0 && excess > 0; --level)
            for (const int floor : {dotsWidth, 0})
                for (qsizetype i = pieces.size() - 1; i >= 0 && excess > 0; --i) {
                    if (pieces[i].yields != level)
                        continue;
                    const int kept = divisor == nothing ? 0 : pieces[i].keeps / divisor * dotsWidth;
                    const int given = std::clamp(widths[i] - std::max(floor, kept), 0, excess);
                    widths[i] -= given;
                    excess -= given;
                }
    return widths;
}

void drawCellPieces(QPainter &painter, const QRect &area, const QList<CellPiece> &pieces,
                    const QColor &forced)
{
    QFont font = painter.font();
    const QFontMetrics fontMetrics(font);
    QList<int> natural;
    for (const CellPiece &piece : pieces)
        natural.append(fontMetrics.horizontalAdvance(piece.text));
    const QList<int> widths =
        fittedWidths(pieces, natural, fontMetrics.horizontalAdvance(u'…'), area.width());
    QRect cell = area;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        const bool isCut = widths[i] < natural[i];
        const QString text =
            isCut ? fontMetrics.elidedText(pieces[i].text, Qt::ElideRight, widths[i]) : pieces[i].text;
        font.setStrikeOut(pieces[i].isStruckOut);
        painter.setFont(font);
        painter.setPen(forced.isValid() ? forced : pieces[i].color);
        cell.setWidth(widths[i]);
        // A direction of the text's own must not move it to the far end of its piece.
        painter.drawText(cell,
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute | Qt::TextSingleLine |
                             Qt::TextForceLeftToRight,
                         text);
        cell.moveLeft(cell.left() + widths[i]);
    }
}

} // namespace rove::ui
