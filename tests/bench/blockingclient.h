// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/socket.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace rove::bench {

/// One HTTP connection that is kept alive and asked one thing after another.
class BlockingClient {
public:
    explicit BlockingClient(std::uint16_t port);

    /// The answer, head and body; throws std::runtime_error unless it is a 200.
    std::string request(std::string_view method, std::string_view path, std::string_view body = {});

private:
    std::string m_host;
    Socket m_socket;
    std::string m_received;
};

} // namespace rove::bench
