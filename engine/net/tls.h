// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <array>
#include <memory>
#include <span>

// OpenSSL's, which only tls.cpp includes.
struct bio_st;
struct ssl_ctx_st;
struct ssl_st;

namespace rove::net {

/// Whom a client believes: the authorities of this machine, from where OpenSSL finds them (SSL_CERT_FILE and
/// SSL_CERT_DIR name others). Immutable and shared by all connections of a client.
class TlsTrust {
public:
    /// `ClientTls` if OpenSSL cannot be set up.
    static Result<std::shared_ptr<const TlsTrust>> ofThisMachine();

    [[nodiscard]] ssl_ctx_st *context() const { return m_context.get(); }

private:
    struct Free {
        void operator()(ssl_ctx_st *context) const;
    };
    using Context = std::unique_ptr<ssl_ctx_st, Free>;

    explicit TlsTrust(Context context);

    Context m_context;
};

/// TLS 1.2 or newer on a connection that we have made: bytes of the socket go in and out on one side, those
/// of the session on the other. The peer must prove to be the host that was asked for; nothing can be read or
/// written before. Owned by its connection, on its thread; touches no socket. A failure is final, and what
/// `output` holds then tells the peer.
class TlsLayer {
public:
    /// `host` is a name or a numeric address. `trust` is kept as long as the connection.
    static Result<std::unique_ptr<TlsLayer>> to(std::shared_ptr<const TlsTrust> trust,
                                                const QByteArray &host);
    ~TlsLayer();
    TlsLayer(const TlsLayer &) = delete;
    TlsLayer &operator=(const TlsLayer &) = delete;

    // --- The socket's side ---
    /// Where bytes of the socket go; `commit` says how many did.
    [[nodiscard]] std::span<char> space() { return m_received; }
    void commit(qsizetype count);
    /// What the socket has to send, until `consumeOutput` has taken it all.
    [[nodiscard]] QByteArrayView output() const;
    void consumeOutput(qsizetype count);

    // --- The session's side ---
    /// How many bytes were read; 0 if there are none now.
    [[nodiscard]] qsizetype read(std::span<char> into);
    /// How many bytes were taken; 0 if none can be now.
    [[nodiscard]] qsizetype write(QByteArrayView bytes);
    /// Tells the peer that nothing follows.
    void end();

    /// The handshake is done, and the peer is who it should be.
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// The peer has said that nothing follows.
    [[nodiscard]] bool hasPeerEnded() const { return m_hasPeerEnded; }
    /// In words; empty while all is well.
    [[nodiscard]] const QString &failure() const { return m_failure; }

private:
    struct Free {
        void operator()(ssl_st *ssl) const;
    };
    using Ssl = std::unique_ptr<ssl_st, Free>;

    TlsLayer(std::shared_ptr<const TlsTrust> trust, Ssl ssl, bio_st *in, bio_st *out);
    void shakeHands();
    void look(int outcome);

    static constexpr std::size_t receivedBytesMax = 16384; // One record's content (RFC 8446 5.1).

    std::shared_ptr<const TlsTrust> m_trust;
    Ssl m_ssl;
    bio_st *m_in;  ///< Of `m_ssl`.
    bio_st *m_out; ///< Of `m_ssl`.
    std::array<char, receivedBytesMax> m_received = {};
    qsizetype m_sentBytes = 0; ///< Of what `m_out` holds.
    QString m_failure;
    bool m_isOpen = false;
    bool m_hasPeerEnded = false;
};

} // namespace rove::net
