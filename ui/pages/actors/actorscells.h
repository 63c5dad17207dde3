// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorcolumns.h"
#include "ui/pages/actors/celltext.h"
#include "ui/style/tone.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/statusbadge.h"

#include <QtWidgets/QStyledItemDelegate>

namespace rove::ui {

/// The colour of a mark; its letter, as no mark is told by colour alone.
[[nodiscard]] ColorRole markColor(ActorMark mark);
[[nodiscard]] QString markLetter(ActorMark mark);
/// The mark's letter in its box, `extent` pixels high and wide; for cells and menus.
void paintMark(QPainter &painter, const QRect &rect, ActorMark mark);
[[nodiscard]] QIcon markIcon(ActorMark mark);

/// Any cell of the list of actors: muted where stale, without a focus of its own, as the whole row has it.
/// Paints by itself and asks the model for little, so that a list of any length scrolls smoothly.
class ActorCellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit ActorCellDelegate(Qt::TextElideMode elideMode, QObject *parent = nullptr)
        : QStyledItemDelegate(parent)
        , m_elideMode(elideMode)
    {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    /// The cell's text between these ends, on the background that is there.
    void paintText(QPainter &painter, const QStyleOptionViewItem &option, const QRect &area,
                   const QModelIndex &index) const;

private:
    Qt::TextElideMode m_elideMode;
    mutable CellTexts m_texts;
};

/// The key, with the actor's pin before it and its mark behind.
class ActorKeyDelegate : public ActorCellDelegate {
    Q_OBJECT

public:
    explicit ActorKeyDelegate(QObject *parent = nullptr)
        : ActorCellDelegate(Qt::ElideMiddle, parent)
    {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

class ActorStatusDelegate : public StatusDelegate {
    Q_OBJECT

public:
    using StatusDelegate::StatusDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    mutable CellTexts m_texts;
};

/// A moment, from the milliseconds in the column's value: its distance, or the moment itself.
class ActorTimeDelegate : public RelativeTimeDelegate {
    Q_OBJECT

public:
    using RelativeTimeDelegate::RelativeTimeDelegate;

    void setAbsolute(bool isAbsolute) { m_isAbsolute = isAbsolute; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    [[nodiscard]] QString momentText(const QModelIndex &index) const;

    bool m_isAbsolute = false;
    mutable CellTexts m_texts;
};

} // namespace rove::ui
