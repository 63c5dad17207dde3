// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/actorscommands.h"

#include "ui/models/visibletext.h"
#include "ui/pages/actors/actorscells.h"
#include "ui/pages/actors/actorstable.h"
#include "ui/pages/actors/actorstext.h"
#include "ui/widgets/command.h"
#include "ui/widgets/filterbox.h"

#include <QtCore/QMimeData>
#include <QtGui/QActionGroup>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// Several times this many rows would be minutes of converting, and more than a clipboard is for.
constexpr int copiedRowsMax = 20'000;

} // namespace

ActorsCommands::ActorsCommands(ActorsTable &table, FilterBox &filter, QObject *parent)
    : QObject(parent)
    , m_table(table)
    , m_filter(filter)
{
    makeOthers();
    makeCopying();
    makeMarking();
    makeGrouping();
    connect(&table, &ActorsTable::copyRequested, this, &ActorsCommands::copyTable);
    connect(&table, &ActorsTable::selectedIdsChanged, this, &ActorsCommands::update);
    connect(&table, &ActorsTable::chosenIdChanged, this, &ActorsCommands::update);
    connect(table.view(), &OrderedView::orderStaleChanged, this, &ActorsCommands::update);
    update();
}

QAction *ActorsCommands::make(const QString &id, const QString &text, QLatin1StringView iconName,
                              const QString &toolTip, const std::function<void()> &act)
{
    QAction *command =
        makeCommand(this, {.id = u"actors."_s + id, .text = text, .icon = iconName, .toolTip = toolTip});
    connect(command, &QAction::triggered, this, act);
    m_all.append(command);
    return command;
}

QAction *ActorsCommands::command(const QString &id) const
{
    const auto found = std::ranges::find(m_all, id, &QAction::objectName);
    return found == m_all.end() ? nullptr : *found;
}

void ActorsCommands::makeOthers()
{
    make(u"clearFilter"_s, ActorsText::tr("Clear &Filter"), "x-lg"_L1,
         ActorsText::tr("Show all actors again"), [this] {
             m_filter.clear();
             m_filter.setFocus();
         });
    make(u"filterByValue"_s, ActorsText::tr("&Filter by This Value"), "funnel"_L1,
         ActorsText::tr("Show only actors with the value of this cell"), [this] { filterByCell(false); });
    make(u"excludeValue"_s, ActorsText::tr("E&xclude This Value"), "dash-circle"_L1,
         ActorsText::tr("Hide actors with the value of this cell"), [this] { filterByCell(true); });
    make(u"resort"_s, ActorsText::tr("&Re-sort"), "arrow-clockwise"_L1,
         ActorsText::tr("Put changed actors where they belong"), [this] { m_table.view()->resort(); });
    make(u"preview"_s, ActorsText::tr("&Preview"), "eye"_L1,
         ActorsText::tr("Look at the actor without opening it"), [this] {
             if (const ActorRow *row = m_table.currentActor())
                 emit m_table.previewRequested(row->record.actorId);
         });
    make(u"loadMore"_s, ActorsText::tr("Load &More"), "arrow-down"_L1,
         ActorsText::tr("Read the next page of each type"), [this] {
             if (m_table.actors())
                 m_table.actors()->fetchMore({});
         });
    make(u"loadAll"_s, ActorsText::tr("Load &All"), "download"_L1,
         ActorsText::tr("Read every actor of the namespace"), [this] {
             if (m_table.actors())
                 m_table.actors()->loadAll();
         });
    make(u"stopLoading"_s, ActorsText::tr("S&top Loading"), "stop-circle"_L1,
         ActorsText::tr("Keep what has been read"), [this] {
             if (m_table.actors())
                 m_table.actors()->cancelLoadAll();
         });
    make(u"resetColumns"_s, ActorsText::tr("Reset &Columns"), {},
         ActorsText::tr("Show the columns, the order and the groups that everybody starts with"), [this] {
             if (m_table.actors())
                 m_table.resetColumns();
         });
    QAction *absolute = make(u"absoluteTimes"_s, ActorsText::tr("Absolute &Times"), "clock"_L1,
                             ActorsText::tr("Show when something was instead of how long ago"), [] {});
    absolute->setCheckable(true);
    connect(absolute, &QAction::toggled, &m_table, &ActorsTable::setAbsoluteTimes);
}

// --- Copying ---

