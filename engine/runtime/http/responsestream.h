// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/http/responsepipe.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <memory>

namespace rove::runtime {

/// The body of an HTTP answer that comes in pieces. `onRequest` makes one, puts it into its `HttpResponse`,
/// and keeps it: what it writes, at once or later, goes to the client as that takes it.
///
///     auto body = std::make_shared<ResponseStream>();
///     m_listeners.append(body);
///     return HttpResponse{.headers = {{u"content-type"_s, u"text/event-stream"_s}}, .stream = body};
///
/// While it is open the actor does not fall asleep by itself; an actor that does sleep cuts it. The last one
/// who has it and did not finish it cuts it too, so that a client never takes a part for the whole. On the
/// actor's thread. The gateway must be one that streams (spec/runner-envoy.md 4.2); through another, as
/// Rivet's is unless told, the client gets everything at the end, or status 500 if that is more than 20 MiB.
class ResponseStream {
public:
    using Handler = ResponsePipe::Handler;

    ResponseStream();
    ~ResponseStream();
    ResponseStream(const ResponseStream &) = delete;
    ResponseStream &operator=(const ResponseStream &) = delete;

    /// Whether anybody still wants more: false after the end, by whichever side.
    [[nodiscard]] bool isOpen() const { return m_pipe->isOpen(); }
    /// True if the piece was taken, of whatever size it is. False if the client is slow and
    /// `ResponsePipe::queuedBytesMax` wait for it, or the stream is not open: nothing was taken.
    bool write(const QByteArray &bytes) { return m_pipe->write(bytes); }
    /// Not yet taken by the client's gateway.
    [[nodiscard]] qsizetype queuedBytes() const { return m_pipe->queuedBytes(); }
    /// The body is whole; what waits still goes out.
    void finish() { m_pipe->finish(); }
    /// Cuts it: the client sees that it is not whole. The reason is for logs.
    void abort(const QString &reason = {}) { m_pipe->abort(reason); }

    /// Called when `write` has refused and would not any more.
    void onRoom(Handler handler) { m_pipe->onRoom(std::move(handler)); }
    /// Called once if it ends before the actor has ended it: the client has gone, or the actor stops.
    void onClosed(Handler handler) { m_pipe->onClosed(std::move(handler)); }

    /// For the runtime.
    [[nodiscard]] const std::shared_ptr<ResponsePipe> &pipe() const { return m_pipe; }

private:
    std::shared_ptr<ResponsePipe> m_pipe;
};

} // namespace rove::runtime
