// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/schedule/cronjob.h"

namespace rove::runtime {

using namespace Qt::StringLiterals;

QString scheduleKindName(ScheduleKind kind)
{
    switch (kind) {
    case ScheduleKind::At:
        return u"at"_s;
    case ScheduleKind::Cron:
        return u"cron"_s;
    case ScheduleKind::Every:
        return u"every"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString fireOutcomeName(CronFire::Outcome outcome)
{
    switch (outcome) {
    case CronFire::Outcome::Running:
        return u"running"_s;
    case CronFire::Outcome::Ok:
        return u"ok"_s;
    case CronFire::Outcome::Error:
        return u"error"_s;
    case CronFire::Outcome::Skipped:
        return u"skipped"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace rove::runtime
