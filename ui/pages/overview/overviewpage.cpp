// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overviewpage.h"

#include "ui/models/actorlabel.h"
#include "ui/models/errortext.h"
#include "ui/pages/overview/overviewtext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/stackedbar.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int twoColumnsWidth = 760;
constexpr int pageWidthMax = 1280;

/// In the order in which people ask: what runs, what rests, what is on its way, what is wrong.
constexpr std::array statusOrder{ActorStatus::Running,   ActorStatus::Sleeping,  ActorStatus::Starting,
                                 ActorStatus::Pending,   ActorStatus::CrashLoop, ActorStatus::Crashed,
                                 ActorStatus::Destroyed, ActorStatus::Unknown};

QString ageOf(manager::Instant instant)
{
    return relativeTimeText(QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count()),
                            QDateTime::currentDateTime());
}

} // namespace

OverviewPage::OverviewPage(ToneOf toneOf, QWidget *parent)
    : QScrollArea(parent)
    , m_toneOf(std::move(toneOf))
    , m_title(new QLabel)
    , m_description(new QLabel)
    , m_cards(new QWidget)
    , m_empty(new EmptyState)
    , m_actors(new Card(OverviewText::tr("Actors")))
    , m_bar(new StackedBar)
    , m_failing(
          new OverviewCard(OverviewText::tr("Failing"), tone::ready, OverviewText::tr("No actor fails.")))
    , m_problems(
          new OverviewCard(OverviewText::tr("Problems"), tone::ready, OverviewText::tr("None was found.")))
    , m_types(new OverviewCard(OverviewText::tr("Types"), {}, OverviewText::tr("No type is known yet.")))
    , m_pools(new OverviewCard(OverviewText::tr("Runner pools"), {}, OverviewText::tr("Asking for pools…")))
    , m_recent(new OverviewCard(OverviewText::tr("Open last"), {},
                                OverviewText::tr("Actors you open are listed here.")))
{
    makeLayout();
    connect(m_failing, &OverviewCard::rowClicked, this, &OverviewPage::actorChosen);
    connect(m_failing, &OverviewCard::allRequested, this, [this] { emit filterRequested(u"is:failing"_s); });
    connect(m_problems, &OverviewCard::rowClicked, this, &OverviewPage::filterRequested);
    connect(m_types, &OverviewCard::rowClicked, this,
            [this](const QString &name) { emit filterRequested(u"name:%1"_s.arg(name)); });
    connect(m_types, &OverviewCard::allRequested, this, [this] { emit filterRequested({}); });
    connect(m_pools, &OverviewCard::rowClicked, this,
            [this](const QString &name) { emit filterRequested(u"pool:%1"_s.arg(name)); });
    connect(m_pools, &OverviewCard::allRequested, this, [this] { emit filterRequested({}); });
    connect(m_recent, &OverviewCard::rowClicked, this, &OverviewPage::actorChosen);
    setOverview(nullptr);
}

