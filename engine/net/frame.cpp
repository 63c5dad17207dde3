// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/frame.h"

#include "protocol/base/limits.h"

#include <QtCore/QString>
#include <QtCore/QtEndian>

#include <algorithm>
#include <cstring>

namespace rove::net {

namespace {

constexpr qsizetype shortLengthMax = 125; // RFC 6455 5.2; also the bound of a control frame (5.5).
constexpr std::uint8_t length16Mark = 126;
constexpr std::uint8_t length64Mark = 127;
constexpr std::uint8_t finalBit = 0x80;
constexpr std::uint8_t reservedBits = 0x70;
constexpr std::uint8_t maskBit = 0x80;

std::uint8_t byteAt(QByteArrayView bytes, qsizetype index)
{
    return static_cast<std::uint8_t>(bytes[index]);
}

qsizetype lengthFieldSize(std::uint8_t shortLength)
{
    return shortLength == length16Mark ? 2 : shortLength == length64Mark ? 8 : 0;
}

/// The length written in the head, or none if a shorter form would have held it (RFC 6455 5.2).
std::optional<std::uint64_t> payloadLength(QByteArrayView bytes, std::uint8_t shortLength)
{
    if (shortLength == length16Mark) {
        const auto length = qFromBigEndian<quint16>(bytes.data() + 2);
        return length > shortLengthMax ? std::optional<std::uint64_t>(length) : std::nullopt;
    }
    if (shortLength == length64Mark) {
        const auto length = qFromBigEndian<quint64>(bytes.data() + 2);
        return length > 0xffff ? std::optional<std::uint64_t>(length) : std::nullopt;
    }
    return shortLength;
}

bool isKnown(Opcode opcode)
{
    return opcode <= Opcode::Binary || (opcode >= Opcode::Close && opcode <= Opcode::Pong);
}

/// Masks, and takes a mask off again. Eight bytes at a time: a client may send 32 MiB, and every byte of it
/// is masked.
void applyMask(std::span<char> bytes, std::array<char, 4> mask, qsizetype offset)
{
    std::rotate(mask.begin(), mask.begin() + offset % 4, mask.end());
    std::uint64_t wide = 0;
    std::memcpy(&wide, mask.data(), 4);
    std::memcpy(reinterpret_cast<char *>(&wide) + 4, mask.data(), 4);
    std::size_t i = 0;
    for (; i + sizeof wide <= bytes.size(); i += sizeof wide) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + i, sizeof word);
        word ^= wide;
        std::memcpy(bytes.data() + i, &word, sizeof word);
    }
    for (; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(bytes[i] ^ mask[i % 4]);
}

} // namespace

FrameReader::FrameReader(qsizetype messageBytesMax, SocketRole role)
    : m_messageBytesMax(messageBytesMax)
    , m_role(role)
{}

FrameEvent FrameReader::next(InputBuffer &input)
{
    while (true) {
        if (!m_head) {
            const auto isRead = readHead(input);
            if (!isRead)
                return isRead.error();
            if (!*isRead)
                return NeedsMore();
        }
        const bool isPong = m_head->opcode == Opcode::Pong;
        const bool isFragment = !m_head->isControl() && !m_head->isFinal;
        FrameEvent event = m_head->isControl() ? takeControl(input) : takeData(input);
        const bool isFrameDone = !m_head;
        if (isFrameDone && (isPong || isFragment))
            continue;
        return event;
    }
}

std::expected<bool, FrameFault> FrameReader::readHead(InputBuffer &input)
{
    const QByteArrayView bytes = input.bytes();
    if (bytes.size() < 2)
        return false;
    const std::uint8_t first = byteAt(bytes, 0);
    const std::uint8_t second = byteAt(bytes, 1);
    const auto shortLength = static_cast<std::uint8_t>(second & ~maskBit);
    const bool isMasked = (second & maskBit) != 0;
    if ((first & reservedBits) != 0 || isMasked != (m_role == SocketRole::Server))
        return std::unexpected(FrameFault::Protocol);
    Head head{.opcode = static_cast<Opcode>(first & 0x0f), .isFinal = (first & finalBit) != 0};
    const qsizetype maskSize = isMasked ? std::ssize(head.mask) : 0;
    const qsizetype size = 2 + lengthFieldSize(shortLength) + maskSize;
    if (bytes.size() < size)
        return false;
    const auto length = payloadLength(bytes, shortLength);
    if (!length)
        return std::unexpected(FrameFault::Protocol);
    if (const auto fault = check(head, *length))
        return std::unexpected(*fault);
    head.length = static_cast<qsizetype>(*length);
    std::memcpy(head.mask.data(), bytes.data() + size - maskSize, static_cast<std::size_t>(maskSize));
    if (head.opcode == Opcode::Text)
        m_messageKind = FrameKind::Text;
    else if (head.opcode == Opcode::Binary)
        m_messageKind = FrameKind::Binary;
    m_head = head;
    input.consume(size);
    return true;
}

