// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/id.h"
#include "protocol/envoy/v8.h"
#include "tests/sim/surroundings.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace rove::sim {

class Oracle;

/// One generation of an actor in an envoy: it loads what it stored, answers requests once what they did is
/// durable, handles the messages of its sockets in order and remembers how far it came, wants to sleep, sets
/// alarms, crashes and ends. Belongs to its envoy.
class SimActor {
public:
    using KvAnswered = std::move_only_function<void(const envoy::v8::KvResponseData &)>;
    /// What the envoy does for it.
    struct Host {
        std::function<void(envoy::v8::Event)> say;
        std::function<void(envoy::v8::MessageId, envoy::v8::ToRivetTunnelKind)> answer;
        std::function<void(envoy::v8::KvRequestData, KvAnswered)> kv;
        std::function<void()> repeat; ///< Says again something that the envoy has said before.
        std::function<void()> ended;
    };

    /// Where it keeps with each thing that it stores, in decimal, what code has done so.
    static constexpr QByteArrayView codeKey = "code";

    SimActor(ActorId id, std::uint32_t generation, std::uint32_t codeVersion, const Surroundings &around,
             Oracle &oracle, Host host);

    [[nodiscard]] std::uint32_t generation() const { return m_generation; }
    [[nodiscard]] bool isAlive() const { return m_isAlive != nullptr; }
    [[nodiscard]] bool takesTraffic() const { return isAlive() && m_isRunning && !m_isStopping; }

    void start(const std::vector<envoy::v8::HibernatingRequest> &sockets);
    void stop(envoy::v8::StopReason reason);
    /// Ends it without a word.
    void kill() { m_isAlive.reset(); }
    /// From now on it does nothing unless told.
    void calmDown() { m_isCalm = true; }

    void request(const envoy::v8::MessageId &id, const envoy::v8::RequestStart &request);
    void open(const envoy::v8::MessageId &id, const envoy::v8::WebSocketOpen &open);
    /// False if it has no such socket.
    [[nodiscard]] bool receive(const envoy::v8::MessageId &id, const envoy::v8::ToEnvoyTunnelKind &message);

private:
    struct Message {
        std::uint16_t index = 0;
        std::uint32_t number = 0; ///< Counted by the client, from one.
    };
    struct Socket {
        envoy::v8::MessageId id;
        bool hibernates = false;
        std::uint16_t lastReceived = 0;
        Message lastHandled;
        std::deque<Message> waiting;
        bool isBusy = false;
    };
    using Sockets = std::map<envoy::v8::RequestId, Socket>;

    void load(const std::vector<envoy::v8::HibernatingRequest> &sockets);
    void restore(const envoy::v8::KvListResponse &stored,
                 const std::vector<envoy::v8::HibernatingRequest> &sockets);
    void live();
    void doSomething();
    void end(bool ok);

    void stream(const envoy::v8::MessageId &id, const QByteArray &body);
    void respond(const envoy::v8::MessageId &id, std::uint16_t status, const QByteArray &body);
    void receive(Socket &socket, std::uint16_t index, const envoy::v8::WebSocketMessage &message);
    [[nodiscard]] bool isNext(Socket &socket, std::uint16_t index);
    void handleWaiting(envoy::v8::RequestId id);
    void handled(envoy::v8::RequestId id, const std::deque<Message> &messages);
    void closed(const Socket &socket);
    void put(const QByteArray &key, const QByteArray &value, std::move_only_function<void()> done);
    void whileAlive(std::chrono::milliseconds delay, Scheduler::Task task);
    [[nodiscard]] QString name() const;

    ActorId m_id;
    std::uint32_t m_generation;
    std::uint32_t m_codeVersion;
    Surroundings m_around;
    Oracle &m_oracle;
    Host m_host;
    std::shared_ptr<const bool> m_isAlive = std::make_shared<const bool>(true);
    bool m_isRunning = false;
    bool m_isStopping = false;
    bool m_isCalm = false;
    Sockets m_sockets;
};

} // namespace rove::sim
