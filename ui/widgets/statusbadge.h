// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tone.h"

#include <QtCore/QModelIndex>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QWidget>

#include <functional>

namespace rove::ui {

/// A state as icon, word and colour. Reads to a screen reader as its word.
class StatusBadge : public QWidget {
    Q_OBJECT

public:
    enum class Size { Normal, Large };

    explicit StatusBadge(Size size = Size::Normal, QWidget *parent = nullptr);

    void setStatus(const Tone &tone, const QString &word);
    [[nodiscard]] QString word() const { return m_word; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int iconExtent() const;

    Size m_size;
    Tone m_tone;
    QString m_word;
};

/// Draws the cells of a status column: the model's display text with the icon and colour that `toneOf` finds
/// for it.
class StatusDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using ToneOf = std::function<Tone(const QModelIndex &)>;

    explicit StatusDelegate(ToneOf toneOf, QObject *parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    [[nodiscard]] Tone toneAt(const QModelIndex &index) const { return m_toneOf(index); }

private:
    ToneOf m_toneOf;
};

} // namespace rove::ui
