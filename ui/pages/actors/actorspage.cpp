// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/actorspage.h"

#include "ui/models/errortext.h"
#include "ui/models/filterlanguage.h"
#include "ui/pages/actors/actorstext.h"
#include "ui/pages/actors/selectionfooter.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/command.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"

#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

/// As many rows are looked through for values to offer.
constexpr int valueRowsMax = 5000;
constexpr qsizetype valuesMax = 60;

ActorsStrip::Counts countByStatus(const std::vector<ActorRow> &rows)
{
    std::array<int, static_cast<size_t>(ActorStatus::Unknown) + 1> numbers{};
    for (const ActorRow &row : rows)
        ++numbers[static_cast<size_t>(row.status)];
    ActorsStrip::Counts counts;
    for (size_t status = 0; status < numbers.size(); ++status)
        counts[static_cast<ActorStatus>(status)] = numbers[status];
    return counts;
}

QToolButton *commandLink(QAction *command)
{
    auto *button = new QToolButton;
    button->setDefaultAction(command);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

ActorsPage::ActorsPage(ActorsTable::ToneOf toneOf, QWidget *parent)
    : QWidget(parent)
    , m_filter(new FilterBox)
    , m_group(new QToolButton)
    , m_error(new ElidedLabel)
    , m_message(new MessageBar)
    , m_strip(new ActorsStrip(toneOf))
    , m_busy(new BusyBar)
    , m_stack(new QStackedWidget)
    , m_table(new ActorsTable(std::move(toneOf)))
    , m_empty(new EmptyState)
    , m_footer(new SelectionFooter)
    , m_counts(new ElidedLabel)
    , m_commands(new ActorsCommands(*m_table, *m_filter, this))
{
    makeWidgets();
    makeLayout();
    connectAll();
    updateAll();
}

void ActorsPage::makeWidgets()
{
    m_filter->setPlaceholderText(ActorsText::tr("Filter, for example status:running key~tenant"));
    m_filter->setAccessibleName(ActorsText::tr("Filter actors"));
    m_filter->setLanguage(FilterLanguage(actorFields(), [this](int field) { return valuesOf(field); }));
    m_group->setText(ActorsText::tr("Group"));
    m_group->setIcon(icon("collection"_L1));
    m_group->setToolTip(ActorsText::tr("Put the actors into groups"));
    m_group->setAccessibleName(ActorsText::tr("Group"));
    m_group->setPopupMode(QToolButton::InstantPopup);
    m_group->setFocusPolicy(Qt::StrongFocus);
    auto *groups = new QMenu(m_group);
    groups->addActions(m_commands->grouping());
    groups->insertSeparator(m_commands->command(u"actors.expandGroups"_s));
    m_group->setMenu(groups);
    m_error->setVisible(false);
    m_error->setElideMode(Qt::ElideRight);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_counts->setElideMode(Qt::ElideRight);
    m_resort = commandLink(m_commands->command(u"actors.resort"_s));
    m_loadMore = commandLink(m_commands->command(u"actors.loadMore"_s));
    m_loadAll = commandLink(m_commands->command(u"actors.loadAll"_s));
    m_stopLoading = commandLink(m_commands->command(u"actors.stopLoading"_s));
}

void ActorsPage::makeLayout()
{
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *top = new QHBoxLayout;
    top->setSpacing(metrics::space1);
    top->addWidget(m_filter, 1);
    top->addWidget(m_group);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(0);
    bottom->addWidget(m_counts, 1);
    for (QToolButton *button : {m_resort, m_loadMore, m_loadAll, m_stopLoading})
        bottom->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::panePadding, metrics::panePadding, metrics::panePadding,
                               metrics::space1);
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_message);
    layout->addLayout(top);
    layout->addWidget(m_error);
    layout->addWidget(m_strip);
    layout->addWidget(m_busy);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_footer);
    layout->addLayout(bottom);
}

void ActorsPage::connectAll()
{
    connect(m_filter, &FilterBox::filterChanged, this, [this](const QString &text) {
        m_table->view()->setFilterText(text);
        updateAll();
    });
    connect(m_filter, &FilterBox::errorChanged, this, &ActorsPage::updateError);
    connect(m_strip, &ActorsStrip::toggled, this, &ActorsPage::toggleStatus);
    connect(m_table, &ActorsTable::shownChanged, this, &ActorsPage::updateAll);
    connect(m_table, &ActorsTable::selectedIdsChanged, this, [this] {
        m_footer->setCount(m_table->selectedCount());
        emit selectionChanged();
    });
    connect(m_table, &ActorsTable::menuRequested, this, [this](const QPoint &position) {
        m_commands->update();
        QMenu menu(this);
        fillRowMenu(menu);
        menu.exec(position);
    });
    connect(m_table->view(), &OrderedView::counted, this, [this](int count) {
        m_filter->setResultText(ActorsText::tr("%1 so far").arg(locale().toString(count)));
    });
    connect(m_table->view(), &OrderedView::orderStaleChanged, this, &ActorsPage::updateCounts);
    connect(m_commands, &ActorsCommands::copied, this, &ActorsPage::copied);
    connect(m_commands, &ActorsCommands::marksFull, this, [this] {
        m_message->showMessage(
            MessageBar::Severity::Warning,
            ActorsText::tr("There is room for the pins and marks of %n actor(s), and no more.", nullptr,
                           ActorMarkStore::countMax));
    });
    m_secondTimer.setInterval(1s);
    connect(&m_secondTimer, &QTimer::timeout, this, &ActorsPage::updateAll);
    connect(&Theme::instance(), &Theme::changed, this, &ActorsPage::updateError);
}