std::optional<FrameFault> FrameReader::check(const Head &head, std::uint64_t length) const
{
    if (!isKnown(head.opcode))
        return FrameFault::Protocol;
    if (head.isControl())
        return head.isFinal && length <= shortLengthMax ? std::nullopt : std::optional(FrameFault::Protocol);
    const bool continues = head.opcode == Opcode::Continuation;
    if (continues != m_messageKind.has_value())
        return FrameFault::Protocol;
    if (length > static_cast<std::uint64_t>(m_messageBytesMax - m_message.size()))
        return FrameFault::TooBig;
    return std::nullopt;
}

FrameEvent FrameReader::takeData(InputBuffer &input)
{
    const qsizetype count = std::min(input.bytes().size(), m_head->length - m_head->received);
    takePayload(input, count, m_message);
    if (m_head->received < m_head->length)
        return NeedsMore();
    const bool isFinal = m_head->isFinal;
    m_head.reset();
    if (!isFinal)
        return NeedsMore();
    const FrameKind kind = *std::exchange(m_messageKind, std::nullopt);
    if (kind == FrameKind::Text && !QByteArrayView(m_message).isValidUtf8())
        return FrameFault::InvalidText;
    return MessageEvent{.data = std::exchange(m_message, {}), .kind = kind};
}

FrameEvent FrameReader::takeControl(InputBuffer &input)
{
    if (input.bytes().size() < m_head->length)
        return NeedsMore();
    const Opcode opcode = m_head->opcode;
    QByteArray payload;
    takePayload(input, m_head->length, payload);
    m_head.reset();
    if (opcode != Opcode::Close)
        return PingEvent{std::move(payload)};
    if (payload.isEmpty())
        return CloseEvent{.code = closecode::noStatus, .reason = {}};
    if (payload.size() == 1)
        return FrameFault::Protocol;
    const auto code = qFromBigEndian<quint16>(payload.constData());
    QByteArray reason = payload.sliced(2);
    if (!isCloseCodeOnWire(code))
        return FrameFault::Protocol;
    if (!QByteArrayView(reason).isValidUtf8())
        return FrameFault::InvalidText;
    return CloseEvent{.code = code, .reason = std::move(reason)};
}

void FrameReader::takePayload(InputBuffer &input, qsizetype count, QByteArray &into)
{
    const qsizetype start = into.size();
    into.append(input.bytes().first(count));
    input.consume(count);
    if (m_role == SocketRole::Server)
        applyMask({into.data() + start, static_cast<std::size_t>(count)}, m_head->mask, m_head->received);
    m_head->received += count;
}

FrameHead::FrameHead(Opcode opcode, qsizetype length)
{
    m_bytes[0] = static_cast<char>(finalBit | static_cast<std::uint8_t>(opcode));
    if (length <= shortLengthMax) {
        m_bytes[1] = static_cast<char>(length);
    } else if (length <= 0xffff) {
        m_bytes[1] = static_cast<char>(length16Mark);
        qToBigEndian(static_cast<quint16>(length), m_bytes.data() + 2);
        m_size += 2;
    } else {
        m_bytes[1] = static_cast<char>(length64Mark);
        qToBigEndian(static_cast<quint64>(length), m_bytes.data() + 2);
        m_size += 8;
    }
}

QByteArray maskedFrame(Opcode opcode, QByteArrayView payload, std::array<char, 4> mask)
{
    QByteArray frame = FrameHead(opcode, payload.size()).bytes().toByteArray();
    frame[1] = static_cast<char>(static_cast<std::uint8_t>(frame[1]) | maskBit);
    const qsizetype headSize = frame.size();
    frame.reserve(headSize + std::ssize(mask) + payload.size());
    frame.append(mask.data(), std::ssize(mask)).append(payload);
    const qsizetype start = headSize + std::ssize(mask);
    applyMask({frame.data() + start, static_cast<std::size_t>(payload.size())}, mask, 0);
    return frame;
}

bool isCloseCodeOnWire(std::uint16_t code)
{
    if (code >= 3000)
        return code <= 4999;
    return code >= 1000 && code <= 1014 && code != 1004 && code != closecode::noStatus &&
           code != closecode::abnormal;
}

QByteArray closeReason(const QByteArray &reason)
{
    QByteArray text = QByteArrayView(reason).isValidUtf8() ? reason : QString::fromUtf8(reason).toUtf8();
    if (text.size() <= limits::closeReasonBytesMax)
        return text;
    qsizetype end = limits::closeReasonBytesMax;
    while (end > 0 &&
           (byteAt(text, end) & 0xc0) == 0x80) // A continuation byte: the cut would split a character.
        --end;
    return text.first(end);
}

QByteArray closePayload(std::uint16_t code, const QByteArray &reason)
{
    if (code == closecode::noStatus)
        return {};
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(isCloseCodeOnWire(code) ? code : closecode::internalError, payload.data());
    return payload + closeReason(reason);
}

} // namespace rove::net
