// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// What a client of an actor and the actor send each other, as bytes: HTTP heads, WebSocket frames and the
/// few messages in the bare encoding that a measurement needs.
namespace rove::bench {

/// Throws std::runtime_error: a peer that answers anything but what was asked for is a failed measurement.
[[noreturn]] void surprise(std::string_view what, std::string_view received);

/// The end of the HTTP head, past its empty line; 0 while it is not there.
[[nodiscard]] std::size_t headBytes(std::string_view received);
/// The size of the whole answer at the start of `received`, which must be a 200; 0 while some is missing.
[[nodiscard]] std::size_t answerBytes(std::string_view received);
[[nodiscard]] std::string httpRequest(std::string_view method, std::string_view host, std::string_view path,
                                      std::string_view headers, std::string_view body);

/// The opening of an actor's `/connect` socket.
[[nodiscard]] std::string socketOpening(std::string_view host, std::string_view path);
/// The bytes of the upgrade and the actor's greeting; 0 while some are missing.
[[nodiscard]] std::size_t socketOpenedBytes(std::string_view received);

struct Frame {
    std::size_t bytes = 0; ///< 0 while the frame is not complete.
    std::string_view payload;
};
/// The first frame of `received`; what an actor sends here is short and binary.
[[nodiscard]] Frame readFrame(std::string_view received);
[[nodiscard]] std::string clientFrame(std::string_view message);

/// A call of an action of the counter: `increment(1)`, or `getCount()`, which changes nothing.
enum class CounterAction { Increment, GetCount };
[[nodiscard]] std::string actionRequest(CounterAction action, std::uint64_t id);
[[nodiscard]] bool isActionResponse(std::string_view message, std::uint64_t id);
[[nodiscard]] std::string subscriptionRequest(std::string_view eventName);
[[nodiscard]] bool isEvent(std::string_view message);

} // namespace rove::bench
