// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measures round trips against one target on 127.0.0.1: each connection sends its next request when the last
// one is answered. Plain sockets and one thread, so that little of what it measures is its own; the same for
// every target.
//
//     loadclient ping  PORT CONNECTIONS SECONDS REQUEST_BYTES REPLY_BYTES
//     loadclient http  PORT CONNECTIONS SECONDS PATH
//     loadclient ws    PORT CONNECTIONS SECONDS PATH
//     loadclient call  PORT CONNECTIONS SECONDS METHOD PATH BODY
//     loadclient calls PORT CONNECTIONS COUNT METHOD PATH BODY
//
// `call` sends any request with a JSON body; `{n}` in its path and body stands for the number of the request.
// `calls` sends that many, however long it takes, and warms nothing up.
//
// Prints one JSON line. `operations` counts all round trips, warm-up included; the other numbers leave it
// out.
#include "tests/bench/exchange.h"
#include "tests/bench/socket.h"

#include <sys/epoll.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <format>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace rove::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto warmUp = 500ms;
constexpr int answerTimeoutMs = 60'000;

struct Connection {
    Socket socket;
    std::unique_ptr<Exchange> exchange;
    std::string received = {};
    Clock::time_point sentAt = {};
};

struct Tally {
    std::size_t operations = 0;
    std::size_t requestBytes = 0;
    std::size_t replyBytes = 0;
    std::vector<std::chrono::nanoseconds> latencies = {};
    Clock::time_point lastAt = {};
};

/// From when to when replies count, and how many requests are sent at most.
struct Plan {
    Clock::time_point from;
    Clock::time_point until;
    std::shared_ptr<std::size_t> sentCount = std::make_shared<std::size_t>(0); ///< Of numbered requests.
    std::size_t sentCountMax = SIZE_MAX;

    static Plan forTime(std::chrono::seconds duration)
    {
        const auto from = Clock::now() + warmUp;
        return {.from = from, .until = from + duration};
    }
    static Plan forCount(std::size_t count)
    {
        return {.from = Clock::now(), .until = Clock::time_point::max(), .sentCountMax = count};
    }
};

void receive(Connection &connection)
{
    if (!connection.socket.receive(connection.received))
        throw std::runtime_error("The target closed the connection");
}

void open(Connection &connection)
{
    const std::string opening = connection.exchange->opening();
    if (opening.empty())
        return;
    connection.socket.sendAll(opening);
    std::size_t used = 0;
    while ((used = connection.exchange->openedBytes(connection.received)) == 0)
        receive(connection);
    connection.received.erase(0, used);
}

std::size_t sendNext(Connection &connection)
{
    const std::string_view request = connection.exchange->nextRequest();
    connection.sentAt = Clock::now();
    connection.socket.sendAll(request);
    return request.size();
}

/// The connections and the epoll set that tells which of them have something to read.
class Load {
public:
    Load(int count, const std::function<Connection()> &connect)
    {
        m_connections.reserve(static_cast<std::size_t>(count));
        for (int index = 0; index < count; ++index) {
            m_connections.push_back(connect());
            open(m_connections.back());
            epoll_event event{.events = EPOLLIN, .data = {.ptr = &m_connections.back()}};
            check(::epoll_ctl(m_epoll.descriptor(), EPOLL_CTL_ADD, m_connections.back().socket.descriptor(),
                              &event));
        }
    }

