// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/exchange.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <format>
#include <stdexcept>

using namespace std::string_view_literals;

namespace rove::bench {

namespace {

// spec/client-gateway.md 2.3: version 4, then the arguments `[1]` as CBOR.
constexpr std::string_view actionBody = "\x04\x00\x02\x81\x01"sv;

[[noreturn]] void surprise(std::string_view what, std::string_view received)
{
    throw std::runtime_error(std::format("{}: {:.200}", what, received));
}

/// The end of the HTTP head, past its empty line; 0 while it is not there.
std::size_t headBytes(std::string_view received)
{
    constexpr std::string_view end = "\r\n\r\n";
    const std::size_t position = received.find(end);
    return position == std::string_view::npos ? 0 : position + end.size();
}

/// The value of a header, whose name is compared without regard to case; empty if there is none.
std::string_view headerValue(std::string_view head, std::string_view name)
{
    const auto sameLetter = [](char a, char b) { return std::tolower(a) == std::tolower(b); };
    const auto found = std::search(head.begin(), head.end(), name.begin(), name.end(), sameLetter);
    if (found == head.end())
        return {};
    std::string_view value = head.substr(static_cast<std::size_t>(found - head.begin()) + name.size());
    value = value.substr(0, value.find('\r'));
    return value.substr(std::min(value.find_first_not_of(' '), value.size()));
}

class PingExchange final : public Exchange {
public:
    PingExchange(std::size_t requestBytes, std::size_t replyBytes)
        : m_request(requestBytes, 'x')
        , m_replyBytes(replyBytes)
    {}

    std::string_view nextRequest() override { return m_request; }
    std::size_t replyBytes(std::string_view received) override
    {
        return received.size() < m_replyBytes ? 0 : m_replyBytes;
    }

private:
    std::string m_request;
    std::size_t m_replyBytes;
};

class HttpExchange final : public Exchange {
public:
    HttpExchange(std::string_view host, std::string_view path)
        : m_request(std::format("POST {} HTTP/1.1\r\n"
                                "host: {}\r\n"
                                "content-type: application/octet-stream\r\n"
                                "x-rivet-encoding: bare\r\n"
                                "content-length: {}\r\n\r\n{}",
                                path, host, actionBody.size(), actionBody))
    {}

    std::string_view nextRequest() override { return m_request; }

    std::size_t replyBytes(std::string_view received) override
    {
        const std::size_t head = headBytes(received);
        if (head == 0)
            return 0;
        if (!received.starts_with("HTTP/1.1 200"))
            surprise("Not a success", received);
        const std::string_view length = headerValue(received.substr(0, head), "\r\ncontent-length:");
        std::size_t body = 0;
        if (std::from_chars(length.data(), length.data() + length.size(), body).ec != std::errc())
            surprise("No content-length", received);
        return received.size() < head + body ? 0 : head + body;
    }

private:
    std::string m_request;
};

class WebSocketExchange final : public Exchange {
public:
    WebSocketExchange(std::string_view host, std::string_view path)
        : m_opening(std::format("GET {} HTTP/1.1\r\n"
                                "host: {}\r\n"
                                "connection: Upgrade\r\n"
                                "upgrade: websocket\r\n"
                                "sec-websocket-version: 13\r\n"
                                "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                "sec-websocket-protocol: rivet, rivet_encoding.bare\r\n\r\n",
                                path, host))
    {}

    std::string opening() override { return m_opening; }

    std::size_t openedBytes(std::string_view received) override
    {
        const std::size_t head = headBytes(received);
        if (head == 0)
            return 0;
        if (!received.starts_with("HTTP/1.1 101"))
            surprise("No upgrade", received);
        const Frame init = readFrame(received.substr(head));
        if (init.bytes == 0)
            return 0;
        if (tagOf(init) != tagInit)
            surprise("Not greeted with Init", init.payload);
        return head + init.bytes;
    }

    std::string_view nextRequest() override
    {
        ++m_id;
        // spec/client-gateway.md 2.2: version 4, ActionRequest, id, name, the arguments `[1]` as CBOR.
        std::string message("\x04\x00\x00"sv);
        appendUint(message, m_id);
        message += "\x09increment\x02\x81\x01"sv;
        // Masked with zeros: masking is compulsory (RFC 6455 5.3), its value is the client's choice.
        m_request.assign({static_cast<char>(0x82), static_cast<char>(0x80U | message.size()), 0, 0, 0, 0});
        m_request += message;
        return m_request;
    }

    std::size_t replyBytes(std::string_view received) override
    {
        const Frame frame = readFrame(received);
        if (frame.bytes == 0)
            return 0;
        std::string expected("\x04\x00\x02"sv);
        appendUint(expected, m_id);
        if (!frame.payload.starts_with(expected))
            surprise("Not the answer to the action", frame.payload);
        return frame.bytes;
    }

private:
    struct Frame {
        std::size_t bytes = 0;
        std::string_view payload;
    };

    static constexpr char tagInit = 0;

    static void appendUint(std::string &out, std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7U)
            out.push_back(static_cast<char>(0x80U | (value & 0x7fU)));
        out.push_back(static_cast<char>(value));
    }

    /// Past the two bytes of the version stands the union's tag.
    static char tagOf(const Frame &frame) { return frame.payload.size() > 2 ? frame.payload[2] : char(-1); }

    /// The first frame; its size is 0 while it is not complete. Replies here are short and binary.
    static Frame readFrame(std::string_view received)
    {
        if (received.size() < 2)
            return {};
        const auto length = static_cast<unsigned char>(received[1]);
        if (static_cast<unsigned char>(received[0]) != 0x82 || length > 125)
            surprise("Not a short binary frame", received);
        if (received.size() < 2U + length)
            return {};
        return {2U + length, received.substr(2, length)};
    }

    std::string m_opening;
    std::string m_request;
    std::uint64_t m_id = 0;
};

} // namespace

std::size_t Exchange::openedBytes(std::string_view received)
{
    surprise("The peer spoke first", received);
}

std::unique_ptr<Exchange> makePingExchange(std::size_t requestBytes, std::size_t replyBytes)
{
    return std::make_unique<PingExchange>(requestBytes, replyBytes);
}

std::unique_ptr<Exchange> makeHttpExchange(std::string_view host, std::string_view path)
{
    return std::make_unique<HttpExchange>(host, path);
}

std::unique_ptr<Exchange> makeWebSocketExchange(std::string_view host, std::string_view path)
{
    return std::make_unique<WebSocketExchange>(host, path);
}

} // namespace rove::bench
