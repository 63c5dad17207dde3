// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/clients.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {
namespace {

const std::array<QByteArray, 2> names{"counter", "chat"};
const std::array<QByteArray, 3> policies{"sleep", "restart", "destroy"};
constexpr std::uint64_t keyCount = 8;
constexpr std::size_t socketCountMax = 24;

QByteArray configPath(const SimPool &pool)
{
    return "/runner-configs/" + pool.name.toLatin1() + "?namespace=default";
}

QByteArray pathOf(ActorId id)
{
    return "/actors/" + id.toString().toLatin1();
}

} // namespace

Clients::Clients(const Surroundings &around, Network &network, Oracle &oracle)
    : m_around(around)
    , m_network(network)
    , m_oracle(oracle)
{}

net::HttpRequest Clients::make(const QByteArray &method, const QByteArray &target,
                               const QByteArray &body) const
{
    return {.method = method,
            .target = target,
            .headers = {{"host", "engine"}, {"content-type", "application/json"}, {"x-rivet-ray-id", "ray"}},
            .body = body,
            .peerAddress = {}};
}

void Clients::post(const QByteArray &method, const QByteArray &target, const QByteArray &body)
{
    m_network.request(make(method, target, body), [](const Ending &) {});
}

void Clients::act()
{
    const std::vector<ActorId> &actors = m_oracle.acknowledged();
    const auto choice = m_around.random.below(40);
    if (choice < 6 || actors.empty())
        return createActor();
    const ActorId id = m_around.random.pick(actors);
    if (choice < 10)
        callByKey();
    else if (choice < 20)
        call(id);
    else if (choice < 30)
        useSocket();
    else if (choice < 32)
        destroy(id);
    else if (choice < 34)
        post("POST", pathOf(id) + "/sleep?namespace=default", "{}");
    else if (choice < 36)
        post("POST", pathOf(id) + "/reschedule?namespace=default", "{}");
    else if (choice == 36)
        post("POST", "/namespaces",
             R"({"name":"n)" + QByteArray::number(m_around.random.below(10)) + R"(","display_name":"N"})");
    else if (choice == 37)
        post("GET", "/actors?namespace=default&name=" + m_around.random.pick(names));
    else
        putConfig();
}

void Clients::createActor()
{
    QByteArray body = R"({"name":")" + m_around.random.pick(names) + R"(","runner_name_selector":")" +
                      m_around.random.pick(m_around.pools).name.toLatin1() + R"(","crash_policy":")" +
                      m_around.random.pick(policies) + '"';
    if (m_around.random.chance(0.7))
        body += R"(,"key":"k)" + QByteArray::number(m_around.random.below(keyCount)) + '"';
    else
        body += R"(,"key":null)";
    if (m_around.random.chance(0.3))
        body += R"(,"input":"eHh4eHg=")";
    const bool mayExist = m_around.random.chance(0.5) && !body.contains("null");
    post(mayExist ? "PUT" : "POST", "/actors?namespace=default", body + '}');
}

void Clients::callByKey()
{
    const QByteArray operation = nextOperation();
    QByteArray target = "/gateway/" + m_around.random.pick(names) + "/action/" + operation +
                        "?rvt-namespace=default&rvt-key=k" +
                        QByteArray::number(m_around.random.below(keyCount));
    if (m_around.random.chance(0.5))
        target += "&rvt-method=get";
    else
        target += "&rvt-method=getOrCreate&rvt-pool=" + m_around.random.pick(m_around.pools).name.toLatin1() +
                  "&rvt-crash-policy=" + m_around.random.pick(policies);
    Wire::After patience;
    if (m_around.strikes(Fault::ClientGone))
        patience = m_around.delay(10s);
    m_network.request(
        make("POST", target), [this, operation](const Ending &ending) { answered(ending, operation, {}); },
        patience);
}

void Clients::call(ActorId id)
{
    const QByteArray operation = nextOperation();
    Wire::After patience;
    if (!m_isCalm && m_around.strikes(Fault::ClientGone))
        patience = m_around.delay(10s);
    m_network.request(
        make("POST", "/gateway/" + id.toString().toLatin1() + "/action/" + operation),
        [this, operation, id](const Ending &ending) { answered(ending, operation, id); }, patience);
}

