// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/engine.h"

#include "engine/host/engineparts.h"
#include "engine/host/gatewaycalls.h"
#include "engine/host/mailbox.h"
#include "engine/host/metricspage.h"
#include "engine/net/client.h"
#include "engine/net/loop.h"
#include "engine/store/filesystemstore.h"
#include "engine/store/memorystore.h"
#include "engine/store/postgresstore.h"
#include "engine/store/rocksstore.h"
#include "protocol/base/limits.h"

#include <QtCore/QLoggingCategory>
#include <QtCore/QRandomGenerator>
#include <QtCore/QUuid>

#include <future>
#include <thread>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::host {
namespace {

Q_LOGGING_CATEGORY(log, "rove.host")

constexpr std::uint16_t closeInternalError = 1011;
constexpr auto answersPatience = 3s;
constexpr auto stopPatience = 20s;
/// Below every other: a server that joins the pool takes what both could.
constexpr std::uint32_t builtInVersion = 0;

/// The pool that clients use unless they are told another (spec/client-gateway.md 3.1).
const QString builtInPool = u"default"_s;
const QString builtInNamespace = u"default"_s;
const QString loopback = u"127.0.0.1"_s;

bool isLoopback(const QString &host)
{
    return host == "::1"_L1 || host.startsWith("127."_L1);
}

/// The runtime of this process as a peer of the hub: messages are handed over as they are.
class RuntimePeer final : public tunnel::Peer {
public:
    explicit RuntimePeer(runtime::Runtime &runtime)
        : m_runtime(runtime)
    {}
    void send(envoy::v8::ToEnvoy message) override { m_runtime.receive(std::move(message)); }
    [[nodiscard]] bool streamsAnswers() const override { return true; }

private:
    runtime::Runtime &m_runtime;
};

Result<std::unique_ptr<store::Store>> openStore(const EngineOptions &options, store::Post post)
{
    switch (options.store) {
    case StoreKind::Memory:
        return std::make_unique<store::MemoryStore>(std::move(post));
    case StoreKind::Filesystem:
        return store::openFilesystemStore(options.dataFolder, std::move(post));
    case StoreKind::RocksDb:
        return store::openRocksStore(options.dataFolder, std::move(post));
    case StoreKind::Postgres:
        return store::openPostgresStore(options.database, std::move(post));
    }
    Q_UNREACHABLE_RETURN(failure(ErrorCode::StoreFailed));
}

} // namespace

/// The parts of an engine, in the order in which each needs those before it. All but the threads' ends belong
/// to the loop.
class Engine::Private {
public:
    explicit Private(EngineOptions options)
        : m_options(std::move(options))
        , m_envoyKey(QUuid::createUuid().toString(QUuid::WithoutBraces))
    {}

    Result<> start();
    void stop();
    [[nodiscard]] QUrl endpoint() const;
    [[nodiscard]] QUrl metricsUrl() const;
    [[nodiscard]] std::future<Result<>> snapshot(const QString &path);

private:
    void bringUp(std::shared_ptr<std::promise<Result<>>> up);
    void fillStore(std::move_only_function<void(Result<>)> done);
    void wakeCore(std::shared_ptr<std::promise<Result<>>> up);
    Result<> open();
    Result<> openMetrics();
    void takeDown(std::shared_ptr<std::promise<void>> down);
    void finishLoop();

    EngineOptions m_options;
    const QString m_envoyKey;
    net::IoLoop m_loop;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<net::IoClient> m_client;
    std::unique_ptr<EngineParts> m_parts;
    std::shared_ptr<GatewayCalls> m_calls;
    std::unique_ptr<Mailbox<envoy::v8::ToRivet>> m_fromRuntime;
    std::unique_ptr<runtime::Runtime> m_runtime;
    std::unique_ptr<net::Server> m_server;
    std::uint16_t m_listenPort = 0;
    std::unique_ptr<MetricsPage> m_metrics;
    std::unique_ptr<net::Server> m_metricsServer;
    std::uint16_t m_metricsListenPort = 0;
    std::thread m_thread;
};

