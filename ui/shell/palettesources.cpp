// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palettesources.h"

#include "ui/models/actorlabel.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/statustone.h"
#include "ui/shell/windowplaces.h"
#include "ui/style/icons.h"
#include "ui/widgets/fuzzymatch.h"

#include <QtCore/QElapsedTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

constexpr auto lookUpDelay = 250ms;
constexpr qsizetype lookUpLengthMin = 2;
constexpr int usedCommandCountMax = 12;
/// A list of any length is looked through for so long; what comes first is newest.
constexpr auto scanTimeMax = 40ms;
constexpr int actorCountMax = 10;
constexpr int usedWeight = 12;
/// Below whatever else fits.
constexpr int elsewhereWeight = -10'000;
constexpr QStringView prefixes = u">@#:*";

bool isPlace(const QAction *command)
{
    const QString id = command->objectName();
    const auto has = [](const QList<WindowPlace> &places, const QString &place) {
        return std::ranges::contains(places, place, &WindowPlace::id);
    };
    const QString name = id.section(u'.', 1);
    return (id.startsWith("section."_L1) && has(actorSections(), name)) ||
           (id.startsWith("view."_L1) && has(windowViews(), name));
}

QString keysOf(const QAction *command)
{
    return command->shortcut().toString(QKeySequence::NativeText);
}

struct Hit {
    int score;
    const ActorRow *row;
};

/// The best rows; equal ones in the order of the list.
std::vector<Hit> bestRows(const std::vector<ActorRow> &rows, const QString &pattern)
{
    std::vector<Hit> hits;
    QElapsedTimer time;
    time.start();
    for (const ActorRow &row : rows) {
        if (time.durationElapsed() > scanTimeMax)
            break;
        const std::optional<FuzzyMatch> match = fuzzyMatch(pattern, actorLabel(row.record));
        if (match)
            hits.push_back({.score = match->score, .row = &row});
        else if (row.record.actorId.startsWith(pattern))
            hits.push_back({.score = 0, .row = &row});
    }
    const size_t count = std::min<size_t>(hits.size(), actorCountMax);
    std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(count), std::greater{},
                              &Hit::score);
    hits.resize(count);
    return hits;
}

} // namespace