void OverviewPage::makeLayout()
{
    m_title->setFont(fonts::title());
    m_title->setTextFormat(Qt::PlainText);
    m_description->setForegroundRole(QPalette::PlaceholderText);
    m_description->setTextFormat(Qt::PlainText);
    m_actors->content()->addWidget(m_bar);
    m_actors->content()->setContentsMargins(metrics::space1 + 2, 0, metrics::space1 + 2, 0);
    m_bar->setAccessibleName(OverviewText::tr("Actors by status"));

    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    for (QVBoxLayout *column : {left, right})
        column->setSpacing(metrics::space3);
    left->addWidget(m_failing);
    left->addWidget(m_types);
    left->addStretch();
    right->addWidget(m_problems);
    right->addWidget(m_pools);
    right->addWidget(m_recent);
    right->addStretch();
    m_columns = new QHBoxLayout;
    m_columns->setSpacing(metrics::space3);
    m_columns->addLayout(left, 1);
    m_columns->addLayout(right, 1);
    auto *cards = new QVBoxLayout(m_cards);
    cards->setContentsMargins({});
    cards->setSpacing(metrics::space3);
    cards->addWidget(m_title);
    cards->addWidget(m_description);
    cards->addSpacing(metrics::space1);
    cards->addWidget(m_actors);
    cards->addLayout(m_columns);
    cards->addStretch();
    m_cards->setMaximumWidth(pageWidthMax);

    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(metrics::space4, metrics::space3, metrics::space4, metrics::space3);
    row->addWidget(m_cards, 1, Qt::AlignTop);
    row->addWidget(m_empty, 1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleRole(*this, QAccessible::Grouping);
    setAccessibleName(OverviewText::tr("Overview"));
}

void OverviewPage::setCommands(QAction *connectCommand, QAction *create)
{
    m_connect = connectCommand;
    m_create = create;
    refresh();
}

void OverviewPage::setPlace(const QString &name, const QString &description)
{
    m_title->setText(name);
    m_description->setText(description);
}

void OverviewPage::setOverview(NamespaceOverview *overview)
{
    if (m_overview == overview && overview)
        return;
    if (m_overview) {
        m_overview->disconnect(this);
        m_overview->setActive(false);
    }
    m_overview = overview;
    if (overview)
        connect(overview, &NamespaceOverview::changed, this, &OverviewPage::refresh);
    refresh();
}

void OverviewPage::setRecent(const QList<std::pair<QString, QString>> &actors)
{
    QList<OverviewRow> rows;
    for (const auto &[id, label] :
         actors.first(std::min<qsizetype>(actors.size(), OverviewCard::rowCountMax)))
        rows.append(
            {.id = id, .tone = {.color = ColorRole::Muted, .icon = "clock-history"_L1}, .text = label});
    m_recent->setRows(rows);
}

void OverviewPage::refresh()
{
    m_cards->setVisible(m_overview);
    m_empty->setVisible(!m_overview);
    if (!m_overview) {
        m_empty->setContent("speedometer2"_L1, OverviewText::tr("Not connected"),
                            OverviewText::tr("Choose a connection to see how its actors are."));
        m_empty->setCommand(m_connect);
        return;
    }
    showActors();
    showFailing();
    showProblems();
    showTypes();
    showPools();
    updateColumns();
}

void OverviewPage::showActors()
{
    QList<BarPart> parts;
    for (const ActorStatus status : statusOrder)
        parts.append(
            {.tone = m_toneOf(status), .word = statusWord(status), .count = m_overview->count(status)});
    m_bar->setParts(parts);
    m_actors->setNote(
        m_overview->total() == 0
            ? OverviewText::tr("none yet")
            : OverviewText::tr("%1 in %n type(s)", nullptr, static_cast<int>(m_overview->types().size()))
                  .arg(QLocale().toString(m_overview->total())));
}

void OverviewPage::showFailing()
{
    QList<OverviewRow> rows;
    for (const manager::Actor &actor : m_overview->failing())
        rows.append({.id = actor.actorId,
                     .tone = m_toneOf(statusOf(actor)),
                     .text = actorLabel(actor),
                     .detail = statusExplanation(actor),
                     .value = ageOf(actor.createTs)});
    m_failing->setRows(rows);
}

void OverviewPage::showProblems()
{
    using Kind = FoundProblem::Kind;
    QList<OverviewRow> rows;
    for (const FoundProblem &problem : m_overview->problems()) {
        const auto field = problem.kind == Kind::CrashLoop ? u"name:%1"_s : u"pool:%1"_s;
        rows.append({.id = field.arg(problem.subject),
                     .tone = problem.kind == Kind::WaitingForRoom ? tone::pending : tone::warning,
                     .text = problemSentence(problem)});
    }
    m_problems->setRows(rows);
}

void OverviewPage::showTypes()
{
    QList<OverviewRow> rows;
    for (const NamespaceOverview::TypeCount &type : m_overview->types()) {
        QStringList parts;
        if (type.running > 0)
            parts.append(OverviewText::tr("%1 running").arg(QLocale().toString(type.running)));
        if (type.failing > 0)
            parts.append(OverviewText::tr("%1 failing").arg(QLocale().toString(type.failing)));
        rows.append({.id = type.name,
                     .tone = {.color = ColorRole::Muted, .icon = "boxes"_L1},
                     .text = type.name,
                     .detail = parts.join(u" · "_s),
                     .value = QLocale().toString(type.total)});
    }
    m_types->setRows(rows);
}

void OverviewPage::showPools()
{
    QList<OverviewRow> rows;
    for (const PoolSummary &pool : m_overview->pools()) {
        QStringList parts;
        parts.append(OverviewText::tr("%n runner(s)", nullptr, pool.runnerCount));
        if (pool.drainingCount > 0)
            parts.append(OverviewText::tr("%1 draining").arg(QLocale().toString(pool.drainingCount)));
        if (pool.isServerless)
            parts.append(OverviewText::tr("serverless"));
        if (!pool.error.isEmpty())
            parts.append(pool.error);
        const QString actors = QLocale().toString(pool.actorCount);
        rows.append(
            {.id = pool.name,
             .tone = !pool.error.isEmpty()    ? tone::error
                     : pool.drainingCount > 0 ? tone::draining
                     : pool.runnerCount > 0   ? tone::ready
                     : pool.isServerless      ? tone::sleeping
                                              : tone::warning,
             .text = pool.name,
             .detail = parts.join(u" · "_s),
             .value =
                 pool.slotCount
                     ? OverviewText::tr("%1 of %2 slots").arg(actors, QLocale().toString(*pool.slotCount))
                     : OverviewText::tr("%n actor(s)", nullptr, static_cast<int>(pool.actorCount))});
    }
    if (m_overview->poolError())
        m_pools->setEmptySentence(tone::warning, errorSentence(*m_overview->poolError(), m_title->text()));
    else if (m_overview->knowsPools())
        m_pools->setEmptySentence({}, OverviewText::tr("There is no pool."));
    m_pools->setRows(rows);
}

void OverviewPage::updateColumns()
{
    m_columns->setDirection(viewport()->width() < twoColumnsWidth ? QBoxLayout::TopToBottom
                                                                  : QBoxLayout::LeftToRight);
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    updateColumns();
}

} // namespace rove::ui
