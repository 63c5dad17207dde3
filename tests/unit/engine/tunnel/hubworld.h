// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tunnel/envoyhub.h"
#include "tests/support/manualloop.h"
#include "tests/support/testconductor.h"

#include <optional>
#include <utility>
#include <vector>

namespace rove::test {

/// A host's end of a WebSocket, as a test sees it; it must outlive the socket.
struct HostEnd {
    void sendBytes(const QByteArray &bytes) { handlers.onMessage(bytes, net::FrameKind::Binary); }
    void sendText(const QByteArray &text) { handlers.onMessage(text, net::FrameKind::Text); }
    void drop(const QByteArray &reason = {}) { handlers.onClosed(1006, reason); }

    std::vector<QByteArray> frames;
    std::optional<std::pair<std::uint16_t, QByteArray>> closed;
    net::WebSocket::Handlers handlers;
};

/// The engine's end, which notes in the host's what it is told to send.
class NotingSocket final : public net::WebSocket {
public:
    explicit NotingSocket(HostEnd &end)
        : m_end(end)
    {}
    void start(Handlers handlers) override { m_end.handlers = std::move(handlers); }
    void send(QByteArray data, net::FrameKind) override { m_end.frames.push_back(std::move(data)); }
    void close(std::uint16_t code, QByteArray reason) override
    {
        m_end.closed.emplace(code, std::move(reason));
    }
    [[nodiscard]] qsizetype queuedBytes() const override { return 0; }
    void pauseReading() override {}
    void resumeReading() override {}

private:
    HostEnd &m_end;
};

/// Keeps the one answer that is due until the test gives it.
class HeldKv final : public tunnel::KvBackend {
public:
    void handle(ActorId, envoy::v8::KvRequestData, Answered answered) override { open = std::move(answered); }

    Answered open;
};

/// Answers each kind of request with what tells it from the others.
class EchoingPages final : public tunnel::SqliteBackend {
public:
    void handle(ActorId, envoy::v8::SqliteGetPagesRequest request,
                Answered<envoy::v8::SqliteGetPagesOk> answered) override
    {
        answered(envoy::v8::SqliteGetPagesOk{.pages = {{.pgno = request.pgnos.at(0), .bytes = {}}},
                                             .headTxid = 1});
    }
    void handle(ActorId, envoy::v8::SqliteCommitRequest,
                Answered<envoy::v8::SqliteCommitOk> answered) override
    {
        answered(envoy::v8::SqliteCommitOk{2});
    }
    void handle(ActorId, envoy::v8::SqliteCommitStageBeginRequest,
                Answered<envoy::v8::SqliteCommitStageBeginOk> answered) override
    {
        answered(envoy::v8::SqliteCommitStageBeginOk{3});
    }
    void handle(ActorId, envoy::v8::SqliteCommitStageSegmentRequest,
                Answered<envoy::v8::SqliteCommitStageSegmentOk> answered) override
    {
        answered(envoy::v8::SqliteCommitStageSegmentOk{4});
    }
    void handle(ActorId, envoy::v8::SqliteCommitFinalizeRequest,
                Answered<envoy::v8::SqliteCommitOk> answered) override
    {
        answered(envoy::v8::SqliteCommitOk{5});
    }
    void handle(ActorId, envoy::v8::SqliteExecRequest request,
                Answered<envoy::v8::SqliteExecOk> answered) override
    {
        answered(envoy::v8::SqliteExecOk{.columns = {request.sql}, .rows = {}});
    }
    void handle(ActorId, envoy::v8::SqliteExecuteRequest,
                Answered<envoy::v8::ExecuteResult> answered) override
    {
        answered(envoy::v8::ExecuteResult{.changes = 6});
    }
    void handle(ActorId, envoy::v8::SqliteExecuteBatchRequest,
                Answered<envoy::v8::SqliteExecuteBatchOk> answered) override
    {
        answered(envoy::v8::SqliteExecuteBatchOk{.results = {{.changes = 7}}});
    }
};

class NotedTraffic final : public tunnel::TrafficPort {
public:
    void receive(const QString &, envoy::v8::ToRivetTunnelMessage message) override
    {
        received.push_back(std::move(message));
    }
    void envoyReturned(const QString &) override { ++returnCount; }
    [[nodiscard]] std::vector<envoy::v8::HibernatingRequest> hibernating(ActorId) const override
    {
        return {};
    }

    std::vector<envoy::v8::ToRivetTunnelMessage> received;
    int returnCount = 0;
};

/// A hub with the real core, in virtual time.
struct HubWorld {
    HubWorld() { loop.runTasks(); }

    /// What the shell around the core would do.
    void carryOut()
    {
        loop.runTasks();
        for (const core::StartActor &start : std::exchange(conductor.starts, {}))
            hub.startActor(start);
        for (const core::StopActor &stop : std::exchange(conductor.stops, {}))
            hub.stopActor(stop);
    }
    /// Makes an actor in the pool `default`, where it starts if a host is there.
    [[nodiscard]] ActorId createActor()
    {
        std::optional<ActorId> actorId;
        conductor.request(core::CreateActor{.namespaceId = conductor.defaultNamespace(),
                                            .name = QStringLiteral("counter"),
                                            .key = {},
                                            .input = {},
                                            .pool = QStringLiteral("default")},
                          [&](const Result<core::Answer> &answer) {
                              actorId = std::get<core::ActorCreated>(*answer).actorId;
                          });
        carryOut();
        if (!actorId)
            qFatal("The actor was not created.");
        return *actorId;
    }
    [[nodiscard]] const core::Actor &actor(ActorId actorId) const
    {
        return *conductor.engine().findActor(actorId);
    }

    ManualLoop loop;
    TestConductor conductor{loop};
    HeldKv kv;
    EchoingPages pages;
    NotedTraffic traffic;
    tunnel::EnvoyHub hub{loop, conductor, kv, pages, traffic};
};

} // namespace rove::test