void ActorsCommands::makeCopying()
{
    const auto text = [this](const QString &id, const QString &title, QString (ActorsCopy::*what)() const,
                             const QString &said) {
        m_copying.append(make(id, title, "clipboard"_L1, ActorsText::tr("Copy the selected actors so"),
                              [this, what, said] { copyText(what, said); }));
    };
    m_copying.append(make(u"copy"_s, ActorsText::tr("&Table"), "clipboard"_L1,
                          ActorsText::tr("Copy the selected rows as they are shown"),
                          [this] { copyTable(); }));
    text(u"copyId"_s, ActorsText::tr("&ID"), &ActorsCopy::ids, ActorsText::tr("ID"));
    text(u"copyKey"_s, ActorsText::tr("&Key"), &ActorsCopy::keys, ActorsText::tr("Key"));
    text(u"copyAsJson"_s, ActorsText::tr("&JSON"), &ActorsCopy::json, ActorsText::tr("JSON"));
    text(u"copyAsMarkdown"_s, ActorsText::tr("&Markdown Table"), &ActorsCopy::markdown,
         ActorsText::tr("Markdown table"));
    text(u"copyAsCsv"_s, ActorsText::tr("&CSV"), &ActorsCopy::csv, ActorsText::tr("CSV"));
}

ActorsCopy ActorsCommands::copyOfSelection() const
{
    std::vector<int> columns = m_table.shownColumns();
    QStringList titles;
    for (const int column : columns)
        titles.append(m_table.view()->headerData(column, Qt::Horizontal).toString());
    return ActorsCopy(m_table.selectedRows(), std::move(columns), std::move(titles));
}

void ActorsCommands::copyText(QString (ActorsCopy::*text)() const, const QString &what)
{
    const int count = m_table.selectedCount();
    if (count == 0 || count > copiedRowsMax)
        return;
    QGuiApplication::clipboard()->setText((copyOfSelection().*text)());
    emit copied(what);
}

void ActorsCommands::copyTable()
{
    const int count = m_table.selectedCount();
    if (count == 0 || count > copiedRowsMax)
        return;
    QGuiApplication::clipboard()->setMimeData(copyOfSelection().table().release());
    emit copied(ActorsText::tr("%n row(s)", nullptr, count));
}

// --- Filtering by a cell ---

void ActorsCommands::filterByCell(bool isExcluded)
{
    const ActorRow *row = m_table.currentActor();
    if (!row)
        return;
    const int column = m_table.currentIndex().column();
    const ActorField field = fieldOfColumn(column);
    const QString value = actorCellText(*row, column);
    const FilterFields &fields = m_table.view()->fields();
    // The minute is as fine as anybody means by a moment.
    constexpr qsizetype minuteLength = 16;
    if (isTimeColumn(column)) {
        const double moment = ActorOrderedRow(*row).number(fieldOf(field), 0).value_or(0);
        const QString minute = QDateTime::fromMSecsSinceEpoch(qint64(moment)).toString(Qt::ISODate);
        m_filter.apply(
            withFilterTerm(m_filter.text(), fields, fieldOf(field), minute.first(minuteLength), isExcluded));
    } else if (value.isEmpty()) {
        const QString has = QString(u"has:" % fields.at(fieldOf(field)).name);
        m_filter.apply(QString(m_filter.text() % (isExcluded ? u" "_s : u" -"_s) % has).trimmed());
    } else {
        m_filter.apply(withFilterTerm(m_filter.text(), fields, fieldOf(field), value, isExcluded));
    }
}

void ActorsCommands::updateFiltering()
{
    const ActorRow *row = m_table.currentActor();
    const int column = std::max(m_table.currentIndex().column(), 0);
    QString reason;
    if (!row)
        reason = ActorsText::tr("No actor is chosen.");
    else if (actorCellText(*row, column).isEmpty() &&
             !m_table.view()->fields().at(fieldOf(fieldOfColumn(column))).isOptional)
        reason = ActorsText::tr("This cell is empty.");
    setDisabledReason(command(u"actors.filterByValue"_s), reason);
    setDisabledReason(command(u"actors.excludeValue"_s), reason);
}

// --- Pins and marks ---

void ActorsCommands::makeMarking()
{
    QAction *pinning = make(u"pin"_s, ActorsText::tr("P&in"), "pin-angle"_L1,
                            ActorsText::tr("Keep the selected actors at the top"), [] {});
    pinning->setCheckable(true);
    connect(pinning, &QAction::triggered, this, &ActorsCommands::pin);
    for (const ActorMark color : actorMarks) {
        QAction *marking =
            make(u"mark."_s + actorMarkName(color), actorMarkTitle(color), {},
                 ActorsText::tr("Give the selected actors this mark"), [this, color] { mark(color); });
        marking->setIcon(markIcon(color));
        m_marking.append(marking);
    }
    m_marking.append(make(u"mark.none"_s, ActorsText::tr("&No Mark"), "x-lg"_L1,
                          ActorsText::tr("Take the mark off the selected actors"),
                          [this] { mark(ActorMark::None); }));
}

void ActorsCommands::pin(bool isPinned)
{
    ActorMarkStore *marks = m_table.actors() ? m_table.actors()->marks() : nullptr;
    if (!marks)
        return;
    for (const QString &id : m_table.selectedIds())
        if (!marks->setPinned(id, isPinned))
            return emit marksFull();
}