void ActorsPage::setActors(ActorListModel *actors)
{
    if (m_actors)
        m_actors->disconnect(this);
    m_actors = actors;
    m_loadingSince = QDateTime::currentDateTimeUtc();
    m_table->setActors(actors);
    m_table->view()->setFilterText(m_filter->appliedText());
    if (actors) {
        connect(actors, &ActorListModel::phaseChanged, this, &ActorsPage::updateAll);
        connect(actors, &ActorListModel::countsChanged, this, &ActorsPage::updateAll);
        connect(actors, &ActorListModel::loadingAllChanged, this, &ActorsPage::updateAll);
        if (actors->marks())
            connect(actors->marks(), &ActorMarkStore::problemChanged, this, &ActorsPage::updateMarks);
    }
    updateMarks();
    updateAll();
}

void ActorsPage::setCommands(QAction *create, QAction *retry, const QList<QAction *> &contextMenu)
{
    m_create = create;
    m_retry = retry;
    m_menu.risky = contextMenu;
    updateAll();
}

void ActorsPage::setSelectionCommands(const QList<QAction *> &commands)
{
    m_footer->setCommands(commands);
}

void ActorsPage::setFilterStore(FilterStore *store)
{
    m_filter->setStore(store);
}

QAction *ActorsPage::clearFilterCommand() const
{
    return m_commands->command(u"actors.clearFilter"_s);
}

QString ActorsPage::countText() const
{
    QStringList parts{m_countOfAll, m_strip->summary(), m_restOfCounts};
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

std::vector<manager::Actor> ActorsPage::selectedRecords() const
{
    std::vector<manager::Actor> records;
    for (ActorRow &row : m_table->selectedRows())
        records.push_back(std::move(row.record));
    return records;
}

void ActorsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateAll();
}

// --- What there is to see ---

void ActorsPage::updateAll()
{
    const bool isLoading = m_actors && m_actors->phase() == ActorListModel::Phase::Loading;
    m_busy->setBusy(isLoading || (m_actors && m_actors->isLoadingAll()));
    const bool hasRows = m_actors && m_table->view()->rowCount() > 0;
    if (!hasRows)
        showEmpty();
    m_stack->setCurrentWidget(hasRows ? static_cast<QWidget *>(m_table) : m_empty);
    updateCounts();
    m_commands->update();
    const bool isStale = m_actors && m_actors->phase() == ActorListModel::Phase::Stale;
    const bool ticks = isStale || m_table->view()->isOrderStale();
    if (ticks && !m_secondTimer.isActive())
        m_secondTimer.start();
    if (!ticks)
        m_secondTimer.stop();
}

void ActorsPage::showLoading()
{
    const QString target = m_target;
    m_empty->setWaiting({.since = m_loadingSince,
                         .title = ActorsText::tr("Reading the actors"),
                         .sentence = target.isEmpty()
                                         ? ActorsText::tr("Waiting for the engine to answer.")
                                         : ActorsText::tr("Waiting for %1 to answer.").arg(target),
                         .longSentence =
                             [target](const QString &span) {
                                 return ActorsText::tr("%1 has not answered for %2.")
                                     .arg(target.isEmpty() ? ActorsText::tr("The engine") : target, span);
                             },
                         .command = m_retry});
}

