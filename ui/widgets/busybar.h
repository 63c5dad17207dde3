// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace rove::ui {

/// A thin line that runs while something is awaited. It keeps its two pixels of height always, so nothing
/// moves, and shows itself only after 200 ms, so short waits show nothing. Without animations it stands
/// still.
class BusyBar : public QWidget {
    Q_OBJECT

public:
    explicit BusyBar(QWidget *parent = nullptr);

    void setBusy(bool busy);
    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// True once the wait has been long enough to be shown.
    [[nodiscard]] bool isShowing() const { return m_showing; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void setShowing(bool showing);
    void updateAnimation();

    QTimer m_patience;
    QBasicTimer m_frame;
    qreal m_phase = 0;
    bool m_busy = false;
    bool m_showing = false;
};

} // namespace rove::ui
