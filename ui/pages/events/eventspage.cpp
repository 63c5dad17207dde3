// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/eventspage.h"

#include "ui/models/actoreventfields.h"
#include "ui/models/actoreventlog.h"
#include "ui/models/actorsession.h"
#include "ui/pages/events/eventdetail.h"
#include "ui/pages/events/eventfacets.h"
#include "ui/pages/events/eventstable.h"
#include "ui/pages/events/eventstext.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/splitview.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// With this much room the detail stands beside the rows instead of below them.
constexpr int besideWidthMin = 980;
/// With less than this the kinds make room for the rows.
constexpr int facetsWidthMin = 560;

enum Pane { EmptyPane, RowsPane };

} // namespace

EventsPage::EventsPage(QWidget *parent)
    : QWidget(parent)
    , m_commands(this)
    , m_model(new ActorEventModel(this))
    , m_filter(new FilterBox)
    , m_level(new QComboBox)
    , m_message(new MessageBar)
    , m_facets(new EventFacets)
    , m_table(new EventsTable(*m_model))
    , m_detail(new EventDetail)
    , m_empty(new EmptyState)
    , m_stack(new QStackedWidget)
    , m_split(new SplitView(Qt::Vertical))
    , m_status(new ElidedLabel)
    , m_source(new ElidedLabel)
    , m_newest(new CommandButton(m_commands.follow))
{
    makeLayout();
    connectCommands();
    connect(m_filter, &FilterBox::filterChanged, this, &EventsPage::applyFilter);
    connect(m_level, &QComboBox::currentIndexChanged, this, &EventsPage::applyFilter);
    connect(m_facets, &EventFacets::hiddenChanged, this, &EventsPage::applyFilter);
    connect(m_table, &EventsTable::currentIdChanged, this, &EventsPage::showDetail);
    connect(m_table, &EventsTable::newCountChanged, this, &EventsPage::updateStatus);
    connect(m_table, &EventsTable::followingChanged, this, &EventsPage::updateStatus);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &EventsPage::updateRowCommands);
    connect(m_detail, &EventDetail::linkActivated, this, &EventsPage::goTo);
    connect(m_detail, &EventDetail::copied, this, &EventsPage::copied);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &EventsPage::updateEmpty);
    connect(m_model, &QAbstractItemModel::modelReset, this, &EventsPage::updateEmpty);
    connect(m_model, &ActorEventModel::waitingChanged, this, &EventsPage::updateStatus);
    setLog(nullptr);
}

EventsPage::~EventsPage() = default;

QWidget *EventsPage::makeToolRow()
{
    auto *row = new QWidget;
    m_filter->setPlaceholderText(EventsText::tr("Filter: kind:state duration>10ms words"));
    m_filter->setAccessibleName(EventsText::tr("Filter of the events"));
    m_level->setAccessibleName(EventsText::tr("Importance"));
    m_level->addItem(EventsText::tr("Everything"), int(EventLevel::Detail));
    m_level->addItem(EventsText::tr("Without noise"), int(EventLevel::Normal));
    m_level->addItem(EventsText::tr("Important only"), int(EventLevel::Important));
    auto *more = new QToolButton;
    more->setIcon(icon("three-dots"_L1));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setAutoRaise(true);
    more->setAccessibleName(EventsText::tr("More commands for events"));
    more->setToolTip(more->accessibleName());
    auto *menu = new QMenu(more);
    menu->addActions({m_commands.facets, m_commands.detail});
    menu->addSeparator();
    menu->addActions(m_commands.times->actions());
    menu->addSeparator();
    menu->addActions({m_commands.copy, m_commands.copyJson, m_commands.exportLog});
    menu->addSeparator();
    menu->addAction(m_commands.clear);
    more->setMenu(menu);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_level);
    layout->addWidget(new CommandButton(m_commands.pause));
    layout->addWidget(more);
    return row;
}

