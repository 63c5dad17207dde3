// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/actorspage.h"

#include "ui/models/errortext.h"
#include "ui/pages/actors/actorstext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/command.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/relativetime.h"

#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

struct Counts {
    int total = 0;
    int running = 0;
    int sleeping = 0;
    int failing = 0;
};

Counts countActors(const std::vector<ActorRow> &rows)
{
    Counts counts{.total = static_cast<int>(rows.size())};
    for (const ActorRow &row : rows) {
        switch (row.status) {
        case ActorStatus::Running:
            ++counts.running;
            break;
        case ActorStatus::Sleeping:
            ++counts.sleeping;
            break;
        case ActorStatus::Crashed:
        case ActorStatus::CrashLoop:
            ++counts.failing;
            break;
        default:
            break;
        }
    }
    return counts;
}

} // namespace

ActorsPage::ActorsPage(ActorsTable::ToneOf toneOf, QWidget *parent)
    : QWidget(parent)
    , m_clearFilter(makeCommand(this, {.id = u"actors.clearFilter"_s,
                                       .text = ActorsText::tr("Clear &Filter"),
                                       .icon = "x-lg"_L1,
                                       .toolTip = ActorsText::tr("Show all actors again")}))
    , m_filter(new FilterBox)
    , m_busy(new BusyBar)
    , m_stack(new QStackedWidget)
    , m_table(new ActorsTable(std::move(toneOf)))
    , m_empty(new EmptyState)
    , m_counts(new ElidedLabel)
{
    makeLayout();
    connect(m_filter, &FilterBox::filterChanged, this, [this](const QString &text) {
        m_table->setFilterText(text);
        updateAll();
    });
    connect(m_clearFilter, &QAction::triggered, this, [this] {
        m_filter->clear();
        m_filter->setFocus();
    });
    connect(m_table, &ActorsTable::shownChanged, this, &ActorsPage::updateAll);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ActorsPage::showMenu);
    m_staleTimer.setInterval(1s);
    connect(&m_staleTimer, &QTimer::timeout, this, &ActorsPage::updateCounts);
    updateAll();
}

void ActorsPage::makeLayout()
{
    m_filter->setPlaceholderText(ActorsText::tr("Filter by type, key, ID or status"));
    m_filter->setAccessibleName(ActorsText::tr("Filter actors"));
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_counts->setElideMode(Qt::ElideRight);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::panePadding, metrics::panePadding, metrics::panePadding,
                               metrics::space1);
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_filter);
    layout->addWidget(m_busy);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_counts);
}

void ActorsPage::setActors(ActorListModel *actors)
{
    if (m_actors)
        m_actors->disconnect(this);
    m_actors = actors;
    m_table->setActors(actors);
    m_table->setFilterText(m_filter->text());
    if (actors) {
        connect(actors, &ActorListModel::phaseChanged, this, &ActorsPage::updateAll);
        connect(actors, &ActorListModel::countsChanged, this, &ActorsPage::updateAll);
    }
    updateAll();
}

void ActorsPage::setCommands(QAction *create, QAction *retry, const QList<QAction *> &contextMenu)
{
    m_create = create;
    m_retry = retry;
    m_contextMenu = contextMenu;
    updateAll();
}

QString ActorsPage::countText() const
{
    return m_counts->text();
}

void ActorsPage::updateAll()
{
    m_busy->setBusy(m_actors && m_actors->phase() == ActorListModel::Phase::Loading);
    const bool hasRows = m_actors && m_table->shownCount() > 0;
    if (!hasRows)
        showEmpty();
    m_stack->setCurrentWidget(hasRows ? static_cast<QWidget *>(m_table) : m_empty);
    updateCounts();
}

void ActorsPage::showEmpty()
{
    using Phase = ActorListModel::Phase;
    m_empty->setCommand(nullptr);
    if (!m_actors) {
        m_empty->setContent("plug"_L1, ActorsText::tr("Not connected"),
                            ActorsText::tr("Choose a connection to see its actors."));
        return;
    }
    if (m_actors->phase() == Phase::Loading) {
        m_empty->setContent({}, {}, {});
        return;
    }
    if (m_actors->rowCount() > 0) {
        m_empty->setContent(
            "funnel"_L1, ActorsText::tr("No actor matches"),
            ActorsText::tr("None of the %n actor(s) matches “%1”.", nullptr, m_actors->rowCount())
                .arg(m_filter->text()));
        m_empty->setCommand(m_clearFilter);
        return;
    }
    if (m_actors->phase() == Phase::Failed && m_actors->error()) {
        m_empty->setContent("wifi-off"_L1, errorSentence(*m_actors->error(), m_target),
                            errorRemedy(*m_actors->error()));
        m_empty->setCommand(m_retry);
        return;
    }
    m_empty->setContent(
        "boxes"_L1, ActorsText::tr("No actors yet"),
        ActorsText::tr("This namespace is empty. An actor appears here as soon as a client or you "
                       "create one."));
    m_empty->setCommand(m_create);
}

void ActorsPage::updateCounts()
{
    const bool isStale = m_actors && m_actors->phase() == ActorListModel::Phase::Stale;
    if (isStale)
        m_staleTimer.start();
    else
        m_staleTimer.stop();
    if (!m_actors || m_actors->rowCount() == 0) {
        m_counts->setText({});
        m_filter->setResultText({});
        return;
    }
    const Counts counts = countActors(m_actors->rows());
    const QLocale locale;
    const QString total = locale.toString(counts.total);
    QStringList parts;
    parts.append(ActorsText::tr("%1 of %2 actors")
                     .arg(locale.toString(m_table->shownCount()),
                          m_actors->isComplete() ? total : QString(u"≥ "_s % total)));
    parts.append(ActorsText::tr("%1 running").arg(locale.toString(counts.running)));
    parts.append(ActorsText::tr("%1 sleeping").arg(locale.toString(counts.sleeping)));
    if (counts.failing > 0)
        parts.append(ActorsText::tr("%1 failing").arg(locale.toString(counts.failing)));
    if (isStale)
        parts.append(ActorsText::tr("stale for %1")
                         .arg(relativeTimeText(m_actors->lostAt(), QDateTime::currentDateTime())));
    m_counts->setText(parts.join(u" · "_s));
    m_filter->setResultText(m_filter->text().isEmpty() ? QString() : locale.toString(m_table->shownCount()));
}

void ActorsPage::showMenu(const QPoint &position)
{
    if (m_table->chosenId().isEmpty() || m_contextMenu.isEmpty())
        return;
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    menu.addActions(m_contextMenu);
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

} // namespace rove::ui
