// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tone.h"

#include <QtWidgets/QWidget>

namespace rove::ui {

/// One part of a StackedBar.
struct BarPart {
    Tone tone;
    /// What it counts, as a word.
    QString word;
    qint64 count = 0;
};

/// A whole and its parts as one bar, with each part's icon, word and number written below it, so that no
/// colour is needed to read it. A part that is there is at least a few pixels wide; empty parts are left
/// out. The legend wraps. Reads to a screen reader as its words and numbers.
class StackedBar : public QWidget {
    Q_OBJECT
public:
    explicit StackedBar(QWidget *parent = nullptr);

    void setParts(const QList<BarPart> &parts);
    [[nodiscard]] const QList<BarPart> &parts() const { return m_parts; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Where each legend entry goes, and how high all are together.
    [[nodiscard]] QList<QRect> legend(int width) const;
    [[nodiscard]] int entryWidth(const BarPart &part) const;
    [[nodiscard]] int lineHeight() const;
    void paintBar(QPainter &painter, const QRect &area) const;

    QList<BarPart> m_parts;
};

} // namespace rove::ui