void ActorsPage::showEmpty()
{
    using Phase = ActorListModel::Phase;
    if (m_actors && m_actors->phase() == Phase::Loading)
        return showLoading();
    m_empty->setCommand(nullptr);
    if (!m_actors) {
        m_empty->setContent("plug"_L1, ActorsText::tr("Not connected"),
                            ActorsText::tr("Choose a connection to see its actors."));
        return;
    }
    if (m_actors->rowCount() > 0) {
        m_empty->setContent(
            "funnel"_L1, ActorsText::tr("No actor matches"),
            ActorsText::tr("None of the %n actor(s) matches “%1”.", nullptr, m_actors->rowCount())
                .arg(m_filter->appliedText()));
        m_empty->setCommand(clearFilterCommand());
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
    const bool hasRows = m_actors && m_actors->rowCount() > 0;
    m_resort->setVisible(m_table->view()->isOrderStale());
    const bool isLoading = m_actors && m_actors->isLoadingAll();
    const bool hasMore = m_actors && m_actors->canFetchMore({}) && !isLoading;
    m_loadMore->setVisible(hasMore);
    m_loadAll->setVisible(hasMore);
    m_stopLoading->setVisible(isLoading);
    m_strip->setVisible(hasRows);
    const QStringList chosen =
        filterValues(m_filter->appliedText(), m_table->view()->fields(), fieldOf(ActorField::Status));
    m_strip->show(hasRows ? countByStatus(m_actors->rows()) : ActorsStrip::Counts(), chosen);
    updateLine();
}

void ActorsPage::updateLine()
{
    m_countOfAll.clear();
    m_restOfCounts.clear();
    if (!m_actors || m_actors->rowCount() == 0) {
        m_counts->setText({});
        m_filter->setResultText({});
        return;
    }
    const QString total = locale().toString(m_actors->rowCount());
    const QString shown = locale().toString(m_table->shownCount());
    m_countOfAll = ActorsText::tr("%1 of %2 actors")
                       .arg(shown, m_actors->isComplete() ? total : QString(u"≥ "_s % total));
    QStringList rest;
    const QDateTime now = QDateTime::currentDateTime();
    if (m_actors->phase() == ActorListModel::Phase::Stale)
        rest.append(m_actors->lostAt().msecsTo(now) < 1000
                        ? ActorsText::tr("stale")
                        : ActorsText::tr("stale for %1").arg(spanText(m_actors->lostAt(), now)));
    if (m_table->view()->isOrderStale())
        rest.append(ActorsText::tr("sorted %1 ago").arg(relativeTimeText(m_table->view()->sortedAt(), now)));
    m_restOfCounts = rest.join(u" · "_s);
    m_counts->setText(rest.isEmpty() ? m_countOfAll : QString(m_countOfAll % u" · "_s % m_restOfCounts));
    if (!m_table->view()->isComputing())
        m_filter->setResultText(m_filter->appliedText().isEmpty() ? QString() : shown);
}

void ActorsPage::updateError()
{
    m_error->setText(m_filter->error());
    QPalette colors;
    colors.setColor(QPalette::WindowText, Theme::instance().color(ColorRole::Error));
    m_error->setPalette(colors);
    m_error->setVisible(m_filter->hasError());
}

void ActorsPage::updateMarks()
{
    const ActorMarkStore *marks = m_actors ? m_actors->marks() : nullptr;
    if (!marks || !marks->problem())
        return;
    m_message->showMessage(
        MessageBar::Severity::Warning,
        ActorsText::tr("Pins and marks cannot be kept: they last until the window closes."));
    m_message->setDetails(marks->problem()->message);
}

void ActorsPage::toggleStatus(ActorStatus status, bool isChosen)
{
    const FilterFields &fields = m_table->view()->fields();
    const int field = fieldOf(ActorField::Status);
    const QString text = m_filter->appliedText();
    QStringList values = filterValues(text, fields, field);
    values.removeIf([status](const QString &value) {
        return value.compare(statusName(status), Qt::CaseInsensitive) == 0;
    });
    if (isChosen)
        values.append(statusName(status));
    m_filter->apply(withFilterValues(text, fields, field, values));
}

QStringList ActorsPage::valuesOf(int field) const
{
    QStringList values;
    if (!m_actors)
        return values;
    if (field == fieldOf(ActorField::Name))
        return m_actors->names();
    QSet<QString> known;
    const int count = std::min(m_actors->rowCount(), valueRowsMax);
    for (int row = 0; row < count && values.size() < valuesMax; ++row) {
        const QString value = ActorOrderedRow(m_actors->rowAt(row)).text(field);
        if (value.isEmpty() || known.contains(value))
            continue;
        known.insert(value);
        values.append(value);
    }
    return values;
}

// --- The view's state, and the menu ---

QVariantMap ActorsPage::saveView() const
{
    return {{u"filter"_s, m_filter->appliedText()},
            {u"scroll"_s, m_table->verticalScrollBar()->value()},
            {u"chosen"_s, m_table->chosenId()}};
}

void ActorsPage::restoreView(const QVariantMap &view)
{
    m_filter->apply(view.value(u"filter"_s).toString());
    if (const QString chosen = view.value(u"chosen"_s).toString(); !chosen.isEmpty())
        m_table->setChosenId(chosen);
    m_table->verticalScrollBar()->setValue(view.value(u"scroll"_s).toInt());
}

void ActorsPage::fillRowMenu(QMenu &menu) const
{
    menu.setToolTipsVisible(true);
    menu.addActions(m_menu.open);
    menu.addAction(m_commands->command(u"actors.preview"_s));
    menu.addSeparator();
    menu.addActions(m_menu.view);
    menu.addSeparator();
    QMenu *copy = menu.addMenu(icon("clipboard"_L1), ActorsText::tr("Copy &As"));
    copy->addActions(m_commands->copying());
    copy->addSeparator();
    copy->addActions(m_menu.copyAs);
    menu.addSeparator();
    menu.addAction(m_commands->command(u"actors.filterByValue"_s));
    menu.addAction(m_commands->command(u"actors.excludeValue"_s));
    menu.addSeparator();
    menu.addActions(m_menu.watch);
    menu.addAction(m_commands->command(u"actors.pin"_s));
    menu.addMenu(icon("tag"_L1), ActorsText::tr("Mar&k"))->addActions(m_commands->marking());
    menu.addSeparator();
    menu.addActions(m_menu.risky);
}

} // namespace rove::ui
