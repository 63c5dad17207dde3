// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/selectionfooter.h"

#include "ui/pages/actors/actorstext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/announcement.h"

#include <QtWidgets/QLabel>

namespace rove::ui {

SelectionFooter::SelectionFooter(QWidget *parent)
    : QToolBar(parent)
    , m_text(new QLabel)
{
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize({metrics::iconSize, metrics::iconSize});
    setMovable(false);
    setAccessibleName(ActorsText::tr("What to do with the selected actors"));
    m_text->setContentsMargins(metrics::space2, 0, metrics::space2, 0);
    addWidget(m_text);
    addSeparator();
    hide();
}

void SelectionFooter::setCommands(const QList<QAction *> &commands)
{
    const QList<QAction *> all = actions();
    constexpr qsizetype ownCount = 2;
    for (QAction *old : all.sliced(std::min(ownCount, all.size())))
        removeAction(old);
    for (QAction *command : commands) {
        addAction(command);
        widgetForAction(command)->setFocusPolicy(Qt::TabFocus);
    }
}

void SelectionFooter::setCount(int count)
{
    if (m_count == count)
        return;
    m_count = count;
    m_text->setText(ActorsText::tr("%n selected", nullptr, count));
    setVisible(count > 1);
    if (count > 1)
        announce(*this, m_text->text());
}

QString SelectionFooter::text() const
{
    return m_text->text();
}

} // namespace rove::ui
