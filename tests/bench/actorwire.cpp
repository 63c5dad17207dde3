// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/actorwire.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <format>
#include <stdexcept>

using namespace std::string_view_literals;

namespace rove::bench {
namespace {

// spec/client-gateway.md 2.1 and 2.2: the version, then the tag of the union.
constexpr std::string_view version = "\x04\x00"sv;
constexpr std::string_view greeting = "\x04\x00\x00"sv;
constexpr std::string_view actionResponse = "\x04\x00\x02"sv;
constexpr std::string_view event = "\x04\x00\x03"sv;
constexpr std::size_t shortPayloadBytesMax = 125; // RFC 6455 5.2

void appendUint(std::string &out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7U)
        out.push_back(static_cast<char>(0x80U | (value & 0x7fU)));
    out.push_back(static_cast<char>(value));
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

/// The size of a body in chunks (RFC 9112 7.1) without trailers; 0 while some is missing.
std::size_t chunkedBytes(std::string_view body)
{
    constexpr std::string_view lineEnd = "\r\n";
    constexpr int hexadecimal = 16;
    std::size_t position = 0;
    for (;;) {
        const std::size_t end = body.find(lineEnd, position);
        if (end == std::string_view::npos)
            return 0;
        std::size_t size = 0;
        if (std::from_chars(body.data() + position, body.data() + end, size, hexadecimal).ec != std::errc())
            surprise("Not a chunk", body.substr(position));
        position = end + lineEnd.size() + size + lineEnd.size();
        if (position > body.size())
            return 0;
        if (size == 0)
            return position;
    }
}

} // namespace

void surprise(std::string_view what, std::string_view received)
{
    throw std::runtime_error(std::format("{}: {:.200}", what, received));
}

// --- HTTP ---

std::size_t headBytes(std::string_view received)
{
    constexpr std::string_view end = "\r\n\r\n";
    const std::size_t position = received.find(end);
    return position == std::string_view::npos ? 0 : position + end.size();
}

std::size_t answerBytes(std::string_view received)
{
    const std::size_t head = headBytes(received);
    if (head == 0)
        return 0;
    if (!received.starts_with("HTTP/1.1 200"))
        surprise("Not a success", received);
    if (headerValue(received.substr(0, head), "\r\ntransfer-encoding:") == "chunked") {
        const std::size_t chunked = chunkedBytes(received.substr(head));
        return chunked == 0 ? 0 : head + chunked;
    }
    const std::string_view length = headerValue(received.substr(0, head), "\r\ncontent-length:");
    std::size_t body = 0;
    if (std::from_chars(length.data(), length.data() + length.size(), body).ec != std::errc())
        surprise("Neither chunks nor a content-length", received);
    return received.size() < head + body ? 0 : head + body;
}

std::string httpRequest(std::string_view method, std::string_view host, std::string_view path,
                        std::string_view headers, std::string_view body)
{
    return std::format("{} {} HTTP/1.1\r\nhost: {}\r\n{}content-length: {}\r\n\r\n{}", method, path, host,
                       headers, body.size(), body);
}

// --- WebSocket ---

std::string socketOpening(std::string_view host, std::string_view path)
{
    return std::format("GET {} HTTP/1.1\r\n"
                       "host: {}\r\n"
                       "connection: Upgrade\r\n"
                       "upgrade: websocket\r\n"
                       "sec-websocket-version: 13\r\n"
                       "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                       "sec-websocket-protocol: rivet, rivet_encoding.bare\r\n\r\n",
                       path, host);
}

std::size_t socketOpenedBytes(std::string_view received)
{
    const std::size_t head = headBytes(received);
    if (head == 0)
        return 0;
    if (!received.starts_with("HTTP/1.1 101"))
        surprise("No upgrade", received);
    const Frame init = readFrame(received.substr(head));
    if (init.bytes == 0)
        return 0;
    if (!init.payload.starts_with(greeting))
        surprise("Not greeted with Init", init.payload);
    return head + init.bytes;
}

Frame readFrame(std::string_view received)
{
    if (received.size() < 2)
        return {};
    const auto length = static_cast<unsigned char>(received[1]);
    if (static_cast<unsigned char>(received[0]) != 0x82 || length > shortPayloadBytesMax)
        surprise("Not a short binary frame", received);
    if (received.size() < 2U + length)
        return {};
    return {2U + length, received.substr(2, length)};
}

std::string clientFrame(std::string_view message)
{
    // Masked with zeros: masking is compulsory (RFC 6455 5.3), its value is the client's choice.
    std::string frame{static_cast<char>(0x82), static_cast<char>(0x80U | message.size()), 0, 0, 0, 0};
    frame += message;
    return frame;
}

// --- Messages ---

std::string actionRequest(CounterAction action, std::uint64_t id)
{
    // Id, name, and the arguments, `[1]` or `[]`, as CBOR.
    std::string message(version);
    message.push_back(0);
    appendUint(message, id);
    message += action == CounterAction::Increment ? "\x09increment\x02\x81\x01"sv : "\x08getCount\x01\x80"sv;
    return message;
}

bool isActionResponse(std::string_view message, std::uint64_t id)
{
    std::string expected(actionResponse);
    appendUint(expected, id);
    return message.starts_with(expected);
}

std::string subscriptionRequest(std::string_view eventName)
{
    std::string message(version);
    message.push_back(1);
    appendUint(message, eventName.size());
    message += eventName;
    message.push_back(1);
    return message;
}

bool isEvent(std::string_view message)
{
    return message.starts_with(event);
}

} // namespace rove::bench
