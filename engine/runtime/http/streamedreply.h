// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/http/httpreply.h"
#include "engine/runtime/http/responsepipe.h"
#include "engine/runtime/tunnel.h"
#include "protocol/base/limits.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <memory>

namespace rove::runtime {

/// Whether the gateway takes an answer in pieces; it says so with the request.
enum class AnswerForm { Whole, Pieces };

/// An answer on its way from its actor's pipe to the gateway (spec/runner-envoy.md 4.2): in chunks, as far as
/// the gateway's window goes, or gathered to the end for a gateway that takes whole answers only. Owned by
/// its exchange, on the actor's thread. The owner calls `pump` whenever the pipe or the window has changed.
class StreamedReply {
public:
    /// As RivetKit has them (spec/runner-envoy.md 4.2).
    static constexpr qsizetype chunkBytesMax = 64 * limits::kibi;
    static constexpr std::uint64_t windowBytes = limits::mebi;

    enum class Progress { Open, Ended };

    /// `head` has the first bytes of the body.
    StreamedReply(AnswerForm form, HttpReply head, std::shared_ptr<ResponsePipe> pipe);

    /// Sends what may be sent.
    Progress pump(Tunnel &tunnel);
    /// What the client has taken of the body so far.
    void takeWindow(const envoy::v8::ResponseBodyWindowUpdate &update);
    /// Cuts the answer, whose end did not come.
    void cut(Tunnel &tunnel, const QString &reason);
    [[nodiscard]] const std::shared_ptr<ResponsePipe> &pipe() const { return m_pipe; }

private:
    Progress pumpChunks(Tunnel &tunnel);
    Progress gather(Tunnel &tunnel);

    const AnswerForm m_form;
    HttpReply m_head;
    std::shared_ptr<ResponsePipe> m_pipe;
    bool m_isStarted = false;
    std::uint64_t m_sentBytes = 0;
    std::uint64_t m_takenBytes = 0;
};

} // namespace rove::runtime
