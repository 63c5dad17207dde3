// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/http/streamedreply.h"

#include <algorithm>
#include <utility>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;

/// As RivetKit answers what it cannot gather (spec/runner-envoy.md 4.2).
HttpReply tooLong()
{
    return {.status = 500, .headers = {{u"x-rivet-error"_s, u"envoy.fetch_failed"_s}}, .body = {}};
}

} // namespace

StreamedReply::StreamedReply(AnswerForm form, HttpReply head, std::shared_ptr<ResponsePipe> pipe)
    : m_form(form)
    , m_head(std::move(head))
    , m_pipe(std::move(pipe))
{}

StreamedReply::Progress StreamedReply::pump(Tunnel &tunnel)
{
    if (const std::optional<QString> reason = m_pipe->abortReason()) {
        cut(tunnel, *reason);
        return Progress::Ended;
    }
    return m_form == AnswerForm::Pieces ? pumpChunks(tunnel) : gather(tunnel);
}

StreamedReply::Progress StreamedReply::pumpChunks(Tunnel &tunnel)
{
    if (!std::exchange(m_isStarted, true)) {
        v8::ResponseStart start = HttpReply(m_head).toResponse();
        start.body.reset();
        start.stream = true;
        tunnel.send(std::move(start));
    }
    for (;;) {
        const auto room = static_cast<qsizetype>(windowBytes - (m_sentBytes - m_takenBytes));
        const qsizetype bytesMax = std::min(room, chunkBytesMax);
        if (bytesMax <= 0 || (m_head.body.isEmpty() && m_pipe->isEmpty()))
            break;
        QByteArray piece;
        if (!m_head.body.isEmpty()) {
            piece = m_head.body.first(std::min(bytesMax, m_head.body.size()));
            m_head.body.remove(0, piece.size());
        } else {
            piece = m_pipe->take(bytesMax);
        }
        m_sentBytes += static_cast<std::uint64_t>(piece.size());
        tunnel.send(v8::ResponseChunk{.body = std::move(piece), .finish = false});
    }
    if (!m_pipe->isFinished() || !m_pipe->isEmpty() || !m_head.body.isEmpty())
        return Progress::Open;
    tunnel.send(v8::ResponseChunk{.body = {}, .finish = true});
    return Progress::Ended;
}

StreamedReply::Progress StreamedReply::gather(Tunnel &tunnel)
{
    while (!m_pipe->isEmpty())
        m_head.body += m_pipe->take(chunkBytesMax);
    const bool isTooLong = m_head.body.size() > limits::tunnelPayloadBytesMax;
    if (!isTooLong && !m_pipe->isFinished())
        return Progress::Open;
    tunnel.send((isTooLong ? tooLong() : std::move(m_head)).toResponse());
    return Progress::Ended;
}

void StreamedReply::takeWindow(const v8::ResponseBodyWindowUpdate &update)
{
    m_takenBytes = std::clamp(update.consumedBytes, m_takenBytes, m_sentBytes);
}

void StreamedReply::cut(Tunnel &tunnel, const QString &reason)
{
    tunnel.send(v8::ResponseAbort{.reason = {.kind = v8::AbortKind::HandlerError, .detail = reason}});
}

} // namespace rove::runtime