QWidget *EventsPage::makeFootRow()
{
    auto *row = new QWidget;
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_status->setElideMode(Qt::ElideRight);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_status, 1);
    layout->addWidget(m_newest);
    // The row keeps its height while the button comes and goes.
    row->setMinimumHeight(m_newest->sizeHint().height());
    return row;
}

void EventsPage::makeLayout()
{
    m_source->setForegroundRole(QPalette::PlaceholderText);
    m_source->setElideMode(Qt::ElideRight);
    m_source->setText(EventsText::tr(
        "Assembled from what the inspector pushes and from what you do here: Rivet has no feed "
        "of events."));
    auto *rows = new QWidget;
    auto *rowsLayout = new QHBoxLayout(rows);
    rowsLayout->setContentsMargins({});
    rowsLayout->setSpacing(0);
    rowsLayout->addWidget(m_facets);
    rowsLayout->addWidget(m_table, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(rows);
    m_split->addWidget(m_stack);
    m_split->addWidget(m_detail);
    m_split->setFoldingPane(1);
    m_split->setStretchFactor(0, 1);
    m_split->setSizes({460, 200});

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(makeToolRow());
    layout->addWidget(m_source);
    layout->addWidget(m_message);
    layout->addWidget(m_split, 1);
    layout->addWidget(makeFootRow());
}

void EventsPage::connectCommands()
{
    connect(m_commands.pause, &QAction::toggled, this, [this](bool isOn) {
        m_model->setPaused(isOn);
        updateStatus();
    });
    connect(m_commands.clear, &QAction::triggered, this, [this] {
        if (m_log)
            m_log->clear();
    });
    connect(m_commands.follow, &QAction::triggered, this, [this] {
        m_commands.pause->setChecked(false);
        m_table->setFollowing(true);
    });
    connect(m_commands.copy, &QAction::triggered, this, [this] { copyRows(EventFormat::Tsv); });
    connect(m_commands.copyJson, &QAction::triggered, this, [this] { copyRows(EventFormat::Json); });
    connect(m_commands.exportLog, &QAction::triggered, this, &EventsPage::askExport);
    connect(m_commands.facets, &QAction::toggled, this, &EventsPage::arrange);
    connect(m_commands.detail, &QAction::toggled, this, &EventsPage::arrange);
    connect(m_commands.onlyKind, &QAction::triggered, this, [this] { hideKinds(true); });
    connect(m_commands.withoutKind, &QAction::triggered, this, [this] { hideKinds(false); });
    connect(m_commands.resetFilter, &QAction::triggered, this, &EventsPage::clearFilter);
    connect(m_commands.goToCause, &QAction::triggered, this, [this] {
        if (const ActorEvent *event = m_log ? m_log->find(m_table->currentId()) : nullptr)
            goTo(event->cause);
    });
    connect(m_commands.goToEffect, &QAction::triggered, this, [this] {
        const auto effects = m_log ? m_log->effectsOf(m_table->currentId()) : std::vector<quint64>();
        if (!effects.empty())
            goTo(effects.front());
    });
    using TimeMode = ActorEventModel::TimeMode;
    connect(m_commands.timeLocal, &QAction::triggered, this, [this] { setTimeMode(TimeMode::Local); });
    connect(m_commands.timeUtc, &QAction::triggered, this, [this] { setTimeMode(TimeMode::Utc); });
    connect(m_commands.timeSinceStart, &QAction::triggered, this,
            [this] { setTimeMode(TimeMode::SinceStart); });
    m_table->addActions({m_commands.copy, m_commands.follow});
    const auto separator = [this] {
        auto *line = new QAction(this);
        line->setSeparator(true);
        return line;
    };
    m_table->setMenuActions({m_commands.goToCause, m_commands.goToEffect, separator(), m_commands.copy,
                             m_commands.copyJson, separator(), m_commands.onlyKind, m_commands.withoutKind});
    addAction(m_commands.pause);
}

void EventsPage::setLog(ActorEventLog *log)
{
    if (m_log) {
        m_log->disconnect(this);
        m_log->session().disconnect(this);
    }
    m_log = log;
    m_message->clear();
    m_commands.pause->setChecked(false);
    m_model->setLog(log);
    m_detail->setLog(log);
    m_table->setFollowing(true);
    if (log)
        connectLog();
    for (QAction *command : {m_commands.pause, m_commands.clear, m_commands.exportLog})
        setDisabledReason(command, log ? QString() : EventsText::tr("No actor is chosen."));
    updateCounts();
    updateEmpty();
    updateRowCommands();
}

void EventsPage::connectLog()
{
    const auto followLog = [this] {
        updateCounts();
        updateStatus();
    };
    connect(m_log, &ActorEventLog::appended, this, followLog);
    connect(m_log, &ActorEventLog::cleared, this, [this, followLog] {
        showDetail(0);
        followLog();
    });
    connect(m_log, &ActorEventLog::changed, this, [this](const QList<quint64> &ids) {
        if (ids.contains(m_detail->shownId()))
            m_detail->refresh();
    });
    // An effect that comes while its cause is looked at.
    connect(m_log, &ActorEventLog::appended, this, [this](quint64 first, quint64 last) {
        const quint64 shown = m_detail->shownId();
        for (quint64 id = first; shown && id <= last; ++id)
            if (const ActorEvent *event = m_log->find(id); event && event->cause == shown)
                return m_detail->refresh();
    });
    connect(&m_log->session(), &ActorSession::phaseChanged, this, [this] {
        updateStatus();
        updateEmpty();
    });
}

// --- Filter ---

void EventsPage::applyFilter()
{
    const FilterQuery query = FilterQuery::parse(m_filter->text(), eventFilterFields());
    m_filter->setError(query.isValid() ? QString() : query.problems().front().text);
    if (!query.isValid())
        return;
    m_model->setFilter({.isHidden = m_facets->hidden(),
                        .levelMin = static_cast<EventLevel>(m_level->currentData().toInt()),
                        .matches = eventMatcher(query, QDateTime::currentMSecsSinceEpoch())});
    updateStatus();
}

void EventsPage::clearFilter()
{
    m_filter->clear();
    m_level->setCurrentIndex(0);
    m_facets->setHidden({});
}

void EventsPage::hideKinds(bool others)
{
    const ActorEvent *event = m_log ? m_log->find(m_table->currentId()) : nullptr;
    if (!event)
        return;
    EventFacets::Hidden hidden = m_facets->hidden();
    const size_t chosen = size_t(event->kind);
    for (size_t kind = 0; kind < hidden.size(); ++kind)
        hidden[kind] = others ? kind != chosen : hidden[kind] || kind == chosen;
    m_facets->setHidden(hidden);
}

// --- What is shown ---

void EventsPage::updateEmpty()
{
    const bool hasRows = m_model->rowCount() > 0;
    m_stack->setCurrentIndex(hasRows ? RowsPane : EmptyPane);
    m_empty->setCommand(nullptr);
    if (!m_log) {
        m_empty->setContent("journal-text"_L1, EventsText::tr("No actor chosen"),
                            EventsText::tr("Choose an actor to see what happens to it."));
    } else if (!hasRows && m_log->count() > 0 && !m_model->filter().acceptsAll()) {
        m_empty->setContent(
            "funnel"_L1, EventsText::tr("No event matches"),
            EventsText::tr("%n event(s) are hidden by the filter.", nullptr, int(m_log->count())));
        m_empty->setCommand(m_commands.resetFilter);
    } else if (!hasRows && m_log->session().phase() == ActorSession::Phase::Asleep) {
        m_empty->setContent(
            "moon"_L1, EventsText::tr("The actor sleeps"),
            EventsText::tr("Nothing is heard of a sleeping actor, and looking does not wake it."));
    } else if (!hasRows) {
        m_empty->setContent(
            "journal-text"_L1, EventsText::tr("Nothing has happened yet"),
            EventsText::tr("Changes of the state, connections, schedules and your own actions "
                           "appear here as they are heard of."));
    }
    updateStatus();
}

QString EventsPage::statusText() const
{
    return m_status->text();
}

void EventsPage::updateStatus()
{
    const QLocale locale;
    QStringList parts;
    if (m_log && m_model->rowCount() != m_log->count())
        parts.append(EventsText::tr("%1 of %2 events")
                         .arg(locale.toString(m_model->rowCount()), locale.toString(qint64(m_log->count()))));
    else if (m_log)
        parts.append(EventsText::tr("%n event(s)", nullptr, m_model->rowCount()));
    if (m_model->isPaused())
        parts.append(EventsText::tr("paused, %n wait(s)", nullptr, m_model->waitingCount()));
    if (m_log && m_log->evictedCount() > 0)
        parts.append(EventsText::tr("%n older one(s) let go", nullptr, int(m_log->evictedCount())));
    if (m_log && m_log->session().phase() == ActorSession::Phase::Stale)
        parts.append(EventsText::tr("not connected, nothing is heard"));
    if (m_log && m_log->session().phase() == ActorSession::Phase::Asleep)
        parts.append(EventsText::tr("asleep, nothing to hear"));
    m_status->setText(parts.join(u"  ·  "_s));
    const int fresh = m_table->newCount() + m_model->waitingCount();
    m_newest->setText(fresh > 0 ? EventsText::tr("%n new", "events", fresh) : EventsText::tr("Newest"));
    m_newest->setVisible(m_log && (!m_table->isFollowing() || m_model->isPaused()));
}

void EventsPage::updateCounts()
{
    for (int kind = 0; kind < eventKindCount; ++kind)
        m_facets->setCount(static_cast<EventKind>(kind),
                           m_log ? m_log->countOf(static_cast<EventKind>(kind)) : 0);
}

void EventsPage::updateRowCommands()
{
    const ActorEvent *event = m_log ? m_log->find(m_table->currentId()) : nullptr;
    const QString noRow = EventsText::tr("Choose a row first.");
    for (QAction *command :
         {m_commands.copy, m_commands.copyJson, m_commands.onlyKind, m_commands.withoutKind})
        setDisabledReason(command, event ? QString() : noRow);
    const bool hasCause = event && event->cause != 0 && m_log->find(event->cause);
    setDisabledReason(m_commands.goToCause, hasCause ? QString()
                                            : event  ? EventsText::tr("No cause is known.")
                                                     : noRow);
    const bool hasEffect = event && !m_log->effectsOf(event->id).empty();
    setDisabledReason(m_commands.goToEffect, hasEffect ? QString()
                                             : event   ? EventsText::tr("No effect is known.")
                                                       : noRow);
}

void EventsPage::showDetail(quint64 id)
{
    m_detail->setShownId(id);
    updateRowCommands();
}

void EventsPage::goTo(quint64 id)
{
    if (m_table->setCurrentId(id)) {
        m_table->setFocus();
        return;
    }
    // It is hidden by the filter: it can still be looked at.
    showDetail(id);
}

void EventsPage::setTimeMode(ActorEventModel::TimeMode mode)
{
    m_model->setTimeMode(mode);
    m_commands.times->actions().at(int(mode))->setChecked(true);
}

void EventsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void EventsPage::arrange()
{
    const Qt::Orientation orientation = width() >= besideWidthMin ? Qt::Horizontal : Qt::Vertical;
    if (m_split->orientation() != orientation) {
        m_split->setOrientation(orientation);
        const int room = orientation == Qt::Horizontal ? width() : height();
        m_split->setSizes({room * 7 / 10, room * 3 / 10});
    }
    m_facets->setVisible(m_commands.facets->isChecked() && width() >= facetsWidthMin);
    m_detail->setVisible(m_commands.detail->isChecked());
}

} // namespace rove::ui
