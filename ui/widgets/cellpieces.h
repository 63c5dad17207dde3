// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QRect>
#include <QtCore/QString>
#include <QtGui/QColor>

class QPainter;

namespace rove::ui {

/// A run of text in one colour; a cell is a few of them after each other. A value type.
struct CellPiece {
    QString text;
    QColor color;
    bool isStruckOut = false;
    /// Where there is no room for all, pieces with the highest number are shortened first, down to dots and
    /// then to nothing; those with 0 last.
    int yields = 0;
    /// As many characters stay while any other piece can give more, and half as many while that helps; 0 for
    /// none.
    int keeps = 0;
};

/// How wide each piece may be so that all fit into `room`. `dotsWidth` is what a shortened piece needs at
/// least, and the width of one character that a piece keeps.
QList<int> fittedWidths(const QList<CellPiece> &pieces, const QList<int> &naturalWidths, int dotsWidth,
                        int room);

/// Draws the pieces from the left; all are measured before the first is drawn. A valid `forced` colour
/// overrides those of the pieces.
void drawCellPieces(QPainter &painter, const QRect &area, const QList<CellPiece> &pieces,
                    const QColor &forced = {});

} // namespace rove::ui
