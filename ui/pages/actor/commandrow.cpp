// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actor/commandrow.h"

#include "ui/pages/actor/actortext.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/commandbutton.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace rove::ui {

CommandRow::CommandRow(QWidget *parent)
    : QWidget(parent)
    , m_more(new QToolButton)
    , m_menu(new QMenu(this))
{
    m_more->setIcon(icon("three-dots"_L1));
    m_more->setAutoRaise(true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    m_more->setMinimumSize(metrics::hitTarget, metrics::hitTarget);
    m_more->setAccessibleName(ActorText::tr("More commands for the actor"));
    m_more->setToolTip(m_more->accessibleName());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_more);
    m_more->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void CommandRow::setCommands(const QList<QAction *> &commands)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    m_commands = commands;
    auto *row = static_cast<QHBoxLayout *>(layout());
    for (QAction *command : commands) {
        auto *button = new CommandButton(command);
        row->insertWidget(int(m_buttons.size()), button);
        m_buttons.append(button);
    }
    fitInto(fullWidth());
}

int CommandRow::widthOf(int count) const
{
    int width = 0;
    for (int i = 0; i < count; ++i)
        width += m_buttons[i]->sizeHint().width() + (i > 0 ? metrics::space1 : 0);
    const bool needsMenu = count < m_buttons.size();
    return width + (needsMenu ? m_more->sizeHint().width() + (count > 0 ? metrics::space1 : 0) : 0);
}

int CommandRow::fullWidth() const
{
    return widthOf(int(m_buttons.size()));
}

void CommandRow::fitInto(int width)
{
    int count = int(m_buttons.size());
    while (count > 0 && widthOf(count) > width)
        --count;
    m_shownCount = count;
    m_menu->clear();
    for (int i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setVisible(i < count);
        if (i >= count)
            m_menu->addAction(m_commands[i]);
    }
    m_more->setVisible(count < m_buttons.size());
    updateGeometry();
}

QSize CommandRow::sizeHint() const
{
    return {widthOf(m_shownCount), QWidget::sizeHint().height()};
}

QSize CommandRow::minimumSizeHint() const
{
    return {m_more->sizeHint().width(), QWidget::minimumSizeHint().height()};
}

} // namespace rove::ui
