// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/blockingclient.h"

#include "tests/bench/actorwire.h"

#include <format>

namespace rove::bench {

BlockingClient::BlockingClient(std::uint16_t port)
    : m_host(std::format("127.0.0.1:{}", port))
    , m_socket(Socket::connectTo(port))
{}

std::string BlockingClient::request(std::string_view method, std::string_view path, std::string_view body)
{
    m_socket.sendAll(httpRequest(method, m_host, path, "content-type: application/json\r\n", body));
    std::size_t bytes = 0;
    while ((bytes = answerBytes(m_received)) == 0)
        if (!m_socket.receive(m_received))
            surprise("The target closed the connection", m_received);
    std::string answer = m_received.substr(0, bytes);
    m_received.erase(0, bytes);
    return answer;
}

} // namespace rove::bench
