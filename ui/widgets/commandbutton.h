// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QPushButton>

namespace rove::ui {

/// A push button that is one command: its short text, icon, tooltip, whether it can be used and whether it is
/// chosen follow the action, and a click triggers it. The action belongs to the caller and outlives the
/// button. GUI thread.
class CommandButton : public QPushButton {
    Q_OBJECT

public:
    explicit CommandButton(QAction *command, QWidget *parent = nullptr);

private:
    void follow();

    QAction *m_command;
};

} // namespace rove::ui