PaletteSources::PaletteSources(const ActionRegistry &registry, RecentStore &recent,
                               const LayoutStore &layouts, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_recent(recent)
    , m_layouts(layouts)
{
    m_lookUpTimer.setSingleShot(true);
    m_lookUpTimer.setInterval(lookUpDelay);
    connect(&m_lookUpTimer, &QTimer::timeout, this, [this] {
        if (m_finder)
            m_finder->findByIdOrKey(m_lookedUp, m_connection->actors().names());
    });
    connect(&m_namespaces, &PaletteNamespaces::changed, this, &PaletteSources::changed);
    connect(&m_namespaces, &PaletteNamespaces::placeChosen, this, &PaletteSources::placeChosen);
}

PaletteSources::~PaletteSources() = default;

void PaletteSources::setConnection(Connection *connection)
{
    if (m_connection == connection)
        return;
    m_connection = connection;
    m_namespaces.setConnection(connection);
    m_lookUpTimer.stop();
    m_finder = connection ? std::make_unique<ActorFinder>(connection->http()) : nullptr;
    if (m_finder) {
        connect(m_finder.get(), &ActorFinder::foundActor, this, &PaletteSources::changed);
        connect(m_finder.get(), &ActorFinder::finished, this, &PaletteSources::changed);
    }
}

QString PaletteSources::hint()
{
    return ShellText::tr(
        "> commands    @ views and sections    # pools    : filter the list    * all namespaces");
}

QList<PaletteGroup> PaletteSources::groups(const QString &typed, QString &pattern)
{
    const QChar prefix = typed.isEmpty() ? QChar() : typed.front();
    pattern = typed.trimmed();
    if (!prefix.isNull() && prefixes.contains(prefix))
        pattern = typed.sliced(1).trimmed();
    switch (prefix.unicode()) {
    case u'>':
        return {commands()};
    case u'@':
        return {places(), savedLayouts()};
    case u'#':
        return {pools()};
    case u':': {
        PaletteGroup group = filters(pattern);
        pattern.clear();
        return {group};
    }
    case u'*': {
        PaletteGroup group = m_namespaces.group(pattern);
        pattern.clear();
        return {group};
    }
    default:
        break;
    }
    QList<PaletteGroup> groups{actors(pattern), found(),        places(),          commands(),
                               recentPlaces(),  savedLayouts(), elsewhere(pattern)};
    if (pattern.isEmpty()) {
        // A beginning, not a list of everything: what can be done now.
        groups[2].countMax = 8;
        groups[3].countMax = 5;
        for (PaletteGroup &group : groups)
            group.entries.removeIf([](const PaletteEntry &entry) { return !entry.disabledReason.isEmpty(); });
    }
    return groups;
}

void PaletteSources::lookUp(const QString &typed)
{
    m_lookUpTimer.stop();
    const QString text = typed.trimmed();
    const bool isNarrowed = !text.isEmpty() && prefixes.contains(text.front());
    m_namespaces.lookUp(text.startsWith(u'*') ? text.sliced(1) : QString());
    if (!m_finder || isNarrowed || text.size() < lookUpLengthMin || m_hasListedActor) {
        if (m_finder)
            m_finder->cancel();
        m_lookedUp.clear();
        return;
    }
    m_lookedUp = text;
    m_lookUpTimer.start();
}

void PaletteSources::stop()
{
    lookUp({});
}

void PaletteSources::noteCommand(const QString &id)
{
    m_usedCommands.removeAll(id);
    m_usedCommands.prepend(id);
    while (m_usedCommands.size() > usedCommandCountMax)
        m_usedCommands.removeLast();
}

PaletteEntry PaletteSources::actorEntry(const manager::Actor &actor)
{
    const ActorStatus status = statusOf(actor);
    const Tone tone = toneOf(status);
    const QString label = actorLabel(actor);
    return {.id = u"actor:"_s % actor.actorId,
            .text = label,
            .detail = statusWord(status),
            .icon = icon(tone.icon, tone.color),
            .choose = [this, id = actor.actorId, label] { emit actorChosen(id, label); }};
}

PaletteGroup PaletteSources::actors(const QString &pattern)
{
    PaletteGroup group{.title = ShellText::tr("Actors"), .entries = {}, .countMax = actorCountMax};
    m_hasListedActor = false;
    if (!m_connection)
        return group;
    if (pattern.isEmpty()) {
        for (const RecentPlace &place : m_recent.places()) {
            const manager::Actor *record = nullptr;
            if (const ActorRow *row = m_connection->actors().find(place.actorId))
                record = &row->record;
            if (record && group.entries.size() < 5)
                group.entries.append(actorEntry(*record));
        }
        return group;
    }
    for (const Hit &hit : bestRows(m_connection->actors().rows(), pattern)) {
        PaletteEntry entry = actorEntry(hit.row->record);
        // An ID that was typed is shown, so that the match can be seen.
        if (hit.score == 0)
            entry.detail = hit.row->record.actorId;
        group.entries.append(std::move(entry));
    }
    m_hasListedActor = !group.entries.isEmpty();
    return group;
}

PaletteGroup PaletteSources::found()
{
    PaletteGroup group{.title = ShellText::tr("Found on the engine"), .entries = {}};
    if (!m_finder || m_lookedUp.isEmpty())
        return group;
    for (const manager::Actor &actor : m_finder->found()) {
        PaletteEntry entry = actorEntry(actor);
        // It fits by its ID or key, which the text need not show.
        entry.detail = m_lookedUp % u" · "_s % entry.detail;
        group.entries.append(std::move(entry));
    }
    return group;
}

PaletteEntry PaletteSources::commandEntry(QAction *command) const
{
    const QString sentence = commandSentence(command);
    const qsizetype used = m_usedCommands.indexOf(command->objectName());
    return {.id = command->objectName(),
            .text = plainText(command),
            // What has no sentence of its own says its name, which stands there already.
            .detail = sentence == plainText(command) ? QString() : sentence,
            .icon = command->icon(),
            .keys = keysOf(command),
            .disabledReason = command->isEnabled()                ? QString()
                              : disabledReason(command).isEmpty() ? ShellText::tr("This is not possible now.")
                                                                  : disabledReason(command),
            .weight = used < 0 ? 0 : usedWeight - static_cast<int>(used),
            .choose = [command = QPointer(command)] {
                if (command)
                    command->trigger();
            }};
}

PaletteGroup PaletteSources::commands() const
{
    PaletteGroup group{.title = ShellText::tr("Commands"), .entries = {}, .countMax = 40};
    for (QAction *command : m_registry.actions())
        if (!isPlace(command) && !command->objectName().startsWith("palette."_L1))
            group.entries.append(commandEntry(command));
    std::ranges::stable_sort(group.entries, std::greater{}, &PaletteEntry::weight);
    return group;
}

PaletteGroup PaletteSources::places() const
{
    PaletteGroup group{.title = ShellText::tr("Views and sections"), .entries = {}, .countMax = 30};
    for (QAction *command : m_registry.actions())
        if (isPlace(command))
            group.entries.append(commandEntry(command));
    return group;
}

PaletteGroup PaletteSources::pools()
{
    PaletteGroup group{.title = ShellText::tr("Runner pools"), .entries = {}};
    if (!m_connection)
        return group;
    for (const PoolSummary &pool : m_connection->overview().pools())
        group.entries.append(
            {.id = u"pool:"_s % pool.name,
             .text = pool.name,
             .detail = ShellText::tr("%n runner(s)", nullptr, pool.runnerCount),
             .icon = icon("hdd-stack"_L1),
             .choose = [this, name = pool.name] { emit filterChosen(u"pool:%1"_s.arg(name)); }});
    return group;
}

PaletteGroup PaletteSources::filters(const QString &text)
{
    PaletteGroup group{.title = ShellText::tr("Filter the list of actors"), .entries = {}};
    if (!m_connection)
        return group;
    const auto add = [this, &group](const QString &filter, const QString &detail) {
        group.entries.append({.id = u"filter:"_s % filter,
                              .text = filter.isEmpty() ? ShellText::tr("Show all") : filter,
                              .detail = detail,
                              .icon = icon("funnel"_L1),
                              .choose = [this, filter] { emit filterChosen(filter); }});
    };
    if (!text.isEmpty())
        add(text, ShellText::tr("Show the actors that match"));
    for (const ActorStatus status : {ActorStatus::Running, ActorStatus::Sleeping, ActorStatus::Pending,
                                     ActorStatus::CrashLoop, ActorStatus::Crashed}) {
        const QString filter = u"status:%1"_s.arg(statusName(status));
        if (filter.contains(text, Qt::CaseInsensitive))
            add(filter, statusWord(status));
    }
    for (const QString &name : m_connection->actors().names()) {
        const QString filter = u"name:%1"_s.arg(name);
        if (filter.contains(text, Qt::CaseInsensitive) && group.entries.size() < 20)
            add(filter, ShellText::tr("Actors of this type"));
    }
    if (text.isEmpty())
        add({}, ShellText::tr("Without a filter"));
    return group;
}

PaletteGroup PaletteSources::savedLayouts()
{
    PaletteGroup group{.title = ShellText::tr("Layouts"), .entries = {}};
    for (const NamedLayout &layout : m_layouts.layouts())
        group.entries.append({.id = u"layout:"_s % layout.name,
                              .text = ShellText::tr("Layout %1").arg(layout.name),
                              .icon = icon("layout-sidebar"_L1),
                              .choose = [this, name = layout.name] { emit layoutChosen(name); }});
    return group;
}

PaletteGroup PaletteSources::elsewhere(const QString &pattern)
{
    PaletteGroup group{.title = ShellText::tr("Elsewhere"), .entries = {}};
    // Not before the engine has said that it has none itself: what is offered first stays the chosen one.
    const bool isAsking = !m_hasListedActor && (m_lookedUp != pattern || m_lookUpTimer.isActive() ||
                                                (m_finder && m_finder->isRunning()));
    if (m_connection && pattern.size() >= lookUpLengthMin && !isAsking)
        group.entries.append({.id = u"palette.namespaces"_s,
                              .text = ShellText::tr("Search all namespaces for “%1”").arg(pattern),
                              .icon = icon("collection"_L1),
                              .keys = u"*"_s,
                              .weight = elsewhereWeight,
                              .choose = [this, pattern] { emit namespacesChosen(pattern); }});
    return group;
}

PaletteGroup PaletteSources::recentPlaces()
{
    PaletteGroup group{.title = ShellText::tr("Recent"), .entries = {}, .countMax = 6};
    for (const RecentPlace &place : m_recent.places()) {
        if (m_connection && m_connection->actors().find(place.actorId))
            continue;
        const QString where = ShellText::tr("%1 on %2", "a namespace on a connection")
                                  .arg(place.endpoint.namespaceName, place.connectionName);
        group.entries.append({.id = u"recent:%1/%2/%3"_s.arg(place.connectionName,
                                                             place.endpoint.namespaceName, place.actorId),
                              .text = place.actorId.isEmpty() ? place.endpoint.namespaceName : place.label,
                              .detail = where,
                              .icon = icon("clock-history"_L1, ColorRole::Muted),
                              .choose = [this, place] { emit placeChosen(place); }});
    }
    return group;
}

} // namespace rove::ui
