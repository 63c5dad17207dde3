// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/server.h"

#include <atomic>
#include <future>
#include <thread>

namespace rove::net {

/// Short enough to wait for, long enough not to fire on a busy machine while nothing is wrong.
ServerLimits patientLimits();

/// Answers by path. Lives on the loop's thread; a test looks at it through `TestServer::onLoop()`.
///
/// HTTP: `/late` keeps the responder, and so does `/stream`, whose body is not waited for; `/drop` drops it,
/// `/big` answers 8 MiB,
/// `/status/N` answers N; anything else is echoed as method, target and body. WebSocket: `/late` keeps the
/// upgrade, `/drop` drops it,
/// `/reject` answers 403,
/// `/silent` accepts and only records; anything else echoes messages.
class TestHandler final : public Handler {
public:
    struct Socket {
        std::unique_ptr<WebSocket> webSocket;
        QByteArrayList messages;
        std::optional<CloseFrame> closed;
    };

    [[nodiscard]] qsizetype bodyBytesMax(const HttpRequest &head) const override;
    [[nodiscard]] bool streamsBody(const HttpRequest &head) const override;
    [[nodiscard]] HttpResponse refuse(const HttpRequest &head, Refusal reason) override;
    void handleRequest(HttpRequest request, std::shared_ptr<HttpResponder> responder) override;
    void handleUpgrade(HttpRequest request, std::shared_ptr<WebSocketUpgrade> upgrade) override;
    /// Accepts and keeps the socket; `Echo::Yes` sends every message back.
    enum class Echo { No, Yes };
    void accept(WebSocketUpgrade &upgrade, Echo echo);

    std::vector<HttpRequest> requests;
    std::vector<std::shared_ptr<HttpResponder>> lateResponders;
    std::vector<std::shared_ptr<WebSocketUpgrade>> lateUpgrades;
    std::vector<std::unique_ptr<Socket>> sockets;
    int goneCount = 0;
};

/// A server on its own loop in its own thread, stopped and joined on destruction.
class TestServer {
public:
    explicit TestServer(const ServerLimits &limits = patientLimits());
    ~TestServer();
    TestServer(const TestServer &) = delete;
    TestServer &operator=(const TestServer &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] QString url(const QString &scheme, const QString &path) const;

    /// Runs `function` on the loop and returns what it returns.
    template <class Function>
    auto onLoop(Function function)
    {
        std::packaged_task<std::invoke_result_t<Function>()> task(std::move(function));
        auto result = task.get_future();
        m_loop.post([&task] { task(); });
        return result.get();
    }
    [[nodiscard]] int connectionCount();
    [[nodiscard]] int socketCount();
    [[nodiscard]] int goneCount();
    /// How the n-th accepted WebSocket ended, once it has.
    [[nodiscard]] std::optional<CloseFrame> closed(std::size_t index = 0);
    [[nodiscard]] QByteArrayList messages(std::size_t index = 0);

    // Loop thread.
    [[nodiscard]] TestHandler &handler() { return m_handler; }
    [[nodiscard]] WebSocket &socket(std::size_t index = 0) { return *m_handler.sockets.at(index)->webSocket; }
    [[nodiscard]] Server &server() { return *m_server; }
    void destroyServer() { m_server.reset(); }

private:
    IoLoop m_loop;
    TestHandler m_handler;
    std::unique_ptr<Server> m_server;
    std::uint16_t m_port = 0;
    std::jthread m_thread;
};

} // namespace rove::net
