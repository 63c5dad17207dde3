// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/delayeddestroy.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace rove::ui {

DelayedDestroy::DelayedDestroy(HttpClient &http, QObject *parent)
    : QObject(parent)
    , m_manager(http)
{
    m_timer.setInterval(250ms);
    connect(&m_timer, &QTimer::timeout, this, &DelayedDestroy::tick);
}

void DelayedDestroy::add(const QString &actorId, const QString &label)
{
    if (contains(actorId))
        return;
    m_waiting.push_back(
        {.actorId = actorId, .label = label, .at = QDateTime::currentDateTimeUtc().addDuration(patience)});
    m_timer.start();
    emit changed();
}

void DelayedDestroy::undoAll()
{
    m_waiting.clear();
    m_timer.stop();
    emit changed();
}

void DelayedDestroy::destroyNow()
{
    m_timer.stop();
    for (const Waiting &waiting : std::exchange(m_waiting, {}))
        destroy(waiting);
    emit changed();
}

int DelayedDestroy::secondsLeft() const
{
    if (m_waiting.empty())
        return 0;
    const qint64 left = QDateTime::currentDateTimeUtc().msecsTo(m_waiting.front().at);
    return static_cast<int>((std::max<qint64>(left, 0) + 999) / 1000);
}

bool DelayedDestroy::contains(const QString &actorId) const
{
    return std::ranges::contains(m_waiting, actorId, &Waiting::actorId);
}

void DelayedDestroy::tick()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    std::vector<Waiting> due;
    while (!m_waiting.empty() && m_waiting.front().at <= now) {
        due.push_back(m_waiting.front());
        m_waiting.erase(m_waiting.begin());
    }
    if (m_waiting.empty())
        m_timer.stop();
    emit changed();
    for (const Waiting &waiting : due)
        destroy(waiting);
}

void DelayedDestroy::destroy(const Waiting &waiting)
{
    m_manager.destroyActor(waiting.actorId).then(this, [this, waiting](const Result<> &result) {
        if (result)
            emit destroyed(waiting.actorId);
        else
            emit failed(waiting.label, result.error());
    });
}

} // namespace rove::ui
