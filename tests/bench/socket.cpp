// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace rove::bench {

int check(int result)
{
    if (result < 0)
        throw std::system_error(errno, std::generic_category());
    return result;
}

Descriptor::Descriptor(Descriptor &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{}

Descriptor::~Descriptor()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Epoll::Epoll()
    : Descriptor(check(::epoll_create1(EPOLL_CLOEXEC)))
{}

namespace {

void sendAtOnce(const Socket &socket)
{
    const int on = 1;
    check(::setsockopt(socket.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
}

} // namespace

Socket Socket::connectTo(std::uint16_t port)
{
    Socket socket(check(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    check(::connect(socket.descriptor(), reinterpret_cast<const sockaddr *>(&address), sizeof address));
    sendAtOnce(socket);
    return socket;
}

Socket Socket::acceptFrom(const Descriptor &listener)
{
    Socket socket(check(::accept4(listener.descriptor(), nullptr, nullptr, SOCK_CLOEXEC)));
    sendAtOnce(socket);
    return socket;
}

void Socket::sendAll(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0)
            throw std::system_error(errno, std::generic_category());
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool Socket::receive(std::string &bytes)
{
    std::array<char, 16 * 1024> chunk;
    const ssize_t received = ::recv(descriptor(), chunk.data(), chunk.size(), 0);
    if (received < 0)
        throw std::system_error(errno, std::generic_category());
    bytes.append(chunk.data(), static_cast<std::size_t>(received));
    return received > 0;
}

} // namespace rove::bench
