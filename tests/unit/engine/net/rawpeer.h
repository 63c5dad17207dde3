// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <optional>

namespace rove::net {

/// A server for one client that does exactly what it is told, for all that a proper one would never do.
/// Blocks, with a deadline.
class RawPeer {
public:
    struct Frame {
        int firstByte = 0; ///< Final bit and opcode; 0 if none came.
        bool isMasked = false;
        QByteArray mask;
        QByteArray payload; ///< Without its mask.
        [[nodiscard]] std::uint16_t closeCode() const;
    };

    RawPeer();

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/"),
                           const QString &scheme = QStringLiteral("http")) const;
    /// Waits for the client and its whole request, body included; empty if none came.
    [[nodiscard]] QByteArray acceptRequest();
    /// Accepts the client and agrees to a WebSocket, with `frames` in the same piece; false if the client
    /// asked for none.
    [[nodiscard]] bool acceptWebSocket(const QByteArray &extraHeaders = {}, const QByteArray &frames = {});
    void send(const QByteArray &bytes);
    void sendFrame(int firstByte, const QByteArray &payload);
    [[nodiscard]] Frame frame();
    /// Ends our side only.
    void endSending();
    /// Resets the connection.
    void abort();
    /// Whether the client has left, or leaves soon.
    [[nodiscard]] bool clientLeaves();
    /// Leaves what comes in the system's buffers.
    void stopReading();

private:
    [[nodiscard]] bool waitForMore();
    [[nodiscard]] bool waitForBytes(qsizetype count);

    QTcpServer m_server;
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_received;
};

} // namespace rove::net
