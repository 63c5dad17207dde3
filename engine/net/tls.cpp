// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace rove::net {

namespace {

using namespace Qt::StringLiterals;

// RFC 7301: some servers speak HTTP/2 to those who do not say.
constexpr std::array<unsigned char, 9> http11{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

int toInt(qsizetype count)
{
    return static_cast<int>(std::min<qsizetype>(count, std::numeric_limits<int>::max()));
}

QString lastError()
{
    const unsigned long code = ERR_get_error();
    const char *reason = code == 0 ? nullptr : ERR_reason_error_string(code);
    return reason ? QString::fromUtf8(reason) : u"the connection was cut"_s;
}

/// The peer must prove to be `host`.
bool expectHost(SSL *ssl, const QByteArray &host)
{
    X509_VERIFY_PARAM *parameters = SSL_get0_param(ssl);
    if (X509_VERIFY_PARAM_set1_ip_asc(parameters, host.constData()) == 1)
        return true;
    ERR_clear_error(); // It is a name.
    return SSL_set_tlsext_host_name(ssl, const_cast<char *>(host.constData())) == 1 &&
           SSL_set1_host(ssl, host.constData()) == 1;
}

} // namespace

void TlsTrust::Free::operator()(ssl_ctx_st *context) const
{
    SSL_CTX_free(context);
}

void TlsLayer::Free::operator()(ssl_st *ssl) const
{
    SSL_free(ssl);
}

TlsTrust::TlsTrust(Context context)
    : m_context(std::move(context))
{}

Result<std::shared_ptr<const TlsTrust>> TlsTrust::ofThisMachine()
{
    ERR_clear_error();
    Context context(SSL_CTX_new(TLS_client_method()));
    if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1 ||
        SSL_CTX_set_default_verify_paths(context.get()) != 1 ||
        SSL_CTX_set_alpn_protos(context.get(), http11.data(), http11.size()) != 0)
        return rove::failure(ErrorCode::ClientTls, u"TLS cannot be set up: %1."_s.arg(lastError()));
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    // What is written may be taken in part, from memory that has moved since.
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    return std::shared_ptr<const TlsTrust>(new TlsTrust(std::move(context)));
}

Result<std::unique_ptr<TlsLayer>> TlsLayer::to(std::shared_ptr<const TlsTrust> trust, const QByteArray &host)
{
    ERR_clear_error();
    Ssl ssl(SSL_new(trust->context()));
    BIO *in = BIO_new(BIO_s_mem());
    BIO *out = BIO_new(BIO_s_mem());
    if (!ssl || !in || !out || !expectHost(ssl.get(), host)) {
        BIO_free(in);
        BIO_free(out);
        return rove::failure(ErrorCode::ClientTls, u"TLS cannot be set up: %1."_s.arg(lastError()));
    }
    SSL_set_bio(ssl.get(), in, out); // From here on they are its own.
    SSL_set_connect_state(ssl.get());
    return std::unique_ptr<TlsLayer>(new TlsLayer(std::move(trust), std::move(ssl), in, out));
}

TlsLayer::TlsLayer(std::shared_ptr<const TlsTrust> trust, Ssl ssl, bio_st *in, bio_st *out)
    : m_trust(std::move(trust))
    , m_ssl(std::move(ssl))
    , m_in(in)
    , m_out(out)
{
    shakeHands();
}

TlsLayer::~TlsLayer() = default;

void TlsLayer::commit(qsizetype count)
{
    BIO_write(m_in, m_received.data(), toInt(count));
    if (!m_isOpen && m_failure.isEmpty())
        shakeHands();
}

void TlsLayer::shakeHands()
{
    ERR_clear_error();
    const int outcome = SSL_do_handshake(m_ssl.get());
    m_isOpen = outcome == 1;
    if (!m_isOpen)
        look(outcome);
}

/// What a call that did nothing means.
void TlsLayer::look(int outcome)
{
    const int error = SSL_get_error(m_ssl.get(), outcome);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
        return;
    if (error == SSL_ERROR_ZERO_RETURN) {
        m_hasPeerEnded = true;
        return;
    }
    const long verdict = SSL_get_verify_result(m_ssl.get());
    m_failure =
        verdict == X509_V_OK ? lastError() : QString::fromUtf8(X509_verify_cert_error_string(verdict));
}

QByteArrayView TlsLayer::output() const
{
    char *bytes = nullptr;
    const long count = BIO_get_mem_data(m_out, &bytes);
    return QByteArrayView(bytes, count).sliced(m_sentBytes);
}

void TlsLayer::consumeOutput(qsizetype count)
{
    m_sentBytes += count;
    if (output().isEmpty()) {
        m_sentBytes = 0;
        BIO_reset(m_out);
    }
}

qsizetype TlsLayer::read(std::span<char> into)
{
    if (!m_isOpen || m_hasPeerEnded || !m_failure.isEmpty())
        return 0;
    ERR_clear_error();
    const int count = SSL_read(m_ssl.get(), into.data(), toInt(std::ssize(into)));
    if (count > 0)
        return count;
    look(count);
    return 0;
}

qsizetype TlsLayer::write(QByteArrayView bytes)
{
    if (!m_isOpen || !m_failure.isEmpty())
        return 0;
    ERR_clear_error();
    const int count = SSL_write(m_ssl.get(), bytes.data(), toInt(bytes.size()));
    if (count > 0)
        return count;
    look(count);
    return 0;
}

void TlsLayer::end()
{
    if (m_isOpen && m_failure.isEmpty())
        SSL_shutdown(m_ssl.get());
}

} // namespace rove::net
