// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measures a broadcast: many sockets subscribe to a counter's `newCount`, one increments it, and the round
// ends when all of them have heard.
//
//     broadcastclient PORT SOCKETS SECONDS PATH
//
// Prints one JSON line; times are in microseconds.
#include "tests/bench/actorwire.h"
#include "tests/bench/socket.h"

#include <sys/epoll.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <format>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace rove::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto warmUp = 500ms;
constexpr int answerTimeoutMs = 60'000;

struct Listener {
    Socket socket;
    std::string received = {};
};

void receive(Listener &listener)
{
    if (!listener.socket.receive(listener.received))
        throw std::runtime_error("The target closed the connection");
}

/// The sockets, all of which hear each broadcast.
class Audience {
public:
    Audience(std::uint16_t port, int count, const std::string &path)
    {
        const std::string opening = socketOpening(std::format("127.0.0.1:{}", port), path);
        m_listeners.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) {
            m_listeners.push_back({Socket::connectTo(port)});
            Listener &listener = m_listeners.back();
            open(listener, opening);
            epoll_event event{.events = EPOLLIN, .data = {.ptr = &listener}};
            check(::epoll_ctl(m_epoll.descriptor(), EPOLL_CTL_ADD, listener.socket.descriptor(), &event));
        }
    }

    /// One broadcast, until everybody has heard it and its caller has the answer.
    void round()
    {
        call(m_listeners.front(), CounterAction::Increment);
        hear(m_listeners.size());
    }

private:
    struct Taken {
        std::size_t events = 0;
        bool isAnswered = false;
    };

    void open(Listener &listener, const std::string &opening)
    {
        listener.socket.sendAll(opening);
        std::size_t used = 0;
        while ((used = socketOpenedBytes(listener.received)) == 0)
            receive(listener);
        listener.received.erase(0, used);
        listener.socket.sendAll(clientFrame(subscriptionRequest("newCount")));
        call(listener, CounterAction::GetCount); // Answered after the subscription, as order is kept.
        while (!takeFrames(listener).isAnswered)
            receive(listener);
    }

    void call(Listener &listener, CounterAction action)
    {
        listener.socket.sendAll(clientFrame(actionRequest(action, ++m_id)));
    }

    Taken takeFrames(Listener &listener) const
    {
        Taken taken;
        for (Frame frame = readFrame(listener.received); frame.bytes > 0;
             frame = readFrame(listener.received)) {
            if (isEvent(frame.payload))
                ++taken.events;
            else if (isActionResponse(frame.payload, m_id))
                taken.isAnswered = true;
            else
                surprise("Neither an event nor the answer", frame.payload);
            listener.received.erase(0, frame.bytes);
        }
        return taken;
    }

    void hear(std::size_t events)
    {
        bool isAnswered = false;
        std::vector<epoll_event> ready(m_listeners.size());
        while (events > 0 || !isAnswered) {
            const int count = check(::epoll_wait(m_epoll.descriptor(), ready.data(),
                                                 static_cast<int>(ready.size()), answerTimeoutMs));
            if (count == 0)
                throw std::runtime_error("Not everybody heard within a minute");
            for (const epoll_event &event : std::span(ready).first(static_cast<std::size_t>(count))) {
                Listener &listener = *static_cast<Listener *>(event.data.ptr);
                receive(listener);
                const Taken taken = takeFrames(listener);
                events -= taken.events;
                isAnswered = isAnswered || taken.isAnswered;
            }
        }
    }

    std::vector<Listener> m_listeners;
    Epoll m_epoll;
    std::uint64_t m_id = 0;
};

int run(const std::vector<std::string> &arguments)
{
    if (arguments.size() != 4)
        throw std::runtime_error("usage: broadcastclient PORT SOCKETS SECONDS PATH");
    const int socketCount = std::stoi(arguments[1]);
    Audience audience(static_cast<std::uint16_t>(std::stoi(arguments[0])), socketCount, arguments[3]);
    const auto from = Clock::now() + warmUp;
    const auto until = from + std::chrono::seconds(std::stoi(arguments[2]));
    std::vector<double> times;
    for (auto begin = Clock::now(); begin < until; begin = Clock::now()) {
        audience.round();
        if (begin >= from)
            times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    }
    if (times.empty())
        throw std::runtime_error("Not one broadcast was heard");
    std::ranges::sort(times);
    const auto at = [&](double share) {
        return times.at(static_cast<std::size_t>(share * static_cast<double>(times.size() - 1)));
    };
    const std::chrono::duration<double> time = Clock::now() - from;
    std::puts(std::format(R"({{"operations":{},"perSecond":{:.1f},"p50":{:.1f},"p99":{:.1f}}})", times.size(),
                          static_cast<double>(times.size()) / time.count(), at(0.50), at(0.99))
                  .c_str());
    return EXIT_SUCCESS;
}

} // namespace
} // namespace rove::bench

int main(int argc, char **argv)
{
    try {
        return rove::bench::run({argv + 1, argv + argc});
    } catch (const std::exception &error) {
        std::fprintf(stderr, "broadcastclient: %s\n", error.what());
        return EXIT_FAILURE;
    }
}
