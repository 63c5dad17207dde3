// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/gatewaycalls.h"

#include "protocol/base/limits.h"

#include <utility>

namespace rove::host {
namespace {

runtime::HttpResponse received(net::HttpResponse response)
{
    runtime::HttpResponse answer{.status = response.status, .body = std::move(response.body)};
    for (const net::Header &header : response.headers)
        answer.headers.insert_or_assign(QString::fromLatin1(header.name).toLower(),
                                        QString::fromUtf8(header.value));
    return answer;
}

} // namespace

GatewayCalls::GatewayCalls(net::Loop &loop, net::Client &client, const QUrl &endpoint, QByteArray token)
    : m_loop(loop)
    , m_client(&client)
    , m_base(endpoint.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toEncoded())
    , m_token(std::move(token))
{
    while (m_base.endsWith('/'))
        m_base.chop(1);
}

runtime::AskGateway GatewayCalls::asker()
{
    return [self = shared_from_this()](runtime::HttpRequest request, Done done) {
        self->ask(std::move(request), std::move(done));
    };
}

void GatewayCalls::ask(runtime::HttpRequest request, Done done)
{
    m_loop.post([self = shared_from_this(), request = std::move(request), done = std::move(done)] {
        self->send(request, done);
    });
}

void GatewayCalls::send(const runtime::HttpRequest &request, Done done)
{
    if (!m_client)
        return;
    if (m_calls.size() >= callsMax)
        return done(failure(ErrorCode::ActorOverloaded));
    net::ClientRequest sent{.method = request.method.toLatin1(),
                            .url = QUrl::fromEncoded(QByteArray(m_base + request.path.toLatin1())),
                            .body = request.body,
                            .answerTimeout = limits::clientActionTimeout};
    for (const auto &[name, value] : request.headers)
        sent.headers.push_back({.name = name.toLatin1(), .value = value.toUtf8()});
    if (!m_token.isEmpty())
        sent.headers.push_back({.name = "x-rivet-token", .value = m_token});
    const std::uint64_t id = m_nextCall++;
    auto exchange = m_client->fetch(std::move(sent), limits::httpBodyBytesMax,
                                    [this, id, done = std::move(done)](Result<net::HttpResponse> response) {
                                        const auto finished = m_calls.extract(id);
                                        done(std::move(response).transform(received));
                                    });
    m_calls.emplace(id, std::move(exchange));
}

void GatewayCalls::close()
{
    m_client = nullptr;
    m_calls.clear();
}

} // namespace rove::host
