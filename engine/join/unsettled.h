// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"

#include <cstdint>
#include <deque>
#include <map>
#include <vector>

namespace rove::join {

/// What an envoy has said and must say again on its next connection, because nobody knows whether it arrived:
/// events that the engine has not acknowledged, requests to the storage that it has not answered, and traffic
/// that came while there was no connection (spec/runner-envoy.md 1.2). Said twice, none of them does harm:
/// the engine drops events that it has seen, and a write of keys and values gives the same again, in the same
/// order. A value; bounded.
class Unsettled {
public:
    void add(const envoy::v8::Events &events);
    void add(const envoy::v8::KvRequest &request);
    /// Only while there is no connection. False if there is too much: the caller gives up its actors.
    [[nodiscard]] bool addTraffic(envoy::v8::ToRivetTunnelMessage message);

    void settle(const envoy::v8::AckEvents &acknowledgement);
    void settle(const envoy::v8::KvResponse &response) { m_requests.erase(response.requestId); }
    /// The engine has given the actors to others: their requests and traffic are nobody's.
    void dropTraffic();

    /// Everything, in the order in which it has to be said. Traffic is taken out; the rest stays.
    [[nodiscard]] std::vector<envoy::v8::ToRivet> repeat();

private:
    struct Request {
        std::uint64_t order = 0;
        envoy::v8::KvRequest request;
    };

    std::deque<envoy::v8::EventWrapper> m_events;
    std::map<std::uint32_t, Request> m_requests;
    std::uint64_t m_requestCount = 0;
    std::vector<envoy::v8::ToRivetTunnelMessage> m_traffic;
    qsizetype m_trafficBytes = 0;
};

} // namespace rove::join
