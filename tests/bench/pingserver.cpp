// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The other end of `loadclient ping`: answers every REQUEST_BYTES with REPLY_BYTES. It does nothing else, so
// what is measured against it is the machine: system calls, loopback, scheduling.
//
//     pingserver REQUEST_BYTES REPLY_BYTES
//
// Listens on a port that the system chooses and prints it.
#include "tests/bench/socket.h"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <list>
#include <stdexcept>
#include <string>

namespace rove::bench {

namespace {

struct Peer {
    Socket socket;
    std::string received = {};
};

Descriptor listenAnywhere()
{
    Descriptor listener(check(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    check(::bind(listener.descriptor(), reinterpret_cast<const sockaddr *>(&address), length));
    check(::listen(listener.descriptor(), SOMAXCONN));
    check(::getsockname(listener.descriptor(), reinterpret_cast<sockaddr *>(&address), &length));
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return listener;
}

void watch(const Epoll &epoll, int descriptor, void *data)
{
    epoll_event event{.events = EPOLLIN, .data = {.ptr = data}};
    check(::epoll_ctl(epoll.descriptor(), EPOLL_CTL_ADD, descriptor, &event));
}

/// False when the peer is gone.
bool answer(Peer &peer, std::size_t requestBytes, const std::string &reply)
{
    if (!peer.socket.receive(peer.received))
        return false;
    for (; peer.received.size() >= requestBytes; peer.received.erase(0, requestBytes))
        peer.socket.sendAll(reply);
    return true;
}

void serve(std::size_t requestBytes, std::size_t replyBytes)
{
    const Descriptor listener = listenAnywhere();
    const Epoll epoll;
    const std::string reply(replyBytes, 'y');
    std::list<Peer> peers;
    watch(epoll, listener.descriptor(), nullptr);
    for (;;) {
        epoll_event event{};
        check(::epoll_wait(epoll.descriptor(), &event, 1, -1));
        if (!event.data.ptr) {
            peers.push_back({Socket::acceptFrom(listener)});
            watch(epoll, peers.back().socket.descriptor(), &peers.back());
            continue;
        }
        auto &peer = *static_cast<Peer *>(event.data.ptr);
        if (!answer(peer, requestBytes, reply))
            peers.remove_if([&peer](const Peer &other) { return &other == &peer; });
    }
}

} // namespace

} // namespace rove::bench

int main(int argc, char **argv)
{
    try {
        if (argc != 3)
            throw std::runtime_error("usage: pingserver REQUEST_BYTES REPLY_BYTES");
        rove::bench::serve(std::stoul(argv[1]), std::stoul(argv[2]));
    } catch (const std::exception &error) {
        std::fprintf(stderr, "pingserver: %s\n", error.what());
    }
    return EXIT_FAILURE;
}
