// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/schedule/schedule.h"

#include "protocol/base/limits.h"

#include <QtCore/QUuid>

#include <algorithm>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A timer cannot count further than 24 days, and the wall clock may be set meanwhile: look again at least
/// this often.
constexpr std::chrono::milliseconds timerMax = 1h;

Instant wallClock()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

Schedule::Schedule()
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Schedule::fire);
}

void Schedule::restore(std::vector<ScheduledAction> actions)
{
    m_actions = std::move(actions);
    std::ranges::stable_sort(m_actions, {}, &ScheduledAction::at);
}

void Schedule::start()
{
    m_started = true;
    fire();
}

void Schedule::stop()
{
    m_started = false;
    m_timer.stop();
}

Result<QString> Schedule::add(Instant at, const QString &action, const QCborArray &arguments)
{
    if (std::cmp_greater_equal(m_actions.size(), limits::schedulesPerActorMax))
        return std::unexpected(Error::fromWire(u"schedule"_s, u"max_schedules_exceeded"_s,
                                               u"The actor has too many schedules."_s));
    QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto place = std::ranges::upper_bound(m_actions, at, {}, &ScheduledAction::at);
    m_actions.insert(place, {.id = id, .at = at, .action = action, .arguments = arguments});
    armTimer();
    emit changed();
    return id;
}

bool Schedule::cancel(const QString &id)
{
    if (!remove(id))
        return false;
    armTimer();
    emit changed();
    return true;
}

void Schedule::finish(const QString &id)
{
    m_running.remove(id);
    if (remove(id)) // It may have been cancelled meanwhile.
        emit changed();
}

bool Schedule::remove(const QString &id)
{
    return std::erase_if(m_actions, [&id](const ScheduledAction &action) { return action.id == id; }) > 0;
}

std::optional<Instant> Schedule::earliest() const
{
    return m_actions.empty() ? std::nullopt : std::optional(m_actions.front().at);
}

void Schedule::fire()
{
    const Instant now = wallClock();
    std::vector<ScheduledAction> dueActions;
    for (const ScheduledAction &action : m_actions)
        if (action.at <= now && !m_running.contains(action.id))
            dueActions.push_back(action);
    for (const ScheduledAction &action : dueActions) {
        m_running.insert(action.id);
        emit due(action);
    }
    armTimer();
}

void Schedule::armTimer()
{
    if (!m_started)
        return;
    const auto next = std::ranges::find_if(
        m_actions, [this](const ScheduledAction &action) { return !m_running.contains(action.id); });
    if (next == m_actions.end())
        return m_timer.stop();
    m_timer.start(std::clamp(next->at - wallClock(), 0ms, timerMax));
}

} // namespace rove::runtime
