// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/join/scriptedclient.h"

#include "protocol/base/ensure.h"

namespace rove::join::test {
namespace {

class Nothing final : public net::Exchange {};

class PlayedSocket final : public net::WebSocket {
public:
    explicit PlayedSocket(EngineEnd &end)
        : m_end(end)
    {}
    ~PlayedSocket() override { m_end.isGone = true; }

    void start(Handlers handlers) override { m_end.handlers = std::move(handlers); }
    void send(QByteArray data, net::FrameKind kind) override
    {
        ENSURE(kind == net::FrameKind::Binary && !m_end.isGone);
        m_end.received.push_back(envoy::decodeToRivet(data).value());
    }
    void close(std::uint16_t code, QByteArray reason) override
    {
        m_end.closed.emplace(code, std::move(reason));
    }
    [[nodiscard]] qsizetype queuedBytes() const override { return 0; }
    void pauseReading() override {}
    void resumeReading() override {}

private:
    EngineEnd &m_end;
};

} // namespace

std::unique_ptr<net::Exchange> ScriptedClient::fetch(net::ClientRequest request, qsizetype, Fetched fetched)
{
    const QByteArray name = request.method + ' ' + request.url.path().toUtf8();
    requests.push_back(std::move(request));
    const auto answer = answers.find(name);
    ENSURE(answer != answers.end());
    m_loop.post(
        [answer = answer->second, fetched = std::move(fetched)]() mutable { fetched(std::move(answer)); });
    return std::make_unique<Nothing>();
}

std::unique_ptr<net::Exchange> ScriptedClient::openWebSocket(net::ClientRequest request,
                                                             QByteArrayList subprotocols, Opened opened)
{
    socketRequest = std::move(request);
    offered = std::move(subprotocols);
    m_opened = std::move(opened);
    return std::make_unique<Nothing>();
}

EngineEnd &ScriptedClient::open()
{
    ENSURE(m_opened);
    EngineEnd &end = *m_ends.emplace_back(std::make_unique<EngineEnd>());
    std::exchange(m_opened, nullptr)(
        net::OpenedWebSocket{.socket = std::make_unique<PlayedSocket>(end), .subprotocol = "rivet"});
    return end;
}

void ScriptedClient::refuse(const Error &error)
{
    ENSURE(m_opened);
    std::exchange(m_opened, nullptr)(std::unexpected(error));
}

} // namespace rove::join::test
