// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorevent.h"

#include "ui/models/modelstext.h"

#include <QtCore/QLocale>

namespace rove::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QString eventKindWord(EventKind kind)
{
    switch (kind) {
    case EventKind::State:
        return ModelsText::tr("State", "kind of event");
    case EventKind::Connection:
        return ModelsText::tr("Connection", "kind of event");
    case EventKind::Queue:
        return ModelsText::tr("Queue", "kind of event");
    case EventKind::Schedule:
        return ModelsText::tr("Schedule", "kind of event");
    case EventKind::Lifecycle:
        return ModelsText::tr("Lifecycle", "kind of event");
    case EventKind::Action:
        return ModelsText::tr("Action", "kind of event");
    case EventKind::Edit:
        return ModelsText::tr("Edit", "kind of event");
    case EventKind::Command:
        return ModelsText::tr("Command", "kind of event");
    case EventKind::Inspector:
        return ModelsText::tr("Inspector", "kind of event");
    case EventKind::Error:
        return ModelsText::tr("Error", "kind of event");
    case EventKind::Gap:
        return ModelsText::tr("Gap", "kind of event: something is missing here");
    }
    return {};
}

QString eventKindName(EventKind kind)
{
    switch (kind) {
    case EventKind::State:
        return u"state"_s;
    case EventKind::Connection:
        return u"connection"_s;
    case EventKind::Queue:
        return u"queue"_s;
    case EventKind::Schedule:
        return u"schedule"_s;
    case EventKind::Lifecycle:
        return u"lifecycle"_s;
    case EventKind::Action:
        return u"action"_s;
    case EventKind::Edit:
        return u"edit"_s;
    case EventKind::Command:
        return u"command"_s;
    case EventKind::Inspector:
        return u"inspector"_s;
    case EventKind::Error:
        return u"error"_s;
    case EventKind::Gap:
        return u"gap"_s;
    }
    return {};
}

QString eventLevelName(EventLevel level)
{
    switch (level) {
    case EventLevel::Detail:
        return u"detail"_s;
    case EventLevel::Normal:
        return u"normal"_s;
    case EventLevel::Important:
        return u"important"_s;
    }
    return {};
}

QString eventDurationText(const std::optional<std::chrono::microseconds> &duration)
{
    if (!duration)
        return {};
    const QLocale locale;
    const double milliseconds = double(duration->count()) / 1000;
    if (*duration < 10ms)
        return ModelsText::tr("%1 ms").arg(locale.toString(milliseconds, 'f', 1));
    if (*duration < 1s)
        return ModelsText::tr("%1 ms").arg(locale.toString(milliseconds, 'f', 0));
    return ModelsText::tr("%1 s").arg(locale.toString(milliseconds / 1000, 'f', 1));
}

} // namespace rove::ui
