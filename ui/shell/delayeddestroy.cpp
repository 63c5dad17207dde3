// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/delayeddestroy.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace rove::ui {

DelayedDestroy::DelayedDestroy(HttpClient &http, QObject *parent)
    : QObject(parent)
    , m_http(http)
{
    m_timer.setInterval(250ms);
    connect(&m_timer, &QTimer::timeout, this, &DelayedDestroy::tick);
}

void DelayedDestroy::add(const manager::Actor &record, const QString &label,
                         const std::optional<QCborValue> &remembered)
{
    if (contains(record.actorId))
        return;
    m_waiting.push_back({.record = record,
                         .label = label,
                         .remembered = remembered,
                         .at = QDateTime::currentDateTimeUtc().addDuration(m_patience)});
    if (m_patience == 0s)
        return destroyNow();
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
    return std::ranges::any_of(
        m_waiting, [&actorId](const Waiting &waiting) { return waiting.record.actorId == actorId; });
}

void DelayedDestroy::tick()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    std::vector<Waiting> due;
    std::erase_if(m_waiting, [&](const Waiting &waiting) {
        const bool isDue = waiting.at <= now;
        if (isDue)
            due.push_back(waiting);
        return isDue;
    });
    if (m_waiting.empty())
        m_timer.stop();
    emit changed();
    for (const Waiting &waiting : due)
        destroy(waiting);
}

void DelayedDestroy::destroy(const Waiting &waiting)
{
    destroySafely(m_http,
                  {.record = waiting.record, .archive = m_archive.data(), .remembered = waiting.remembered})
        .then(this, [this, waiting](const Result<QString> &note) {
            if (note)
                emit destroyed(waiting.record.actorId, waiting.label, *note);
            else
                emit failed(waiting.label, note.error());
        });
}

} // namespace rove::ui
