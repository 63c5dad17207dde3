// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/tlsproblem.h"

#include <QtCore/QCborArray>
#include <QtCore/QDateTime>
#include <QtNetwork/QSslCertificate>

#include <algorithm>
#include <array>
#include <utility>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array reasonNames{
    std::pair{TlsReason::Unknown, "unknown"_L1},
    std::pair{TlsReason::SelfSigned, "self_signed"_L1},
    std::pair{TlsReason::UnknownAuthority, "unknown_authority"_L1},
    std::pair{TlsReason::Expired, "expired"_L1},
    std::pair{TlsReason::NotYetValid, "not_yet_valid"_L1},
    std::pair{TlsReason::NameMismatch, "name_mismatch"_L1},
    std::pair{TlsReason::Revoked, "revoked"_L1},
    std::pair{TlsReason::ClientCertificateWanted, "client_certificate_wanted"_L1},
    std::pair{TlsReason::ClientCertificateRefused, "client_certificate_refused"_L1},
    std::pair{TlsReason::NotTls, "not_tls"_L1},
    std::pair{TlsReason::FileMissing, "file_missing"_L1},
    std::pair{TlsReason::FileUnreadable, "file_unreadable"_L1},
    std::pair{TlsReason::FileNotPem, "file_not_pem"_L1},
    std::pair{TlsReason::WrongPassphrase, "wrong_passphrase"_L1},
    std::pair{TlsReason::KeyMissing, "key_missing"_L1},
    std::pair{TlsReason::CertificateMissing, "certificate_missing"_L1},
    std::pair{TlsReason::KeyMismatch, "key_mismatch"_L1},
};

QString reasonName(TlsReason reason)
{
    return std::ranges::find(reasonNames, reason, &std::pair<TlsReason, QLatin1StringView>::first)->second;
}

TlsReason reasonOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
        return TlsReason::SelfSigned;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return TlsReason::UnknownAuthority;
    case QSslError::CertificateExpired:
        return TlsReason::Expired;
    case QSslError::CertificateNotYetValid:
        return TlsReason::NotYetValid;
    case QSslError::HostNameMismatch:
        return TlsReason::NameMismatch;
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return TlsReason::Revoked;
    default:
        return TlsReason::Unknown;
    }
}

/// A certificate of the machine's own making has several faults at once; the one that explains the others is
/// told.
int gravity(const QSslError &error)
{
    switch (reasonOf(error.error())) {
    case TlsReason::Revoked:
        return 5;
    case TlsReason::Expired:
    case TlsReason::NotYetValid:
        return 4;
    case TlsReason::SelfSigned:
        return 3;
    case TlsReason::UnknownAuthority:
        return 2;
    case TlsReason::NameMismatch:
        return 1;
    default:
        return 0;
    }
}

} // namespace

Error tlsError(const QString &host, const QList<QSslError> &errors)
{
    if (errors.isEmpty())
        return tlsReasonError(TlsReason::Unknown, host, {});
    QCborArray problems;
    for (const QSslError &error : errors)
        problems.append(error.errorString());
    const QSslError &gravest = *std::ranges::max_element(errors, {}, gravity);
    const QSslCertificate certificate = gravest.certificate();
    QCborMap metadata;
    metadata[u"reason"_s] = reasonName(reasonOf(gravest.error()));
    metadata[u"problems"_s] = problems;
    metadata[u"subject"_s] = certificate.subjectDisplayName();
    metadata[u"issuer"_s] = certificate.issuerDisplayName();
    metadata[u"expires"_s] = certificate.expiryDate().toString(Qt::ISODate);
    return {.code = ErrorCode::ClientTls,
            .message = u"The certificate of "_s % host % u" is not trusted: "_s % gravest.errorString(),
            .metadata = metadata};
}

Error tlsHandshakeError(const QString &host, const QString &detail)
{
    // Qt gives no code for what the peer refused, only the TLS library's own words (checked with OpenSSL 3).
    TlsReason reason = TlsReason::Unknown;
    if (detail.contains("certificate required"_L1) || detail.contains("handshake failure"_L1))
        reason = TlsReason::ClientCertificateWanted;
    else if (detail.contains("alert bad certificate"_L1) || detail.contains("alert unknown ca"_L1) ||
             detail.contains("alert certificate"_L1))
        reason = TlsReason::ClientCertificateRefused;
    else if (detail.contains("wrong version number"_L1) || detail.contains("packet length too long"_L1) ||
             detail.contains("http request"_L1))
        reason = TlsReason::NotTls;
    return tlsReasonError(reason, host, detail);
}

Error tlsReasonError(TlsReason reason, const QString &host, const QString &detail)
{
    const QString rest = detail.isEmpty() ? u"."_s : QString(u": "_s % detail);
    return {.code = ErrorCode::ClientTls,
            .message = u"No secure connection to "_s % host % rest,
            .metadata = {{u"reason"_s, reasonName(reason)}}};
}

Error tlsFileError(TlsReason reason, const QString &file)
{
    const auto problem = [reason] {
        switch (reason) {
        case TlsReason::FileMissing:
            return u"is not there"_s;
        case TlsReason::FileUnreadable:
            return u"cannot be read"_s;
        case TlsReason::WrongPassphrase:
            return u"does not open with this passphrase"_s;
        case TlsReason::KeyMissing:
            return u"needs its key in a file beside it"_s;
        case TlsReason::CertificateMissing:
            return u"needs its certificate in a file beside it"_s;
        case TlsReason::KeyMismatch:
            return u"does not belong to the certificate"_s;
        default:
            return u"is not a PEM file of the kind that is wanted"_s;
        }
    };
    return {.code = ErrorCode::ClientTls,
            .message = u"The file "_s % file % u' ' % problem() % u'.',
            .metadata = {{u"reason"_s, reasonName(reason)}, {u"file"_s, file}}};
}

TlsReason tlsReasonOf(const Error &error)
{
    const QString name = error.metadata.value(u"reason"_s).toString();
    const auto found = std::ranges::find(reasonNames, name, &std::pair<TlsReason, QLatin1StringView>::second);
    return found == reasonNames.end() ? TlsReason::Unknown : found->first;
}

bool isOwnFileReason(TlsReason reason)
{
    return reason >= TlsReason::FileMissing;
}

TlsReason tlsReasonOfAlert(int description)
{
    constexpr int handshakeFailure = 40;
    constexpr int badCertificate = 42;
    constexpr int unknownAuthority = 48;
    constexpr int certificateRequired = 116;
    if (description == certificateRequired || description == handshakeFailure)
        return TlsReason::ClientCertificateWanted;
    if ((description >= badCertificate && description <= 46) || description == unknownAuthority)
        return TlsReason::ClientCertificateRefused;
    return TlsReason::Unknown;
}

} // namespace rove::ui
