// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/answercounts.h"

#include <utility>

namespace rove::gateway {
namespace {

constexpr int clientLeft = 499; // No status of HTTP; what servers log for it since nginx.

class CountingResponder final : public net::HttpResponder {
public:
    CountingResponder(std::shared_ptr<net::HttpResponder> responder,
                      std::shared_ptr<std::map<int, std::uint64_t>> counts)
        : m_responder(std::move(responder))
        , m_counts(std::move(counts))
    {}
    ~CountingResponder() override { count(clientLeft); }

    void respond(net::HttpResponse response) override
    {
        count(response.status);
        m_responder->respond(std::move(response));
    }
    [[nodiscard]] std::unique_ptr<net::ResponseBody> start(net::HttpResponse head) override
    {
        count(head.status);
        return m_responder->start(std::move(head));
    }
    void onGone(net::Task callback) override { m_responder->onGone(std::move(callback)); }

private:
    void count(int status)
    {
        if (!std::exchange(m_isCounted, true))
            ++(*m_counts)[status];
    }

    std::shared_ptr<net::HttpResponder> m_responder;
    std::shared_ptr<std::map<int, std::uint64_t>> m_counts; ///< It may outlive the gateway.
    bool m_isCounted = false;
};

} // namespace

std::shared_ptr<net::HttpResponder> counted(std::shared_ptr<net::HttpResponder> responder,
                                            const std::shared_ptr<AnswerCounts> &counts,
                                            const QByteArray &route)
{
    return std::make_shared<CountingResponder>(
        std::move(responder), std::shared_ptr<std::map<int, std::uint64_t>>(counts, &(*counts)[route]));
}

} // namespace rove::gateway
