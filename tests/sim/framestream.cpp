// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/framestream.h"

#include "protocol/base/limits.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <variant>

namespace rove::sim {
namespace {

constexpr qsizetype inputBytesMax = 4 * limits::kibi;
constexpr qsizetype messageBytesMax = limits::mebi;
constexpr std::array mask{'s', 'e', 'e', 'd'};

} // namespace

FrameStream::FrameStream(net::SocketRole reader)
    : m_role(reader)
    , m_reader(messageBytesMax, reader)
    , m_input(inputBytesMax)
{}

QByteArray FrameStream::written(net::Opcode opcode, QByteArrayView payload) const
{
    if (m_role == net::SocketRole::Server)
        return net::maskedFrame(opcode, payload, mask);
    return net::FrameHead(opcode, payload.size()).bytes().toByteArray() + payload;
}

std::vector<net::FrameEvent> FrameStream::read(QByteArrayView bytes)
{
    std::vector<net::FrameEvent> events;
    while (!bytes.isEmpty()) {
        const std::span<char> room = m_input.space();
        const qsizetype count = std::min(bytes.size(), static_cast<qsizetype>(room.size()));
        std::ranges::copy(bytes.first(count), room.begin());
        m_input.commit(count);
        bytes = bytes.sliced(count);
        for (net::FrameEvent event = m_reader.next(m_input); !std::holds_alternative<net::NeedsMore>(event);
             event = m_reader.next(m_input))
            events.push_back(std::move(event));
    }
    return events;
}

} // namespace rove::sim
