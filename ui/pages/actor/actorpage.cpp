// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actor/actorpage.h"

#include "ui/models/actorlabel.h"
#include "ui/pages/actor/actortext.h"
#include "ui/pages/actor/lifecycledialog.h"
#include "ui/pages/actor/lifecyclestrip.h"
#include "ui/pages/actor/peeknote.h"
#include "ui/pages/actor/statusdialog.h"
#include "ui/style/metrics.h"
#include "ui/widgets/command.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"

#include <QtCore/QLocale>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// Below this the rail shows icons only, whatever the window asks for.
/// A lower page has no room for more than two lines above its sections.
constexpr int headerHeightMin = 560;
constexpr int railTextWidthMin = 520;

QString countText(quint64 count)
{
    return count > 0 ? QLocale().toString(count) : QString();
}

} // namespace

ActorPage::ActorPage(ActorHeader::ToneOf toneOf, QWidget *parent)
    : QWidget(parent)
    , m_toneOf(toneOf)
    , m_explain(makeCommand(this, {.id = u"actor.explain"_s,
                                   .text = ActorText::tr("E&xplain Status"),
                                   .icon = "question-circle"_L1,
                                   .toolTip = ActorText::tr("Why the actor is as it is, and what to do.")}))
    , m_lifecycle(makeCommand(this, {.id = u"actor.lifecycle"_s,
                                     .text = ActorText::tr("Show &Life as List"),
                                     .icon = "clock-history"_L1,
                                     .toolTip = ActorText::tr("Every moment known of the actor's life.")}))
    , m_header(new ActorHeader(std::move(toneOf)))
    , m_peek(new PeekNote)
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
    m_header->setExplainCommand(m_explain);

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
    layout->addWidget(m_peek);
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
    connect(m_explain, &QAction::triggered, this, &ActorPage::explain);
    connect(m_lifecycle, &QAction::triggered, this, &ActorPage::showLifecycle);
    connect(m_header->strip(), &LifecycleStrip::activated, this, &ActorPage::showLifecycle);
    setSession(nullptr);
}

void ActorPage::setSession(ActorSession *session)
{
    if (m_session) {
        m_session->disconnect(this);
        m_session->inspector().disconnect(this);
    }
    m_session = session;
    m_header->setSession(session);
    m_peek->setSession(session);
    m_message->clear();
    m_stack->setCurrentIndex(session ? 1 : 0);
    if (session) {
        InspectorSession &inspector = session->inspector();
        connect(&inspector, &InspectorSession::connectionsChanged, this, &ActorPage::updateBadges);
        connect(&inspector, &InspectorSession::queueSizeChanged, this, &ActorPage::updateBadges);
        connect(&inspector, &InspectorSession::schedulesChanged, this, &ActorPage::updateBadges);
    }
    for (QAction *command : commands())
        setDisabledReason(command, session ? QString() : ActorText::tr("No actor is chosen."));
    updateBadges();
}

void ActorPage::setCommands(const QList<QAction *> &commands)
{
    m_commands = commands;
    m_header->setCommands(commands);
    const auto wake = std::ranges::find(commands, u"actor.wake"_s, &QObject::objectName);
    m_peek->setWakeCommand(wake == commands.end() ? nullptr : *wake);
}

// --- Sections ---

void ActorPage::addSection(const NavigationItem &item, QWidget *page)
{
    const QString current = currentSection();
    m_items.append(item);
    m_sections->addWidget(page);
    m_rail->setItems(m_items);
    m_rail->setCurrentId(current.isEmpty() ? item.id : current);
    updateBadges();
}

bool ActorPage::showSection(const QString &id)
{
    return m_rail->setCurrentId(id);
}

void ActorPage::setSectionBadge(const QString &id, const QString &text)
{
    const auto item = std::ranges::find(m_items, id, &NavigationItem::id);
    if (item == m_items.end())
        return;
    item->count = text;
    if (item->disabledReason.isEmpty())
        m_rail->setCount(id, text);
}

void ActorPage::setSectionUnavailable(const QString &id, const QString &reason)
{
    const auto item = std::ranges::find(m_items, id, &NavigationItem::id);
    if (item == m_items.end())
        return;
    item->disabledReason = reason;
    m_rail->setCount(id, reason.isEmpty() ? item->count : u"—"_s);
    m_rail->setDisabledReason(id, reason);
    if (reason.isEmpty() || currentSection() != id)
        return;
    // What is shown has just gone: the first section that is there takes its place.
    const auto next =
        std::ranges::find_if(m_items, [](const auto &other) { return other.disabledReason.isEmpty(); });
    if (next != m_items.end())
        showSection(next->id);
}

void ActorPage::updateBadges()
{
    const InspectorSession *inspector = m_session ? &m_session->inspector() : nullptr;
    setSectionBadge(u"connections"_s, inspector ? countText(inspector->connections().size()) : QString());
    setSectionBadge(u"queue"_s, inspector ? countText(inspector->queueSize()) : QString());
    setSectionBadge(u"schedules"_s, inspector ? countText(inspector->schedules().size()) : QString());
}

void ActorPage::setRailCollapsed(bool collapsed)
{
    m_isRailCollapsed = collapsed;
    updateRail();
}

void ActorPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_header->setFolded(height() < headerHeightMin);
    updateRail();
}

void ActorPage::updateRail()
{
    m_rail->setCollapsed(m_isRailCollapsed || width() < railTextWidthMin);
}

QVariantMap ActorPage::saveView() const
{
    return {{u"section"_s, currentSection()}};
}

void ActorPage::restoreView(const QVariantMap &view)
{
    if (const QString section = view.value(u"section"_s).toString(); !section.isEmpty())
        showSection(section);
}

// --- Explaining ---

void ActorPage::explain()
{
    if (!m_session || !m_session->record())
        return;
    auto *dialog = new StatusDialog(*m_session, m_toneOf, m_commands, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &StatusDialog::copied, this, &ActorPage::copied);
    dialog->show();
    emit explaining(dialog);
}

void ActorPage::showLifecycle()
{
    if (!m_session || !m_session->record())
        return;
    auto *dialog = new LifecycleDialog(actorLabel(*m_session->record()), m_header->strip()->marks(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LifecycleDialog::copied, this, &ActorPage::copied);
    dialog->show();
}

} // namespace rove::ui
