// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/client.h"

#include "engine/net/clientcall.h"

#include <utility>

namespace rove::net {

namespace {

using namespace Qt::StringLiterals;

/// What whoever asked holds.
class CallHandle final : public Exchange {
public:
    explicit CallHandle(std::shared_ptr<ClientCall> call)
        : m_call(std::move(call))
    {}
    ~CallHandle() override { m_call->cancel(); }

private:
    std::shared_ptr<ClientCall> m_call;
};

/// An answer that is put together.
struct Fetch {
    HttpResponse response;
    qsizetype bodyBytesMax;
    bool isTooLong = false;
    Client::Fetched fetched;
};

void finish(Fetch &fetch, Result<> outcome)
{
    if (!outcome)
        return fetch.fetched(std::unexpected(std::move(outcome).error()));
    if (fetch.isTooLong)
        return fetch.fetched(failure(ErrorCode::ClientProtocol,
                                     u"The answer has more than %1 bytes."_s.arg(fetch.bodyBytesMax)));
    fetch.fetched(std::move(fetch.response));
}

} // namespace

struct IoClient::Private : ClientShared {
    using ClientShared::ClientShared;
};

IoClient::IoClient(IoLoop &loop, const ClientLimits &limits)
    : m_d(std::make_shared<Private>(loop, limits))
{}

IoClient::~IoClient()
{
    m_d->connections.abandonAll();
}

std::unique_ptr<Exchange> IoClient::send(ClientRequest request, Handlers handlers)
{
    auto call = std::make_shared<ClientCall>(
        m_d, ClientCall::Receiver{.handlers = std::move(handlers), .onOpened = {}});
    call->start(request, {});
    return std::make_unique<CallHandle>(std::move(call));
}

std::unique_ptr<Exchange> IoClient::fetch(ClientRequest request, qsizetype bodyBytesMax, Fetched fetched)
{
    const auto fetch = std::make_shared<Fetch>(
        Fetch{.response = {}, .bodyBytesMax = bodyBytesMax, .fetched = std::move(fetched)});
    return send(std::move(request),
                {.onHead =
                     [fetch](ResponseHead head) {
                         fetch->response.status = head.status;
                         fetch->response.headers = std::move(head.headers);
                     },
                 .onBody =
                     [fetch](const QByteArray &piece) {
                         QByteArray &body = fetch->response.body;
                         fetch->isTooLong |= body.size() + piece.size() > fetch->bodyBytesMax;
                         if (!fetch->isTooLong)
                             body += piece;
                     },
                 .onEnd = [fetch](Result<> outcome) { finish(*fetch, std::move(outcome)); }});
}

std::unique_ptr<Exchange> IoClient::openWebSocket(ClientRequest request, QByteArrayList subprotocols,
                                                  Opened opened)
{
    auto call = std::make_shared<ClientCall>(
        m_d, ClientCall::Receiver{.handlers = {}, .onOpened = std::move(opened)});
    call->start(request, subprotocols);
    return std::make_unique<CallHandle>(std::move(call));
}

} // namespace rove::net
