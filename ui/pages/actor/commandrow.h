// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

class QAction;
class QMenu;
class QToolButton;

namespace rove::ui {

/// Commands as buttons, as many as the room allows; the rest go into a menu behind three dots, so none is
/// ever lost. The actions belong to the caller. GUI thread.
class CommandRow : public QWidget {
    Q_OBJECT
public:
    explicit CommandRow(QWidget *parent = nullptr);

    void setCommands(const QList<QAction *> &commands);
    /// Takes at most this width; what that leaves no room for goes into the menu.
    void fitInto(int width);
    [[nodiscard]] QSize sizeHint() const override;
    /// So small that it never keeps a pane from becoming narrow.
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// How many are buttons now.
    [[nodiscard]] int shownCount() const { return m_shownCount; }
    /// As wide as all its buttons.
    [[nodiscard]] int fullWidth() const;

private:
    [[nodiscard]] int widthOf(int count) const;

    QList<QAction *> m_commands;
    QList<QWidget *> m_buttons;
    QToolButton *m_more;
    QMenu *m_menu;
    int m_shownCount = 0;
};

} // namespace rove::ui
