// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/frame.h"
#include "engine/net/inputbuffer.h"

#include <vector>

namespace rove::sim {

/// What one end of a wire reads: bytes in pieces of any size, taken apart by the engine's own reader of
/// frames. A wire that is cut may leave half a frame in it. Belongs to its wire.
class FrameStream {
public:
    /// `reader` is the end that reads; the other one has written.
    explicit FrameStream(net::SocketRole reader);

    /// A frame as the other end writes it.
    [[nodiscard]] QByteArray written(net::Opcode opcode, QByteArrayView payload) const;
    /// What these bytes complete.
    [[nodiscard]] std::vector<net::FrameEvent> read(QByteArrayView bytes);

private:
    net::SocketRole m_role;
    net::FrameReader m_reader;
    net::InputBuffer m_input;
};

} // namespace rove::sim
