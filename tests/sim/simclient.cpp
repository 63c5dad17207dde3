// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simclient.h"

#include "protocol/base/ensure.h"

#include <utility>

using namespace std::chrono_literals;

namespace rove::sim {
namespace {

constexpr auto usualDelayMax = 20ms;

} // namespace

SimClient::SimClient(const Surroundings &around, Asked asked)
    : m_around(around)
    , m_asked(std::move(asked))
{}

std::unique_ptr<net::Exchange> SimClient::send(net::ClientRequest request, Handlers handlers)
{
    auto outgoing = std::make_shared<Outgoing>(m_around, std::move(request), std::move(handlers));
    auto end = outgoing->engineEnd();
    m_around.scheduler.after(m_around.delay(usualDelayMax),
                             [asked = m_asked, outgoing = std::move(outgoing)] {
                                 if (outgoing->isOpen())
                                     asked(outgoing);
                             });
    return end;
}

std::unique_ptr<net::Exchange> SimClient::fetch(net::ClientRequest request, qsizetype bodyBytesMax,
                                                Fetched fetched)
{
    auto answer = std::make_shared<net::HttpResponse>();
    return send(std::move(request),
                {.onHead =
                     [answer](net::ResponseHead head) {
                         answer->status = head.status;
                         answer->headers = std::move(head.headers);
                     },
                 .onBody = [answer](const QByteArray &piece) { answer->body += piece; },
                 .onEnd =
                     [answer, bodyBytesMax, fetched = std::move(fetched)](const Result<> &outcome) mutable {
                         ENSURE(answer->body.size() <= bodyBytesMax);
                         if (outcome)
                             fetched(std::move(*answer));
                         else
                             fetched(std::unexpected(outcome.error()));
                     }});
}

std::unique_ptr<net::Exchange> SimClient::openWebSocket(net::ClientRequest, QByteArrayList, Opened)
{
    ENSURE(false && "an engine opens no WebSocket");
    return nullptr;
}

} // namespace rove::sim
