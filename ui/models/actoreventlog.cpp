// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actoreventlog.h"

#include "ui/models/actoreventlimits.h"
#include "ui/models/actoreventrecorder.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace rove::ui {

namespace {

constexpr std::chrono::milliseconds frameTime(17);

manager::Instant now()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

ActorEventLog::ActorEventLog(ActorSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_beganAt(now())
{
    m_flushTimer.setSingleShot(true);
    m_flushTimer.setInterval(frameTime);
    connect(&m_flushTimer, &QTimer::timeout, this, &ActorEventLog::flush);
    m_recorder = std::make_unique<ActorEventRecorder>(session, *this);
}

ActorEventLog::~ActorEventLog() = default;

quint64 ActorEventLog::append(ActorEvent event)
{
    event.id = m_firstId + m_events.size();
    if (event.at == manager::Instant())
        event.at = now();
    m_payloadBytes += event.payloadBytes;
    m_events.push_back(std::move(event));
    const quint64 id = m_events.back().id;
    if (qsizetype(m_events.size()) - m_toldCount >= eventlimits::eventRowsMax)
        flush();
    else if (!m_flushTimer.isActive())
        m_flushTimer.start();
    return id;
}

void ActorEventLog::update(const ActorEvent &event)
{
    if (!find(event.id))
        return;
    ActorEvent &known = m_events[size_t(event.id - m_firstId)];
    m_payloadBytes += event.payloadBytes - known.payloadBytes;
    known.summary = event.summary;
    known.level = event.level;
    known.duration = event.duration;
    known.isFailure = event.isFailure;
    known.payload = event.payload;
    known.payloadBytes = event.payloadBytes;
    known.isPayloadDropped = event.isPayloadDropped;
    m_firstPayloadId = std::min(m_firstPayloadId, event.id);
    if (qsizetype(event.id - m_firstId) < m_toldCount)
        m_changed.insert(event.id);
    if (!m_flushTimer.isActive())
        m_flushTimer.start();
}

void ActorEventLog::clear()
{
    m_firstId += m_events.size();
    m_firstPayloadId = m_firstId;
    m_events.clear();
    m_toldCount = 0;
    m_kindCounts = {};
    m_evictedCount = 0;
    m_payloadBytes = 0;
    m_changed.clear();
    emit cleared();
}

void ActorEventLog::flush()
{
    m_flushTimer.stop();
    evict();
    dropPayloads();
    if (qsizetype(m_events.size()) > m_toldCount) {
        const quint64 first = m_firstId + quint64(m_toldCount);
        for (size_t i = size_t(m_toldCount); i < m_events.size(); ++i)
            countIn(m_events[i], 1);
        m_toldCount = qsizetype(m_events.size());
        emit appended(first, lastId());
    }
    QList<quint64> changedIds;
    for (const quint64 id : std::exchange(m_changed, {}))
        if (find(id))
            changedIds.append(id);
    if (changedIds.isEmpty())
        return;
    std::ranges::sort(changedIds);
    emit changed(changedIds);
}

void ActorEventLog::evict()
{
    const qsizetype size = qsizetype(m_events.size());
    if (size <= eventlimits::eventRowsMax)
        return;
    const qsizetype go = size - (eventlimits::eventRowsMax - eventlimits::eventRowsSlack);
    const qsizetype toldGo = std::min(go, m_toldCount);
    if (toldGo > 0)
        emit evicting(m_firstId + quint64(toldGo));
    for (qsizetype i = 0; i < go; ++i) {
        if (i < toldGo)
            countIn(m_events.front(), -1);
        m_payloadBytes -= m_events.front().payloadBytes;
        m_events.pop_front();
    }
    m_firstId += quint64(go);
    m_firstPayloadId = std::max(m_firstPayloadId, m_firstId);
    m_toldCount -= toldGo;
    m_evictedCount += quint64(go);
}

void ActorEventLog::dropPayloads()
{
    for (; m_payloadBytes > eventlimits::eventPayloadBytesMax && find(m_firstPayloadId); ++m_firstPayloadId) {
        ActorEvent &event = m_events[size_t(m_firstPayloadId - m_firstId)];
        if (!event.payload)
            continue;
        m_payloadBytes -= event.payloadBytes;
        event.payload.reset();
        event.payloadBytes = 0;
        event.isPayloadDropped = true;
    }
}

void ActorEventLog::countIn(const ActorEvent &event, int sign)
{
    m_kindCounts[size_t(event.kind)] += sign;
}

const ActorEvent *ActorEventLog::find(quint64 id) const
{
    if (id < m_firstId || id - m_firstId >= m_events.size())
        return nullptr;
    return &m_events[size_t(id - m_firstId)];
}

std::vector<quint64> ActorEventLog::effectsOf(quint64 id) const
{
    std::vector<quint64> effects;
    const quint64 end = id + quint64(eventlimits::eventEffectRowsMax);
    for (quint64 next = id + 1; next <= end; ++next) {
        const ActorEvent *event = find(next);
        if (!event || qsizetype(effects.size()) >= eventlimits::eventEffectsMax)
            break;
        if (event->cause == id)
            effects.push_back(next);
    }
    return effects;
}

std::vector<ActorEvent> ActorEventLog::copyOf(const std::vector<quint64> &ids) const
{
    std::vector<ActorEvent> events;
    events.reserve(ids.size());
    for (const quint64 id : ids)
        if (const ActorEvent *event = find(id))
            events.push_back(*event);
    return events;
}

void ActorEventLog::noteLifecycle(const LifecycleMark &mark)
{
    if (m_lifecycle.contains(mark))
        return;
    const auto place =
        std::ranges::upper_bound(m_lifecycle, mark.at, std::ranges::less(), &LifecycleMark::at);
    m_lifecycle.insert(place, mark);
    if (m_lifecycle.size() > eventlimits::lifecycleMarksMax)
        m_lifecycle.removeFirst();
    emit lifecycleChanged();
}

} // namespace rove::ui
