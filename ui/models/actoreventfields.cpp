// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actoreventfields.h"

#include "ui/models/modelstext.h"

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

enum Field { Summary, Kind, Level, Connection, Duration, Time, Failed, Caused };

FilterFields makeFields()
{
    QStringList kinds;
    for (int kind = 0; kind < eventKindCount; ++kind)
        kinds.append(eventKindName(static_cast<EventKind>(kind)));
    const QStringList levels{eventLevelName(EventLevel::Detail), eventLevelName(EventLevel::Normal),
                             eventLevelName(EventLevel::Important)};
    return FilterFields({
        {.name = u"summary"_s, .doc = ModelsText::tr("What happened"), .isSearched = true},
        {.name = u"kind"_s,
         .kind = FilterKind::Enum,
         .doc = ModelsText::tr("What it is about"),
         .values = kinds},
        {.name = u"level"_s,
         .kind = FilterKind::Enum,
         .doc = ModelsText::tr("How much it matters"),
         .values = levels},
        {.name = u"connection"_s,
         .doc = ModelsText::tr("The connection's ID"),
         .aliases = {u"conn"_s},
         .isSearched = true,
         .isOptional = true},
        {.name = u"duration"_s,
         .kind = FilterKind::Duration,
         .doc = ModelsText::tr("How long an action took"),
         .isOptional = true},
        {.name = u"time"_s, .kind = FilterKind::Time, .doc = ModelsText::tr("When it was heard of")},
        {.name = u"failed"_s, .kind = FilterKind::Flag, .doc = ModelsText::tr("What went wrong")},
        {.name = u"caused"_s,
         .kind = FilterKind::Flag,
         .doc = ModelsText::tr("What an action of yours brought about")},
    });
}

/// An event as a filter sees it.
class EventRow : public FilterRow {
public:
    explicit EventRow(const ActorEvent &event)
        : m_event(event)
    {}

    QString text(int field) const override
    {
        switch (field) {
        case Summary:
            return m_event.summary;
        case Kind:
            return eventKindName(m_event.kind);
        case Level:
            return eventLevelName(m_event.level);
        case Connection:
            return m_event.connectionId;
        default:
            return {};
        }
    }

    std::optional<double> number(int field, qint64) const override
    {
        if (field == Time)
            return double(m_event.at.time_since_epoch().count());
        if (field == Duration && m_event.duration)
            return double(m_event.duration->count()) / 1000;
        return {};
    }

    bool flag(int field) const override
    {
        return field == Failed ? m_event.isFailure : field == Caused && m_event.cause != 0;
    }

private:
    const ActorEvent &m_event;
};

} // namespace

const FilterFields &eventFilterFields()
{
    static const FilterFields fields = makeFields();
    return fields;
}

std::function<bool(const ActorEvent &)> eventMatcher(const FilterQuery &query, qint64 now)
{
    const FilterMatcher matcher(query, eventFilterFields(), now);
    if (matcher.matchesAll())
        return {};
    return [matcher](const ActorEvent &event) { return matcher.matches(EventRow(event)); };
}

} // namespace rove::ui