Result<std::unique_ptr<Engine>> Engine::start(EngineOptions options)
{
    auto d = std::make_unique<Private>(std::move(options));
    TRY(d->start());
    return std::unique_ptr<Engine>(new Engine(std::move(d)));
}

Engine::Engine(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{}

Engine::~Engine()
{
    stop();
}

QUrl Engine::endpoint() const
{
    return m_d->endpoint();
}

QUrl Engine::metricsUrl() const
{
    return m_d->metricsUrl();
}

void Engine::stop()
{
    m_d->stop();
}

std::future<Result<>> Engine::snapshot(const QString &path)
{
    return m_d->snapshot(path);
}

std::optional<StoreKind> storeKindFromName(QStringView name)
{
    constexpr std::array names{
        std::pair{"memory"_L1, StoreKind::Memory}, std::pair{"filesystem"_L1, StoreKind::Filesystem},
        std::pair{"rocksdb"_L1, StoreKind::RocksDb}, std::pair{"postgres"_L1, StoreKind::Postgres}};
    for (const auto &[known, kind] : names)
        if (name == known)
            return kind;
    return std::nullopt;
}

std::future<Result<>> Engine::Private::snapshot(const QString &path)
{
    auto promise = std::make_shared<std::promise<Result<>>>();
    std::future<Result<>> done = promise->get_future();
    m_loop.post([this, path, promise] {
        m_store->snapshot(path, [promise](Result<> result) { promise->set_value(std::move(result)); });
    });
    return done;
}

QUrl Engine::Private::endpoint() const
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(m_options.host);
    url.setPort(m_listenPort);
    return url;
}

QUrl Engine::Private::metricsUrl() const
{
    QUrl url;
    if (m_metricsListenPort != 0)
        url.setUrl(u"http://%1:%2/metrics"_s.arg(loopback, QString::number(m_metricsListenPort)));
    return url;
}

Result<> Engine::Private::start()
{
    if (!isLoopback(m_options.host) && m_options.access.adminToken.isEmpty())
        return failure(
            ErrorCode::AddressInvalid,
            u"%1 can be reached from other machines, and there is no admin token to keep them out."_s.arg(
                m_options.host));
    if (m_options.policy.datacenterName.isEmpty())
        m_options.policy.datacenterName = u"default"_s;
    m_store = TRY(openStore(m_options, [this](net::Task task) { m_loop.post(std::move(task)); }));

    m_thread = std::thread([this] { m_loop.run(); });
    auto up = std::make_shared<std::promise<Result<>>>();
    std::future<Result<>> isUp = up->get_future();
    m_loop.post([this, up] { bringUp(up); });
    const Result<> result = isUp.get();
    if (!result)
        stop();
    return result;
}

void Engine::Private::bringUp(std::shared_ptr<std::promise<Result<>>> up)
{
    fillStore([this, up = std::move(up)](const Result<> &filled) {
        if (filled)
            wakeCore(up);
        else
            up->set_value(filled);
    });
}

void Engine::Private::fillStore(std::move_only_function<void(Result<>)> done)
{
    if (m_options.restoreFrom.isEmpty())
        done({});
    else
        m_store->restore(m_options.restoreFrom, std::move(done));
}

void Engine::Private::wakeCore(std::shared_ptr<std::promise<Result<>>> up)
{
    m_client = std::make_unique<net::IoClient>(m_loop);
    m_parts = std::make_unique<EngineParts>(m_loop, *m_store, *m_client,
                                            EngineParts::Settings{.policy = m_options.policy,
                                                                  .access = m_options.access,
                                                                  .sockets = m_options.sockets},
                                            QRandomGenerator::system()->generate64());
    m_parts->restore([this, up = std::move(up)](const Result<> &restored) {
        up->set_value(restored.and_then([this] { return open(); }));
    });
}

