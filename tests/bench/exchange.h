// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rove::bench {

/// One conversation of requests and replies on one connection, as bytes: what to send next, and where a reply
/// ends. Owned by its connection. A peer that answers anything but what was asked for is a failed
/// measurement, so every surprise throws std::runtime_error, which ends the program.
class Exchange {
public:
    Exchange() = default;
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;
    virtual ~Exchange() = default;

    /// What opens the conversation, before anything is measured; empty if nothing does.
    virtual std::string opening() { return {}; }
    /// The bytes at the start of `received` that answer the opening; 0 while some are missing.
    virtual std::size_t openedBytes(std::string_view received);
    virtual std::string_view nextRequest() = 0;
    /// The bytes at the start of `received` that answer the last request; 0 while some are missing.
    virtual std::size_t replyBytes(std::string_view received) = 0;
};

/// A fixed number of bytes there, a fixed number back: what the machine itself allows.
std::unique_ptr<Exchange> makePingExchange(std::size_t requestBytes, std::size_t replyBytes);

/// `increment(1)` by `POST` at `path`, over a connection kept alive, in the bare encoding.
std::unique_ptr<Exchange> makeHttpExchange(std::string_view host, std::string_view path);

/// Any HTTP request with a JSON body.
struct HttpCall {
    std::string method;
    std::string path;
    std::string body;
};
/// `call`, with `{n}` in its path and its body replaced by the next number of `count`.
std::unique_ptr<Exchange> makeCallExchange(std::string_view host, HttpCall call,
                                           std::shared_ptr<std::size_t> count);

/// `increment(1)` on an actor's `/connect` socket at `path`, in the bare encoding.
std::unique_ptr<Exchange> makeWebSocketExchange(std::string_view host, std::string_view path);

} // namespace rove::bench
