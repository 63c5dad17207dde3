// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/unsettled.h"

#include "engine/join/oversized.h"
#include "protocol/base/limits.h"

#include <algorithm>
#include <utility>

namespace rove::join {
namespace {

using namespace envoy::v8;

/// The engine acknowledges after some 250 events (spec/runner-envoy.md 3.2); of more than this it must have
/// seen the oldest.
constexpr std::size_t eventCountMax = 16384;

} // namespace

void Unsettled::add(const Events &events)
{
    for (const EventWrapper &event : events.events)
        m_events.push_back(event);
    while (m_events.size() > eventCountMax)
        m_events.pop_front();
}

void Unsettled::add(const KvRequest &request)
{
    m_requests.insert_or_assign(request.requestId, Request{.order = m_requestCount++, .request = request});
}

bool Unsettled::addTraffic(ToRivetTunnelMessage message)
{
    m_trafficBytes += tunnelBytes(message);
    m_traffic.push_back(std::move(message));
    return m_trafficBytes <= limits::envoyBacklogBytesMax &&
           m_traffic.size() <= limits::envoyBacklogMessageCountMax;
}

void Unsettled::settle(const AckEvents &acknowledgement)
{
    std::map<QString, Checkpoint> last;
    for (const Checkpoint &checkpoint : acknowledgement.lastEventCheckpoints)
        last.insert_or_assign(checkpoint.actorId, checkpoint);
    std::erase_if(m_events, [&last](const EventWrapper &event) {
        const auto found = last.find(event.checkpoint.actorId);
        if (found == last.end())
            return false;
        const Checkpoint &seen = found->second;
        return event.checkpoint.generation < seen.generation ||
               (event.checkpoint.generation == seen.generation && event.checkpoint.index <= seen.index);
    });
}

void Unsettled::dropTraffic()
{
    m_requests.clear();
    m_traffic.clear();
    m_trafficBytes = 0;
}

std::vector<ToRivet> Unsettled::repeat()
{
    std::vector<ToRivet> messages;
    if (!m_events.empty())
        messages.emplace_back(Events{.events = {m_events.begin(), m_events.end()}});
    std::vector<const Request *> requests;
    requests.reserve(m_requests.size());
    for (const auto &[id, request] : m_requests)
        requests.push_back(&request);
    std::ranges::sort(requests, {}, &Request::order);
    for (const Request *request : requests)
        messages.emplace_back(request->request);
    for (ToRivetTunnelMessage &message : std::exchange(m_traffic, {}))
        messages.emplace_back(std::move(message));
    m_trafficBytes = 0;
    return messages;
}

} // namespace rove::join