Result<> Engine::Private::open()
{
    m_server = TRY(
        net::Server::listen(m_loop, m_options.host, m_options.port, m_options.limits, m_parts->gateway()));
    m_listenPort = m_server->port();
    const QString publicUrl = endpoint().toString() % u'/';
    m_parts->gateway().setPublicUrl(publicUrl);
    m_parts->serverless().setInvitation(
        {.endpoint = publicUrl,
         .tokenOf = [adminToken = m_options.access.adminToken](const QString &namespaceName) {
             if (adminToken.isEmpty())
                 return QByteArray();
             return gateway::makeNamespaceToken(adminToken, namespaceName, gateway::TokenKind::Secret);
         }});
    TRY(openMetrics());

    m_fromRuntime = std::make_unique<Mailbox<envoy::v8::ToRivet>>(limits::mailboxMessageCountMax, [this] {
        m_loop.post([this] {
            for (envoy::v8::ToRivet &message : m_fromRuntime->takeAll())
                m_parts->hub().receive(m_envoyKey, std::move(message));
        });
    });
    m_options.runtime.namespaceName = builtInNamespace;
    m_options.runtime.region = m_options.policy.datacenterName;
    m_options.runtime.pool = builtInPool;
    m_calls = std::make_shared<GatewayCalls>(m_loop, *m_client, endpoint(), m_options.access.adminToken);
    m_options.runtime.askGateway = m_calls->asker();
    m_runtime = std::make_unique<runtime::Runtime>(
        std::move(m_options.actors), m_options.runtime,
        [box = m_fromRuntime.get()](envoy::v8::ToRivet message) { box->put(std::move(message)); });
    const core::Namespace *home = m_parts->shell().engine().findNamespace(builtInNamespace);
    if (!home)
        return failure(ErrorCode::StoreFailed, u"The namespace default could not be made."_s);
    m_parts->hub().join({.envoyKey = m_envoyKey,
                         .namespaceId = home->id,
                         .pool = builtInPool,
                         .version = builtInVersion,
                         .takesAnnouncedOnly = true},
                        std::make_unique<RuntimePeer>(*m_runtime));
    return {};
}

Result<> Engine::Private::openMetrics()
{
    if (!m_options.metricsPort)
        return {};
    m_metrics = std::make_unique<MetricsPage>(m_parts->gateway(), m_parts->shell());
    m_metricsServer = TRY(net::Server::listen(m_loop, loopback, *m_options.metricsPort, {}, *m_metrics));
    m_metricsListenPort = m_metricsServer->port();
    return {};
}

void Engine::Private::stop()
{
    if (!m_thread.joinable())
        return;
    auto down = std::make_shared<std::promise<void>>();
    const std::future<void> isDown = down->get_future();
    m_loop.post([this, down] { takeDown(down); });
    if (isDown.wait_for(stopPatience) == std::future_status::timeout)
        qCWarning(log) << "Actors did not stop in time; what they had not saved is lost";
    finishLoop();
}

void Engine::Private::takeDown(std::shared_ptr<std::promise<void>> down)
{
    if (!m_runtime) {
        down->set_value();
        return;
    }
    // Clients first, then actors, so that no answer under way is lost.
    m_server->shutDown(closeInternalError, QByteArrayLiteral("ws.going_away"), answersPatience, [this, down] {
        m_runtime->stop([this, down] {
            m_loop.post([this, down] {
                m_parts->hub().leave(m_envoyKey);
                down->set_value();
            });
        });
    });
}

void Engine::Private::finishLoop()
{
    m_loop.post([this] {
        m_server.reset();
        m_metricsServer.reset();
        if (m_parts)
            m_parts->serverless().shutDown();
        if (m_calls)
            m_calls->close();
        m_client.reset();
        m_loop.stop();
    });
    m_thread.join();
    if (m_fromRuntime)
        m_fromRuntime->close();
    m_runtime.reset();
    m_store.reset(); // Writes down what is still queued.
}

} // namespace rove::host
