// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"
#include "engine/net/inputbuffer.h"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <variant>

namespace rove::net {

/// RFC 6455 5.2.
enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// Codes with which Rove closes by itself, and those that only stand for an event (RFC 6455 7.4.1).
namespace closecode {
constexpr std::uint16_t normal = 1000;
constexpr std::uint16_t protocolError = 1002;
constexpr std::uint16_t noStatus = 1005;
constexpr std::uint16_t abnormal = 1006;
constexpr std::uint16_t internalError = 1011;
constexpr std::uint16_t tryAgainLater = 1013;
} // namespace closecode

struct NeedsMore {};
struct MessageEvent {
    QByteArray data;
    FrameKind kind;
};
struct PingEvent {
    QByteArray data;
};
struct CloseEvent {
    std::uint16_t code; ///< 1005 if the frame has none.
    QByteArray reason;
};
/// The peer broke a rule; nothing after it can be read.
enum class FrameFault { Protocol, TooBig, InvalidText };
using FrameEvent = std::variant<NeedsMore, MessageEvent, PingEvent, CloseEvent, FrameFault>;

/// Which end of a WebSocket is ours. A client masks what it sends, a server does not, and each insists on
/// that of the other (RFC 6455 5.1).
enum class SocketRole { Server, Client };

/// Takes apart what the peer of a WebSocket sends (RFC 6455 5): fragments put together, control frames in
/// between, no extensions. Consumes payload as it comes, so its input needs room for one control frame only,
/// and holds one message, whose size is bounded before it is stored. Pongs are swallowed: we never ping.
class FrameReader {
public:
    explicit FrameReader(qsizetype messageBytesMax, SocketRole role = SocketRole::Server);

    /// The next event in `input`. Call again until it needs more; not after a fault.
    [[nodiscard]] FrameEvent next(InputBuffer &input);

private:
    struct Head {
        Opcode opcode = Opcode::Continuation;
        bool isFinal = false;
        std::array<char, 4> mask = {}; ///< Zeros in what a server sends.
        qsizetype length = 0;
        qsizetype received = 0;

        [[nodiscard]] bool isControl() const { return opcode >= Opcode::Close; }
    };
    [[nodiscard]] std::expected<bool, FrameFault> readHead(InputBuffer &input);
    [[nodiscard]] std::optional<FrameFault> check(const Head &head, std::uint64_t length) const;
    [[nodiscard]] FrameEvent takeData(InputBuffer &input);
    [[nodiscard]] FrameEvent takeControl(InputBuffer &input);
    void takePayload(InputBuffer &input, qsizetype count, QByteArray &into);

    qsizetype m_messageBytesMax;
    SocketRole m_role;
    std::optional<Head> m_head; ///< The frame whose payload is being read.
    QByteArray m_message;
    std::optional<FrameKind> m_messageKind; ///< Set while fragments of a message are outstanding.
};

/// The head of an unmasked, final frame.
class FrameHead {
public:
    FrameHead(Opcode opcode, qsizetype length);
    [[nodiscard]] QByteArrayView bytes() const { return {m_bytes.data(), m_size}; }

private:
    std::array<char, 10> m_bytes = {};
    qsizetype m_size = 2;
};

/// A whole, masked, final frame. `mask` should be hard to guess (RFC 6455 5.3).
[[nodiscard]] QByteArray maskedFrame(Opcode opcode, QByteArrayView payload, std::array<char, 4> mask);
/// Whether the code may stand in a close frame (RFC 6455 7.4).
[[nodiscard]] bool isCloseCodeOnWire(std::uint16_t code);
/// `reason`, at most 123 bytes of it, cut between characters; bytes that are not UTF-8 are replaced.
[[nodiscard]] QByteArray closeReason(const QByteArray &reason);
/// The payload of a close frame: none for 1005; 1011 in place of another code that may not be sent.
[[nodiscard]] QByteArray closePayload(std::uint16_t code, const QByteArray &reason);

} // namespace rove::net
