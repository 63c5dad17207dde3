// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rove::bench {

/// Returns the result of a system call, or throws std::system_error with what errno says.
int check(int result);

/// An open file descriptor, closed with its owner.
class Descriptor {
public:
    explicit Descriptor(int descriptor)
        : m_descriptor(descriptor)
    {}
    Descriptor(Descriptor &&other) noexcept;
    Descriptor &operator=(Descriptor &&) = delete;
    ~Descriptor();

    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

/// A set of descriptors to wait on.
class Epoll : public Descriptor {
public:
    Epoll();
};

/// A blocking TCP connection on 127.0.0.1 that sends at once (TCP_NODELAY). Failures throw.
class Socket : public Descriptor {
public:
    using Descriptor::Descriptor;

    static Socket connectTo(std::uint16_t port);
    /// Takes the next connection of a listening socket.
    static Socket acceptFrom(const Descriptor &listener);

    void sendAll(std::string_view bytes);
    /// Appends what has arrived, at least one byte; false when the peer has closed.
    [[nodiscard]] bool receive(std::string &bytes);
};

} // namespace rove::bench
