// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QAbstractButton>

namespace rove::ui {

/// Looks like a field and opens the palette: what can be typed there, and its keys. The command belongs to
/// the caller. GUI thread.
class SearchBox : public QAbstractButton {
    Q_OBJECT
public:
    explicit SearchBox(QAction *command, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QAction *m_command;
};

} // namespace rove::ui