void ActorsCommands::mark(ActorMark mark)
{
    ActorMarkStore *marks = m_table.actors() ? m_table.actors()->marks() : nullptr;
    if (!marks)
        return;
    for (const QString &id : m_table.selectedIds())
        if (!marks->setMark(id, mark))
            return emit marksFull();
}

// --- Groups ---

void ActorsCommands::makeGrouping()
{
    auto *choice = new QActionGroup(this);
    const auto add = [this, choice](const QString &id, const QString &text, int field) {
        QAction *action = make(u"group."_s + id, text, {}, ActorsText::tr("Put the actors into such groups"),
                               [this, field] { m_table.setGroupField(field); });
        action->setCheckable(true);
        choice->addAction(action);
        m_groupOf[field] = action;
        m_grouping.append(action);
    };
    add(u"none"_s, ActorsText::tr("&No Groups"), -1);
    add(u"type"_s, ActorsText::tr("&Type"), fieldOf(ActorField::Name));
    add(u"status"_s, ActorsText::tr("&Status"), fieldOf(ActorField::Status));
    add(u"pool"_s, ActorsText::tr("&Pool"), fieldOf(ActorField::Pool));
    add(u"datacenter"_s, ActorsText::tr("&Datacenter"), fieldOf(ActorField::Datacenter));
    add(u"prefix"_s, ActorsText::tr("&Key Prefix"), fieldOf(ActorField::Prefix));
    add(u"error"_s, ActorsText::tr("&Error"), fieldOf(ActorField::Error));
    add(u"mark"_s, ActorsText::tr("&Mark"), fieldOf(ActorField::Mark));
    m_grouping.append(make(u"expandGroups"_s, ActorsText::tr("E&xpand All Groups"), "arrows-angle-expand"_L1,
                           ActorsText::tr("Show the actors of every group"),
                           [this] { m_table.view()->setAllGroupsCollapsed(false); }));
    m_grouping.append(make(u"collapseGroups"_s, ActorsText::tr("&Collapse All Groups"),
                           "arrows-angle-contract"_L1, ActorsText::tr("Show the groups alone"),
                           [this] { m_table.view()->setAllGroupsCollapsed(true); }));
}

void ActorsCommands::update()
{
    const int count = m_table.selectedCount();
    const ActorListModel *actors = m_table.actors();
    QString reason;
    if (count == 0)
        reason = ActorsText::tr("No actor is selected.");
    else if (count > copiedRowsMax)
        reason = ActorsText::tr("At most %n actor(s) can be copied at once.", nullptr, copiedRowsMax);
    for (QAction *copying : std::as_const(m_copying))
        setDisabledReason(copying, reason);
    const bool hasMarks = actors && actors->marks();
    QString marksReason;
    if (!hasMarks)
        marksReason = ActorsText::tr("Nothing is connected.");
    else if (count == 0)
        marksReason = ActorsText::tr("No actor is selected.");
    for (QAction *marking : std::as_const(m_marking))
        setDisabledReason(marking, marksReason);
    QAction *pinning = command(u"actors.pin"_s);
    setDisabledReason(pinning, marksReason);
    const ActorRow *current = m_table.currentActor();
    pinning->setChecked(current && current->isPinned);
    setDisabledReason(command(u"actors.preview"_s),
                      current ? QString() : ActorsText::tr("No actor is chosen."));
    updateFiltering();
    setDisabledReason(command(u"actors.resort"_s),
                      m_table.view()->isOrderStale() ? QString() : ActorsText::tr("The list is in order."));
    const bool isLoading = actors && actors->isLoadingAll();
    const QString complete = actors && !actors->canFetchMore({}) && !isLoading
                                 ? ActorsText::tr("Every actor is in the list.")
                                 : QString();
    const QString none = actors ? complete : ActorsText::tr("Nothing is connected.");
    setDisabledReason(command(u"actors.loadMore"_s), none);
    setDisabledReason(command(u"actors.loadAll"_s), isLoading ? ActorsText::tr("It is being read.") : none);
    setDisabledReason(command(u"actors.stopLoading"_s),
                      isLoading ? QString() : ActorsText::tr("Nothing is being read."));
    const QString noGroups =
        m_table.view()->groupField() < 0 ? ActorsText::tr("There are no groups.") : QString();
    setDisabledReason(command(u"actors.expandGroups"_s), noGroups);
    setDisabledReason(command(u"actors.collapseGroups"_s), noGroups);
    if (const auto group = m_groupOf.find(m_table.view()->groupField()); group != m_groupOf.end())
        group->second->setChecked(true);
    command(u"actors.absoluteTimes"_s)->setChecked(m_table.hasAbsoluteTimes());
}

} // namespace rove::ui
