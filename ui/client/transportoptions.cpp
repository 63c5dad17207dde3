// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/transportoptions.h"

#include "ui/client/tlsproblem.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QNetworkProxyFactory>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

/// A bundle of every public authority is a fifth of this.
constexpr qint64 pemBytesMax = 1024 * 1024;

Result<QByteArray> readPem(const QString &path)
{
    const QFileInfo info(path);
    // A pipe or a device could hold us for ever.
    if (!info.isFile())
        return std::unexpected(tlsFileError(TlsReason::FileMissing, path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(tlsFileError(TlsReason::FileUnreadable, path));
    if (info.size() > pemBytesMax)
        return std::unexpected(tlsFileError(TlsReason::FileNotPem, path));
    return file.read(pemBytesMax);
}

Result<QList<QSslCertificate>> readCertificates(const QString &path)
{
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(TRY(readPem(path)), QSsl::Pem);
    if (certificates.isEmpty() || std::ranges::any_of(certificates, &QSslCertificate::isNull))
        return std::unexpected(tlsFileError(TlsReason::FileNotPem, path));
    return certificates;
}

bool isEncrypted(const QByteArray &pem)
{
    return pem.contains("ENCRYPTED");
}

Result<QSslKey> readKey(const QString &path, const QString &passphrase)
{
    const QByteArray pem = TRY(readPem(path));
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase.toUtf8());
        if (!key.isNull())
            return key;
    }
    const bool isKey = pem.contains("PRIVATE KEY-----");
    return std::unexpected(
        tlsFileError(isKey && isEncrypted(pem) ? TlsReason::WrongPassphrase : TlsReason::FileNotPem, path));
}

Result<> addIdentity(QSslConfiguration &configuration, const TlsOptions &options)
{
    if (options.certificateFile.isEmpty() && options.keyFile.isEmpty())
        return {};
    if (options.keyFile.isEmpty())
        return std::unexpected(tlsFileError(TlsReason::KeyMissing, options.certificateFile));
    if (options.certificateFile.isEmpty())
        return std::unexpected(tlsFileError(TlsReason::CertificateMissing, options.keyFile));
    const QList<QSslCertificate> chain = TRY(readCertificates(options.certificateFile));
    const QSslKey key = TRY(readKey(options.keyFile, options.keyPassphrase));
    if (chain.constFirst().publicKey().algorithm() != key.algorithm())
        return std::unexpected(tlsFileError(TlsReason::KeyMismatch, options.keyFile));
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return {};
}

Result<QSslConfiguration> resolveTls(const TlsOptions &options)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!options.authorityFile.isEmpty()) {
        const QList<QSslCertificate> own = TRY(readCertificates(options.authorityFile));
        configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + own);
    }
    TRY(addIdentity(configuration, options));
    return configuration;
}

bool isThisMachine(const QUrl &target)
{
    return target.host() == u"localhost" || QHostAddress(target.host()).isLoopback();
}

QNetworkProxy systemProxy(const QUrl &target)
{
    const QList<QNetworkProxy> proxies =
        QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(target));
    return proxies.value(0, QNetworkProxy(QNetworkProxy::NoProxy));
}

Result<QNetworkProxy> resolveProxy(const ProxyOptions &options, const QUrl &target)
{
    if (options.kind == ProxyOptions::Kind::None)
        return QNetworkProxy(QNetworkProxy::NoProxy);
    if (options.kind == ProxyOptions::Kind::System)
        return isThisMachine(target) ? QNetworkProxy(QNetworkProxy::NoProxy) : systemProxy(target);
    if (options.host.isEmpty() || options.port == 0)
        return failure(ErrorCode::ClientInvalidEndpoint, u"The proxy has no host or no port."_s,
                       {{u"reason"_s, u"proxy"_s}});
    const auto type =
        options.kind == ProxyOptions::Kind::Http ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy;
    return QNetworkProxy(type, options.host, options.port, options.user, options.password);
}

} // namespace

TransportOptions TransportOptions::withoutSecrets() const
{
    TransportOptions other = *this;
    other.tls.keyPassphrase.clear();
    other.proxy.password.clear();
    return other;
}

Result<Transport> resolveTransport(const TransportOptions &options, const QUrl &target)
{
    Transport transport{.tls = {}, .proxy = TRY(resolveProxy(options.proxy, target))};
    if (target.scheme() == u"https")
        transport.tls = TRY(resolveTls(options.tls));
    return transport;
}

} // namespace rove::ui
