// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/actorcall.h"
#include "tests/support/manualloop.h"
#include "tests/support/testconductor.h"

#include <memory>
#include <optional>
#include <vector>

namespace rove::gateway {

struct Sent {
    QString envoyKey;
    envoy::v8::ToEnvoyTunnelMessage message;
};

/// What the tunnel would get; its capabilities are what a test sets.
class NotingUplink final : public Uplink {
public:
    void send(const QString &envoyKey, envoy::v8::ToEnvoyTunnelMessage message) override;
    [[nodiscard]] bool streamsBodies(const QString &) const override { return streams; }
    [[nodiscard]] bool streamsAnswers(const QString &) const override { return streams || answersStream; }
    [[nodiscard]] qsizetype queuedBytes(const QString &) const override { return queued; }

    template <class Kind>
    [[nodiscard]] const Kind &lastAs() const
    {
        return std::get<Kind>(sent.back().message.messageKind);
    }
    /// All messages of a kind, in order.
    template <class Kind>
    [[nodiscard]] std::vector<Kind> all() const
    {
        std::vector<Kind> found;
        for (const Sent &each : sent)
            if (const auto *kind = std::get_if<Kind>(&each.message.messageKind))
                found.push_back(*kind);
        return found;
    }
    /// Whether the messages are numbered 0, 1, 2 ….
    [[nodiscard]] bool isNumberedInOrder() const;

    std::vector<Sent> sent;
    bool streams = false;
    bool answersStream = false; ///< And requests do not.
    qsizetype queued = 0;
};

/// An answer's body as its client sees it; outlives the handle to it.
struct ClientBody {
    QByteArray bytes;
    qsizetype queuedBytes = 0; ///< Of `bytes`, what the client has not taken.
    bool isEnded = false;
    bool isCut = false;
    net::Task taken;

    /// The client takes everything.
    void take();
};

class NotingResponder final : public net::HttpResponder {
public:
    void respond(net::HttpResponse answer) override;
    [[nodiscard]] std::unique_ptr<net::ResponseBody> start(net::HttpResponse head) override;
    void onGone(net::Task callback) override { gone = std::move(callback); }

    int answerCount = 0;
    net::HttpResponse response;
    std::shared_ptr<ClientBody> body; ///< Null unless the answer was started.
    net::Task gone;
};

/// What of a request's body is still to come: as much as a test gives.
class NotingRequestBody final : public net::RequestBody {
public:
    void read(Read read) override { m_read = std::move(read); }
    [[nodiscard]] bool isWanted() const { return static_cast<bool>(m_read); }
    void give(QByteArray bytes, bool isLast = false);
    void fail(net::Refusal reason);

private:
    Read m_read;
};

class NotingSocket;

/// A socket's client, as a test sees it. Whichever of the two ends first, the other goes on without it.
struct ClientEnd {
    ClientEnd() = default;
    ~ClientEnd();
    Q_DISABLE_COPY_MOVE(ClientEnd)

    NotingSocket *socket = nullptr;
    std::vector<std::pair<QByteArray, net::FrameKind>> received;
    std::optional<std::pair<std::uint16_t, QByteArray>> closed;
    net::WebSocket::Handlers handlers;
    bool isDropped = false;
    bool isPaused = false;
};

class NotingSocket final : public net::WebSocket {
public:
    explicit NotingSocket(ClientEnd &end);
    ~NotingSocket() override;
    void start(Handlers handlers) override;
    void send(QByteArray data, net::FrameKind kind) override;
    void close(std::uint16_t code, QByteArray reason) override;
    [[nodiscard]] qsizetype queuedBytes() const override { return 0; }
    void pauseReading() override { setPaused(true); }
    void resumeReading() override { setPaused(false); }
    void forgetEnd() { m_end = nullptr; }

private:
    void setPaused(bool paused);

    ClientEnd *m_end;
};

/// The gateway's traffic over the real core, with the clock and the tunnel in the test's hands. One envoy,
/// `envoy`, hosts the pool `default`.
struct TrafficRig final : core::Conductor::Watcher {
    TrafficRig();
    void actorChanged(const core::ActorChanged &change) override;

    ActorId createActor();
    void start(ActorId actorId);
    void sleep(ActorId actorId);
    /// Answers the last message that was sent.
    void answer(envoy::v8::ToRivetTunnelKind kind);
    [[nodiscard]] Services services() { return {loop, conductor, waiter, traffic, sockets}; }

    test::ManualLoop loop;
    test::TestConductor conductor{loop};
    NotingUplink uplink;
    ActorWaiter waiter{loop, conductor};
    Traffic traffic{loop, conductor.engine(), uplink};
    SocketRules sockets;
};

} // namespace rove::gateway
