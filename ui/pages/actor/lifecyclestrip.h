// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lifecycle.h"
#include "ui/style/tone.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace rove::ui {

/// How a moment in an actor's life looks.
[[nodiscard]] Tone toneOf(LifecycleMark::Kind kind);

/// An actor's life as a thin band: its moments in their order, evenly spaced, with how long each stretch
/// between them took and what the actor was then by colour. The newest are at the right; what does not fit is
/// counted at the left. Each mark has a tooltip; Left and Right walk along them and read them out. A list of
/// all of them is the owner's to show. GUI thread.
class LifecycleStrip : public QWidget {
    Q_OBJECT
public:
    explicit LifecycleStrip(QWidget *parent = nullptr);

    void setMarks(const QList<LifecycleMark> &marks);
    [[nodiscard]] const QList<LifecycleMark> &marks() const { return m_marks; }
    /// What a mark says, in full.
    [[nodiscard]] static QString textOf(const LifecycleMark &mark);
    /// How many marks there is room for now.
    [[nodiscard]] qsizetype shownCount() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// Enter was pressed, or the strip was clicked twice: show them all.
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] qsizetype firstShown() const { return m_marks.size() - shownCount(); }
    [[nodiscard]] QRect markRect(qsizetype mark) const;
    [[nodiscard]] qsizetype markAt(const QPoint &position) const;
    void setCurrent(qsizetype mark);
    void paintStretch(QPainter &painter, qsizetype mark) const;

    QList<LifecycleMark> m_marks;
    /// The one that the keyboard is at; −1 for none.
    qsizetype m_current = -1;
    /// Repaints how long the last stretch has lasted.
    QTimer m_ageTimer;
};

} // namespace rove::ui
