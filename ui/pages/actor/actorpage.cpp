// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actor/actorpage.h"

#include "ui/pages/actor/actortext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {

ActorPage::ActorPage(ActorHeader::ToneOf toneOf, QWidget *parent)
    : QWidget(parent)
    , m_header(new ActorHeader(std::move(toneOf)))
    , m_message(new MessageBar)
    , m_rail(new NavigationList)
    , m_sections(new QStackedWidget)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
{
    m_empty->setContent(
        "boxes"_L1, ActorText::tr("No actor chosen"),
        ActorText::tr("Choose an actor in the list to look inside. A sleeping one stays asleep."));
    m_rail->setAccessibleName(ActorText::tr("Sections of the actor"));

    auto *body = new QHBoxLayout;
    body->setSpacing(metrics::space2);
    body->addWidget(m_rail);
    body->addWidget(m_sections, 1);
    auto *actor = new QWidget;
    auto *layout = new QVBoxLayout(actor);
    layout->setContentsMargins(metrics::panePadding, metrics::panePadding, metrics::panePadding,
                               metrics::space1);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_header);
    layout->addWidget(m_message);
    layout->addLayout(body, 1);

    m_stack->addWidget(m_empty);
    m_stack->addWidget(actor);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(m_stack);

    connect(m_rail, &NavigationList::currentIdChanged, this, [this](const QString &id) {
        m_sections->setCurrentIndex(static_cast<int>(sections().indexOf(id)));
        emit sectionChanged(id);
    });
}

void ActorPage::setSession(ActorSession *session)
{
    m_header->setSession(session);
    m_message->clear();
    m_stack->setCurrentIndex(session ? 1 : 0);
}

void ActorPage::addSection(const NavigationItem &item, QWidget *page)
{
    const QString current = currentSection();
    m_items.append(item);
    m_sections->addWidget(page);
    m_rail->setItems(m_items);
    m_rail->setCurrentId(current.isEmpty() ? item.id : current);
}

bool ActorPage::showSection(const QString &id)
{
    return m_rail->setCurrentId(id);
}

} // namespace rove::ui
