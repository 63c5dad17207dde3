// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measures how long a sleeping actor takes to answer: puts it to sleep, waits until its envoy has none, and
// times one request.
//
//     wakeclient PORT ROUNDS ACTOR_ID POOL
//
// The actor has to be the only one that runs in the pool. Prints one JSON line, in microseconds.
#include "tests/bench/blockingclient.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <format>
#include <stdexcept>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace rove::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto sleepPatience = 30s;

void putToSleep(BlockingClient &client, const std::string &actorId, const std::string &pool)
{
    client.request("POST", "/actors/" + actorId + "/sleep?namespace=default", "{}");
    const auto end = Clock::now() + sleepPatience;
    const std::string path = "/envoys?namespace=default&name=" + pool;
    while (Clock::now() < end) {
        const std::string envoys = client.request("GET", path);
        if (envoys.contains("\"slots\":0") && !envoys.contains("\"slots\":1"))
            return;
    }
    throw std::runtime_error("The actor does not fall asleep");
}

int run(const std::vector<std::string> &arguments)
{
    if (arguments.size() != 4)
        throw std::runtime_error("usage: wakeclient PORT ROUNDS ACTOR_ID POOL");
    BlockingClient client(static_cast<std::uint16_t>(std::stoi(arguments[0])));
    std::vector<double> times;
    for (int round = std::stoi(arguments[1]); round > 0; --round) {
        putToSleep(client, arguments[2], arguments[3]);
        const auto begin = Clock::now();
        client.request("GET", "/gateway/" + arguments[2] + "/health");
        times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    }
    std::ranges::sort(times);
    const auto at = [&](double share) {
        return times.at(static_cast<std::size_t>(share * static_cast<double>(times.size() - 1)));
    };
    std::puts(std::format(R"({{"rounds":{},"p50":{:.1f},"p99":{:.1f}}})", times.size(), at(0.50), at(0.99))
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
        std::fprintf(stderr, "wakeclient: %s\n", error.what());
        return EXIT_FAILURE;
    }
}
