// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palettenamespaces.h"

#include "ui/models/actorlabel.h"
#include "ui/models/actorstatus.h"
#include "ui/models/errortext.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/statustone.h"
#include "ui/style/icons.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

/// Each search asks every namespace several times, so it waits for somebody who has finished typing.
constexpr auto searchDelay = 400ms;
constexpr qsizetype textLengthMin = 2;
constexpr int shownCountMax = 60;

/// A line to read, not to choose.
PaletteEntry note(const QString &id, const QString &text, const QString &reason)
{
    return {
        .id = id, .text = text, .icon = icon("info-circle"_L1, ColorRole::Muted), .disabledReason = reason};
}

} // namespace

void PaletteNamespaces::setConnection(Connection *connection)
{
    stop();
    m_connection = connection;
    m_search = connection ? std::make_unique<NamespaceSearch>(connection->http()) : nullptr;
    if (!m_search)
        return;
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(m_search.get(), [this] { m_search->search(m_wanted); });
    connect(m_search.get(), &NamespaceSearch::rowsInserted, this, &PaletteNamespaces::changed);
    connect(m_search.get(), &NamespaceSearch::progressChanged, this, &PaletteNamespaces::changed);
}

void PaletteNamespaces::lookUp(const QString &text)
{
    const QString wanted = text.trimmed();
    if (wanted == m_wanted)
        return;
    stop();
    if (!m_search || wanted.size() < textLengthMin)
        return;
    m_wanted = wanted;
    m_timer.start(searchDelay);
}

void PaletteNamespaces::stop()
{
    m_timer.stop();
    m_wanted.clear();
    if (m_search)
        m_search->cancel();
}

PaletteEntry PaletteNamespaces::hitEntry(const NamespaceHit &hit)
{
    const Tone tone = toneOf(statusOf(hit.actor));
    const QString label = actorLabel(hit.actor);
    const ConnectionTarget &target = m_connection->target();
    const RecentPlace place{.profileId = target.profileId,
                            .isLocalEngine = target.isLocalEngine,
                            .connectionName = target.name,
                            .environment = target.environment,
                            .endpoint = target.endpoint.withNamespace(hit.namespaceName),
                            .actorId = hit.actor.actorId,
                            .label = label};
    return {.id = u"namespaces:"_s % hit.namespaceName % u'/' % hit.actor.actorId,
            .text = label,
            .detail = ShellText::tr("%1 · %2", "a namespace and a status")
                          .arg(hit.namespaceName, statusWord(statusOf(hit.actor))),
            .icon = icon(tone.icon, tone.color),
            .choose = [this, place] { emit placeChosen(place); }};
}

void PaletteNamespaces::addNotes(PaletteGroup &group)
{
    if (m_timer.isActive() || m_search->isSearching())
        group.entries.append({.id = u"namespaces.stop"_s,
                              .text = ShellText::tr("Stop searching"),
                              .icon = icon("x-circle"_L1),
                              .choose =
                                  [this] {
                                      m_timer.stop();
                                      m_search->cancel();
                                      emit changed();
                                  },
                              .keepsOpen = true});
    if (m_search->isTruncated())
        group.entries.append(note(u"namespaces.more"_s, ShellText::tr("There are more than are shown."),
                                  ShellText::tr("Type more of it.")));
    if (m_search->failedCount() > 0)
        group.entries.append(
            note(u"namespaces.failed"_s,
                 ShellText::tr("%n namespace(s) could not be searched.", nullptr, m_search->failedCount()),
                 errorSentence(*m_search->error(), m_connection->address())));
    else if (m_search->error())
        group.entries.append(note(u"namespaces.error"_s, ShellText::tr("The namespaces cannot be listed."),
                                  errorSentence(*m_search->error(), m_connection->address())));
}

PaletteGroup PaletteNamespaces::group(const QString &text)
{
    PaletteGroup group{.title = ShellText::tr("In all namespaces"), .entries = {}, .countMax = shownCountMax};
    if (!m_search)
        return group;
    if (text.trimmed().size() < textLengthMin) {
        group.entries.append(note(u"namespaces.hint"_s,
                                  ShellText::tr("Type an ID, a key, or how a type begins."),
                                  ShellText::tr("Every namespace of this engine is asked.")));
        return group;
    }
    if (m_search->text() != text.trimmed()) {
        if (m_timer.isActive())
            addNotes(group);
        return group;
    }
    if (m_search->isSearching())
        group.title = ShellText::tr("In all namespaces — %1 of %2 searched")
                          .arg(m_search->doneCount())
                          .arg(m_search->totalCount());
    for (const NamespaceHit &hit : m_search->rows())
        group.entries.append(hitEntry(hit));
    // The notes have their place behind whatever number of hits.
    while (group.entries.size() > shownCountMax - 4)
        group.entries.removeLast();
    addNotes(group);
    const bool isStopped = !m_search->isSearching() && m_search->doneCount() < m_search->totalCount();
    if (isStopped && !m_search->isTruncated())
        group.entries.append(note(u"namespaces.stopped"_s, ShellText::tr("The search was stopped."),
                                  ShellText::tr("%1 of %2 namespaces were searched.")
                                      .arg(m_search->doneCount())
                                      .arg(m_search->totalCount())));
    if (group.entries.isEmpty())
        group.entries.append(note(u"namespaces.none"_s, ShellText::tr("No namespace has it."),
                                  ShellText::tr("IDs and keys must be whole.")));
    return group;
}

} // namespace rove::ui
