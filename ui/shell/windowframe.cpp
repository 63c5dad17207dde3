// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowframe.h"

#include "ui/shell/environmentbanner.h"
#include "ui/shell/pageset.h"
#include "ui/shell/shelltext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/tabstrip.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>

namespace rove::ui {

WindowFrame::WindowFrame(QAction *allowChanges, QWidget *parent)
    : QWidget(parent)
    , m_banner(new EnvironmentBanner(allowChanges))
    , m_stripe(new ConnectionStripe)
    , m_tabs(new TabStrip)
    , m_connectionBar(new MessageBar)
    , m_undoBar(new MessageBar)
    , m_navigation(new NavigationList)
    , m_stack(new QStackedWidget)
{
    m_banner->hide();
    m_tabs->setAccessibleName(ShellText::tr("Connections"));
    m_tabs->hide();
    m_navigation->setAccessibleName(ShellText::tr("Navigation"));
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_navigation);
    body->addWidget(m_stack, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_stripe);
    layout->addWidget(m_banner);
    layout->addWidget(m_tabs);
    layout->addWidget(m_connectionBar);
    layout->addWidget(m_undoBar);
    layout->addLayout(body, 1);
    connect(m_navigation, &NavigationList::currentIdChanged, this, [this](const QString &id) {
        // Made before it is shown, so that it is seen at once.
        if (m_views)
            m_views->ensure(id);
        m_stack->setCurrentIndex(static_cast<int>(m_navigation->ids().indexOf(id)));
        emit viewChanged(id);
    });
}

void WindowFrame::addViews(PageSet &views)
{
    m_views = &views;
    QList<NavigationItem> items;
    for (const QString &id : views.ids()) {
        items.append(*views.item(id));
        m_stack->addWidget(views.host(id));
    }
    m_navigation->setItems(items);
}

void WindowFrame::showView(const QString &id)
{
    m_navigation->setCurrentId(id);
}

QString WindowFrame::view() const
{
    return m_navigation->currentId();
}

} // namespace rove::ui
