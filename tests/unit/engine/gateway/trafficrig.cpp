// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/gateway/trafficrig.h"

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

class NotingBody final : public net::ResponseBody {
public:
    explicit NotingBody(std::shared_ptr<ClientBody> client)
        : m_client(std::move(client))
    {}
    ~NotingBody() override
    {
        m_client->taken = nullptr;
        m_client->isCut = !m_client->isEnded;
    }
    void write(QByteArray bytes) override
    {
        m_client->queuedBytes += bytes.size();
        m_client->bytes += bytes;
    }
    void end() override { m_client->isEnded = true; }
    [[nodiscard]] qsizetype queuedBytes() const override { return m_client->queuedBytes; }
    void onTaken(net::Task callback) override { m_client->taken = std::move(callback); }

private:
    std::shared_ptr<ClientBody> m_client;
};

} // namespace

void NotingUplink::send(const QString &envoyKey, envoy::v8::ToEnvoyTunnelMessage message)
{
    sent.push_back({.envoyKey = envoyKey, .message = std::move(message)});
}

bool NotingUplink::isNumberedInOrder() const
{
    std::uint16_t next = 0;
    return std::ranges::all_of(
        sent, [&](const Sent &each) { return each.message.messageId.messageIndex == next++; });
}

void ClientBody::take()
{
    queuedBytes = 0;
    if (taken)
        taken();
}

void NotingResponder::respond(net::HttpResponse answer)
{
    ++answerCount;
    response = std::move(answer);
}

std::unique_ptr<net::ResponseBody> NotingResponder::start(net::HttpResponse head)
{
    ++answerCount;
    response = std::move(head);
    body = std::make_shared<ClientBody>();
    return std::make_unique<NotingBody>(body);
}

void NotingRequestBody::give(QByteArray bytes, bool isLast)
{
    std::exchange(m_read, nullptr)(Piece{.bytes = std::move(bytes), .isLast = isLast});
}

void NotingRequestBody::fail(net::Refusal reason)
{
    std::exchange(m_read, nullptr)(std::unexpected(reason));
}

ClientEnd::~ClientEnd()
{
    if (socket)
        socket->forgetEnd();
}

NotingSocket::NotingSocket(ClientEnd &end)
    : m_end(&end)
{
    end.socket = this;
}

NotingSocket::~NotingSocket()
{
    if (!m_end)
        return;
    m_end->isDropped = true;
    m_end->socket = nullptr;
}

void NotingSocket::start(Handlers handlers)
{
    if (m_end)
        m_end->handlers = std::move(handlers);
}

void NotingSocket::send(QByteArray data, net::FrameKind kind)
{
    if (m_end)
        m_end->received.emplace_back(std::move(data), kind);
}

void NotingSocket::close(std::uint16_t code, QByteArray reason)
{
    if (m_end)
        m_end->closed.emplace(code, std::move(reason));
}

void NotingSocket::setPaused(bool paused)
{
    if (m_end)
        m_end->isPaused = paused;
}

TrafficRig::TrafficRig()
{
    conductor.watch(*this);
    loop.runTasks();
    conductor.joinEnvoy(u"envoy"_s);
    loop.runTasks();
}

void TrafficRig::actorChanged(const core::ActorChanged &change)
{
    traffic.actorChanged(change);
    waiter.actorChanged(change);
}

ActorId TrafficRig::createActor()
{
    ActorId actorId;
    conductor.request(core::CreateActor{.namespaceId = conductor.defaultNamespace(),
                                        .name = u"counter"_s,
                                        .key = u"key"_s,
                                        .pool = u"default"_s},
                      [&](const Result<core::Answer> &created) {
                          actorId = std::get<core::ActorCreated>(*created).actorId;
                      });
    loop.runTasks();
    return actorId;
}

void TrafficRig::start(ActorId actorId)
{
    conductor.report(actorId, core::ActorRunning{});
    loop.runTasks();
}

void TrafficRig::sleep(ActorId actorId)
{
    conductor.report(actorId, core::ActorWantsSleep{});
    loop.runTasks();
    conductor.report(actorId, core::ActorStopped{});
    loop.runTasks();
}

void TrafficRig::answer(envoy::v8::ToRivetTunnelKind kind)
{
    traffic.receive(u"envoy"_s,
                    {.messageId = uplink.sent.back().message.messageId, .messageKind = std::move(kind)});
    loop.runTasks();
}

} // namespace rove::gateway
