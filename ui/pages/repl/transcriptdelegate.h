// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/repl/valuepreview.h"

#include <QtWidgets/QStyledItemDelegate>

namespace rove::ui {

struct ReplEntry;

/// Paints a transcript: inputs with a prompt and how long they took, results as coloured values with the name
/// they are kept under, errors with their frames, and the rows of unfolded values. Heights follow the text
/// and, for sentences, the width of the view. Belongs to the TranscriptView.
class TranscriptDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit TranscriptDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    using Line = QList<ColoredText>;

    [[nodiscard]] static QList<Line> linesOf(const ReplEntry &entry, int width);
    void paintEntry(QPainter *painter, const QStyleOptionViewItem &option, const ReplEntry &entry) const;
    void paintValue(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

} // namespace rove::ui
