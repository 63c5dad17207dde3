// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/joinedruntime.h"

#include "engine/host/gatewaycalls.h"
#include "engine/host/mailbox.h"
#include "engine/join/envoyclient.h"
#include "engine/net/client.h"
#include "engine/net/loop.h"
#include "protocol/base/limits.h"

#include <QtCore/QLoggingCategory>
#include <QtCore/QRandomGenerator>
#include <QtCore/QUuid>

#include <future>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

namespace rove::host {
namespace {

Q_LOGGING_CATEGORY(log, "rove.host")

/// How long the engine may take to stop the actors, which save meanwhile.
constexpr auto drainPatience = 15s;
/// For those that it has left.
constexpr auto stopPatience = 10s;

} // namespace

/// The parts, in the order in which each needs those before it. All but the threads' ends belong to the loop.
class JoinedRuntime::Private {
public:
    Private(JoinOptions options, Ended ended);

    Result<> start();
    void stop();

    const QString envoyKey = QUuid::createUuid().toString(QUuid::WithoutBraces);

private:
    using Outcome = std::promise<Result<>>;

    void join(std::shared_ptr<Outcome> outcome);
    void startRuntime();
    void receive(envoy::v8::ToEnvoy message);
    void takeDown(std::shared_ptr<std::promise<void>> down);

    JoinOptions m_options;
    Ended m_ended;
    net::IoLoop m_loop;
    std::unique_ptr<net::IoClient> m_net;
    std::unique_ptr<join::EnvoyClient> m_client;
    std::shared_ptr<GatewayCalls> m_calls;
    std::unique_ptr<Mailbox<envoy::v8::ToRivet>> m_fromRuntime;
    std::unique_ptr<runtime::Runtime> m_runtime;
    std::thread m_thread;
};

JoinedRuntime::Private::Private(JoinOptions options, Ended ended)
    : m_options(std::move(options))
    , m_ended(std::move(ended))
{
    m_fromRuntime = std::make_unique<Mailbox<envoy::v8::ToRivet>>(limits::mailboxMessageCountMax, [this] {
        m_loop.post([this] {
            for (envoy::v8::ToRivet &message : m_fromRuntime->takeAll())
                if (m_client) // Otherwise the end is near.
                    m_client->send(std::move(message));
        });
    });
}

Result<> JoinedRuntime::Private::start()
{
    m_thread = std::thread([this] { m_loop.run(); });
    auto outcome = std::make_shared<Outcome>();
    std::future<Result<>> joined = outcome->get_future();
    m_loop.post([this, outcome] { join(outcome); });
    Result<> result = joined.get();
    if (!result)
        stop();
    return result;
}

void JoinedRuntime::Private::join(std::shared_ptr<Outcome> outcome)
{
    m_net = std::make_unique<net::IoClient>(m_loop);
    m_client =
        std::make_unique<join::EnvoyClient>(m_loop, *m_net,
                                            join::EngineAddress{.endpoint = m_options.endpoint,
                                                                .token = m_options.token,
                                                                .namespaceName = m_options.namespaceName,
                                                                .pool = m_options.pool,
                                                                .version = m_options.version,
                                                                .envoyKey = envoyKey},
                                            QRandomGenerator::system()->generate64());
    auto hasJoined = std::make_shared<bool>(false);
    m_client->start({.onMessage = [this](envoy::v8::ToEnvoy message) { receive(std::move(message)); },
                     .onJoined =
                         [outcome, hasJoined] {
                             *hasJoined = true;
                             outcome->set_value({});
                         },
                     .onEnded =
                         [this, outcome, hasJoined](Error error) {
                             if (*hasJoined)
                                 m_ended(std::move(error));
                             else
                                 outcome->set_value(std::unexpected(std::move(error)));
                         }});
}

/// Its first message is the engine's greeting: only then is it known where the actors live.
void JoinedRuntime::Private::receive(envoy::v8::ToEnvoy message)
{
    if (!m_runtime)
        startRuntime();
    m_runtime->receive(std::move(message));
}

void JoinedRuntime::Private::startRuntime()
{
    m_options.runtime.namespaceName = m_options.namespaceName;
    m_options.runtime.region = m_client->datacenter();
    m_options.runtime.pool = m_options.pool;
    m_calls = std::make_shared<GatewayCalls>(m_loop, *m_net, m_options.endpoint, m_options.token.toUtf8());
    m_options.runtime.askGateway = m_calls->asker();
    m_runtime = std::make_unique<runtime::Runtime>(
        std::move(m_options.actors), m_options.runtime,
        [box = m_fromRuntime.get()](envoy::v8::ToRivet message) { box->put(std::move(message)); });
}

void JoinedRuntime::Private::stop()
{
    if (!m_thread.joinable())
        return;
    auto down = std::make_shared<std::promise<void>>();
    const std::future<void> isDown = down->get_future();
    m_loop.post([this, down] { takeDown(down); });
    if (isDown.wait_for(drainPatience + stopPatience) == std::future_status::timeout)
        qCWarning(log) << "Actors did not stop in time; what they had not saved is lost";
    m_loop.post([this] {
        m_client.reset();
        if (m_calls)
            m_calls->close();
        m_net.reset();
        m_loop.stop();
    });
    m_thread.join();
    m_fromRuntime->close();
    m_runtime.reset();
}

void JoinedRuntime::Private::takeDown(std::shared_ptr<std::promise<void>> down)
{
    const auto leave = [this, down] { m_client->shutDown([down] { down->set_value(); }); };
    if (!m_runtime)
        return leave();
    m_client->drain(drainPatience, [this, leave] { m_runtime->stop([this, leave] { m_loop.post(leave); }); });
}

Result<std::unique_ptr<JoinedRuntime>> JoinedRuntime::start(JoinOptions options, Ended ended)
{
    auto d = std::make_unique<Private>(std::move(options), std::move(ended));
    TRY(d->start());
    return std::unique_ptr<JoinedRuntime>(new JoinedRuntime(std::move(d)));
}

JoinedRuntime::JoinedRuntime(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{}

JoinedRuntime::~JoinedRuntime()
{
    stop();
}

QString JoinedRuntime::envoyKey() const
{
    return m_d->envoyKey;
}

void JoinedRuntime::stop()
{
    m_d->stop();
}

} // namespace rove::host
