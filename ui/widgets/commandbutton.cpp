// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/commandbutton.h"

#include "ui/widgets/command.h"

namespace rove::ui {

CommandButton::CommandButton(QAction *command, QWidget *parent)
    : QPushButton(parent)
    , m_command(command)
{
    setAutoDefault(false);
    connect(m_command, &QAction::changed, this, &CommandButton::follow);
    connect(this, &QPushButton::clicked, this, [this] {
        m_command->trigger();
        // A choice that was made already stays made, whatever the button thinks.
        follow();
    });
    follow();
}

void CommandButton::follow()
{
    setText(m_command->iconText());
    setIcon(m_command->icon());
    setToolTip(m_command->toolTip());
    setEnabled(m_command->isEnabled());
    setCheckable(m_command->isCheckable());
    setChecked(m_command->isChecked());
    setAccessibleName(plainText(m_command));
    setAccessibleDescription(disabledReason(m_command));
}

} // namespace rove::ui