void Clients::answered(const Ending &ending, const QByteArray &operation, std::optional<ActorId> expected)
{
    if (!ending.isOk())
        return;
    const QList<QByteArray> words = ending.response.body.split(' ');
    const auto actorId = ActorId::parse(QString::fromLatin1(words.first()));
    if (!actorId || words.last() != operation || (expected && *expected != *actorId))
        return m_oracle.breakPromise(u"a request for %1 got another's answer: %2"_s.arg(
            QString::fromLatin1(operation), QString::fromLatin1(ending.response.body)));
    m_oracle.operationDone(*actorId, operation);
    if (m_isCalm)
        m_working.insert(*actorId);
}

void Clients::destroy(ActorId id)
{
    m_network.request(make("DELETE", pathOf(id) + "?namespace=default"), [this, id](const Ending &ending) {
        if (ending.isOk())
            m_oracle.destroyed(id);
    });
}

void Clients::putConfig()
{
    const SimPool &pool = m_around.random.pick(m_around.pools);
    if (m_around.random.chance(0.8))
        post("PUT", configPath(pool), pool.config(m_around.random));
    else
        post("DELETE", configPath(pool));
}

void Clients::configurePools()
{
    for (const SimPool &pool : m_around.pools) {
        if (m_configured.contains(pool.name) || (!m_isCalm && !pool.isServerless()))
            continue;
        const QByteArray body = m_isCalm ? pool.roomyConfig() : pool.config(m_around.random);
        m_network.request(make("PUT", configPath(pool), body),
                          [this, name = pool.name, isRoomy = m_isCalm](const Ending &ending) {
                              if (isRoomy && ending.isOk())
                                  m_configured.insert(name);
                          });
    }
}

void Clients::useSocket()
{
    std::vector<SocketClient *> open;
    for (const auto &socket : m_sockets)
        if (socket->isOpen())
            open.push_back(socket.get());
    const auto choice = m_around.random.below(8);
    if (open.empty() || (choice < 2 && open.size() < socketCountMax)) {
        m_sockets.push_back(std::make_unique<SocketClient>(m_around.random.pick(m_oracle.acknowledged()),
                                                           m_around.random.chance(0.7), m_around, m_oracle));
        return m_sockets.back()->open(m_network);
    }
    SocketClient &socket = *m_around.random.pick(open);
    if (m_around.strikes(Fault::ClientGone))
        socket.vanish(m_around.delay(20s));
    else if (choice == 2)
        socket.close();
    else
        for (auto count = 1 + m_around.random.below(4); count > 0; --count)
            socket.send();
}

// --- The quiet end ---

void Clients::calmDown()
{
    m_isCalm = true;
}

void Clients::lookAround()
{
    configurePools();
    for (const ActorId id : m_oracle.acknowledged())
        if (!m_oracle.isDestroyed(id) && (!m_working.contains(id) || !m_oracle.isReady(id)))
            call(id);
    for (const auto &socket : m_sockets)
        if (socket->isOpen() && socket->hibernates())
            socket->send(); // An answer to an earlier one may have been lost on its way.
}

void Clients::destroyAll()
{
    for (const ActorId id : m_oracle.living())
        destroy(id);
}

std::optional<QString> Clients::missing() const
{
    for (const ActorId id : m_oracle.acknowledged())
        if (!m_working.contains(id) && !m_oracle.isDestroyed(id))
            return u"%1 does not answer"_s.arg(m_around.trace.nameOf(id));
    for (const auto &socket : m_sockets)
        if (socket->isOpen() && socket->hibernates() && !socket->isSettled())
            return u"a socket of %1 has not got everything back"_s.arg(
                m_around.trace.nameOf(socket->actorId()));
    return std::nullopt;
}

std::optional<QString> Clients::left() const
{
    for (const auto &socket : m_sockets)
        if (socket->isOpen())
            return u"a socket of %1 outlived it"_s.arg(m_around.trace.nameOf(socket->actorId()));
    return std::nullopt;
}

} // namespace rove::sim