    /// Keeps every connection busy for as long as the plan says.
    Tally run(const Plan &plan)
    {
        Tally tally;
        std::size_t waiting = m_connections.size();
        for (Connection &connection : m_connections)
            sendNext(connection);
        std::vector<epoll_event> events(m_connections.size());
        while (waiting > 0) {
            const int ready = check(::epoll_wait(m_epoll.descriptor(), events.data(),
                                                 static_cast<int>(events.size()), answerTimeoutMs));
            if (ready == 0)
                throw std::runtime_error("No answer within a minute");
            for (const epoll_event &event : std::span(events).first(static_cast<std::size_t>(ready)))
                waiting -= readReply(*static_cast<Connection *>(event.data.ptr), tally, plan);
        }
        return tally;
    }

private:
    /// Reads what there is; 1 if that ended the connection's last round trip, else 0.
    static std::size_t readReply(Connection &connection, Tally &tally, const Plan &plan)
    {
        receive(connection);
        const std::size_t used = connection.exchange->replyBytes(connection.received);
        if (used == 0)
            return 0;
        connection.received.erase(0, used);
        const auto now = Clock::now();
        ++tally.operations;
        if (connection.sentAt >= plan.from && now < plan.until) {
            tally.latencies.push_back(now - connection.sentAt);
            tally.replyBytes = used;
        }
        tally.lastAt = now;
        if (now >= plan.until || *plan.sentCount >= plan.sentCountMax)
            return 1;
        tally.requestBytes = sendNext(connection);
        return 0;
    }

    std::vector<Connection> m_connections;
    Epoll m_epoll;
};

double microseconds(const std::vector<std::chrono::nanoseconds> &sorted, double share)
{
    const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
    return std::chrono::duration<double, std::micro>(sorted.at(index)).count();
}

void print(Tally tally, const Plan &plan)
{
    if (tally.latencies.empty())
        throw std::runtime_error("Not one round trip was completed");
    std::ranges::sort(tally.latencies);
    const std::chrono::duration<double> time = std::min(plan.until, tally.lastAt) - plan.from;
    const double perSecond = static_cast<double>(tally.latencies.size()) / time.count();
    const std::string line =
        std::format(R"({{"operations":{},"perSecond":{:.1f},"p50":{:.1f},"p99":{:.1f},)"
                    R"("requestBytes":{},"replyBytes":{}}})",
                    tally.operations, perSecond, microseconds(tally.latencies, 0.50),
                    microseconds(tally.latencies, 0.99), tally.requestBytes, tally.replyBytes);
    std::puts(line.c_str());
}

int run(const std::vector<std::string> &arguments)
{
    const std::string usage = "usage: loadclient ping|http|ws|call|calls PORT CONNECTIONS SECONDS|COUNT …";
    if (arguments.size() < 5)
        throw std::runtime_error(usage);
    const std::string &mode = arguments[0];
    const auto port = static_cast<std::uint16_t>(std::stoi(arguments[1]));
    const std::string host = std::format("127.0.0.1:{}", port);
    std::shared_ptr<std::size_t> sentCount = std::make_shared<std::size_t>(0);
    const auto connect = [&]() -> Connection {
        Socket socket = Socket::connectTo(port);
        if (mode == "http")
            return {std::move(socket), makeHttpExchange(host, arguments[4])};
        if (mode == "ws")
            return {std::move(socket), makeWebSocketExchange(host, arguments[4])};
        if (mode == "ping" && arguments.size() == 6)
            return {std::move(socket), makePingExchange(std::stoul(arguments[4]), std::stoul(arguments[5]))};
        if (mode.starts_with("call") && arguments.size() == 7)
            return {std::move(socket),
                    makeCallExchange(host, {arguments[4], arguments[5], arguments[6]}, sentCount)};
        throw std::runtime_error(usage);
    };
    if (std::stoi(arguments[2]) < 1 || std::stoi(arguments[3]) < 1) // An unsigned number takes a minus sign.
        throw std::runtime_error(usage);
    Load load(std::stoi(arguments[2]), connect);
    Plan plan = mode == "calls" ? Plan::forCount(std::stoul(arguments[3]))
                                : Plan::forTime(std::chrono::seconds(std::stoi(arguments[3])));
    plan.sentCount = sentCount;
    print(load.run(plan), plan);
    return EXIT_SUCCESS;
}

} // namespace

} // namespace rove::bench

int main(int argc, char **argv)
{
    try {
        return rove::bench::run({argv + 1, argv + argc});
    } catch (const std::exception &error) {
        std::fprintf(stderr, "loadclient: %s\n", error.what());
        return EXIT_FAILURE;
    }
}
