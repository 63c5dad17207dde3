// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/client.h"

#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace rove::net {

/// Short enough to wait for, long enough not to fire on a busy machine while nothing is wrong.
ClientLimits patientClientLimits();

/// One request as its handlers saw it; any thread may look.
struct AnswerLog {
    std::optional<ResponseHead> head;
    QByteArray body;
    std::optional<Result<>> end;
};

/// One WebSocket as its owner saw it; any thread may look.
struct SocketLog {
    std::optional<Error> refusal;
    QByteArray subprotocol;
    bool isOpen = false;
    QByteArrayList messages;
    std::optional<CloseFrame> closed;
};

/// A client on its own loop in its own thread, stopped and joined on destruction. Blocks the test where it
/// says so, with a deadline.
class ClientRig {
public:
    explicit ClientRig(const ClientLimits &limits = patientClientLimits());
    ~ClientRig();
    ClientRig(const ClientRig &) = delete;
    ClientRig &operator=(const ClientRig &) = delete;

    /// Blocks until the whole answer is there.
    Result<HttpResponse> fetch(const ClientRequest &request, qsizetype bodyBytesMax = limits::mebi);
    /// Starts a request that `answer()` tells of.
    void send(const ClientRequest &request);
    void openWebSocket(const ClientRequest &request, const QByteArrayList &subprotocols = {});
    /// Drops what `send` or `openWebSocket` started, and the socket.
    void cancel();
    void destroyClient();
    void sendMessage(const QByteArray &data, FrameKind kind = FrameKind::Binary);
    void close(std::uint16_t code, const QByteArray &reason);

    [[nodiscard]] AnswerLog answer();
    [[nodiscard]] SocketLog socket();

    /// Runs `function` on the loop and returns what it returns.
    template <class Function>
    auto onLoop(Function function)
    {
        std::packaged_task<std::invoke_result_t<Function>()> task(std::move(function));
        auto result = task.get_future();
        m_loop.post([&task] { task(); });
        return result.get();
    }

private:
    void opened(Result<OpenedWebSocket> opened);

    IoLoop m_loop;
    std::unique_ptr<IoClient> m_client;
    std::unique_ptr<Exchange> m_exchange;
    std::unique_ptr<WebSocket> m_webSocket;
    AnswerLog m_answer;
    SocketLog m_socket;
    std::jthread m_thread;
};

} // namespace rove::net
