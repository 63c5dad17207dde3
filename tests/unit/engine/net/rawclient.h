// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtNetwork/QTcpSocket>

#include <cstdint>
#include <optional>

namespace rove::net {

/// A client that does exactly what it is told, for all that a proper one would never do. Blocks, with a
/// deadline.
class RawClient {
public:
    struct Response {
        int status = 0; ///< 0 if none came.
        QByteArray head;
        QByteArray body;
    };
    struct Frame {
        int firstByte = 0; ///< Final bit and opcode.
        QByteArray payload;
        [[nodiscard]] std::uint16_t closeCode() const;
    };

    explicit RawClient(std::uint16_t port);

    void send(const QByteArray &bytes);
    /// Sends `GET path` and nothing special with it.
    void get(const QByteArray &path);
    /// `hasBody` is false for the answer to HEAD and the like.
    [[nodiscard]] Response response(bool hasBody = true);
    /// The next `count` bytes; fewer if they do not come.
    [[nodiscard]] QByteArray bytes(qsizetype count);
    /// Sends until the peer takes no more for a while; says how much of it is left.
    [[nodiscard]] qsizetype sendWhatIsTaken(const QByteArray &bytes);
    /// Everything up to the peer's end; none if it did not end in time.
    [[nodiscard]] std::optional<QByteArray> rest();
    void endSending();
    void abort() { m_socket.abort(); }
    /// Leaves what comes in the system's buffers.
    void stopReading() { m_socket.setReadBufferSize(1); }
    void readOn() { m_socket.setReadBufferSize(0); }

    /// Sends a proper WebSocket handshake and returns the answer.
    [[nodiscard]] Response handshake(const QByteArray &path, const QByteArray &extraHeaders = {});
    void sendFrame(int firstByte, const QByteArray &payload);
    /// A frame with firstByte 0 if none came.
    [[nodiscard]] Frame frame();

    [[nodiscard]] static QByteArray handshakeRequest(const QByteArray &path,
                                                     const QByteArray &extraHeaders = {});
    [[nodiscard]] static QByteArray maskedFrame(int firstByte, const QByteArray &payload);

private:
    [[nodiscard]] bool waitForMore();
    [[nodiscard]] bool waitForBytes(qsizetype count);

    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace rove::net
