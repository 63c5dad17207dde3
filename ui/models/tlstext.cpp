// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tlstext.h"

#include "ui/client/tlsproblem.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

struct TlsText {
    Q_DECLARE_TR_FUNCTIONS(rove::ui::Errors)
};

QString detail(const Error &error, const QString &key)
{
    return error.metadata.value(key).toString();
}

QString expiryOf(const Error &error)
{
    const QDateTime expires = QDateTime::fromString(detail(error, u"expires"_s), Qt::ISODate);
    return QLocale().toString(expires.toLocalTime().date(), QLocale::LongFormat);
}

QString certificateSentence(const Error &error, const QString &target)
{
    switch (tlsReasonOf(error)) {
    case TlsReason::SelfSigned:
        return TlsText::tr("The certificate of %1 is signed by nobody but itself.").arg(target);
    case TlsReason::UnknownAuthority:
        return TlsText::tr("The certificate of %1 comes from an authority that this machine does not know.")
            .arg(target);
    case TlsReason::Expired:
        return TlsText::tr("The certificate of %1 expired on %2.").arg(target, expiryOf(error));
    case TlsReason::NotYetValid:
        return TlsText::tr("The certificate of %1 is not valid yet.").arg(target);
    case TlsReason::NameMismatch:
        return TlsText::tr("The certificate of %1 is made out to another name, %2.")
            .arg(target, detail(error, u"subject"_s));
    case TlsReason::Revoked:
        return TlsText::tr("The certificate of %1 was revoked.").arg(target);
    case TlsReason::ClientCertificateWanted:
        return TlsText::tr("%1 wants a client certificate.").arg(target);
    case TlsReason::ClientCertificateRefused:
        return TlsText::tr("%1 does not accept the client certificate.").arg(target);
    case TlsReason::NotTls:
        return TlsText::tr("%1 does not speak TLS.").arg(target);
    default:
        return TlsText::tr("There is no secure connection to %1.").arg(target);
    }
}

QString fileSentence(const Error &error)
{
    const QString file = detail(error, u"file"_s);
    switch (tlsReasonOf(error)) {
    case TlsReason::FileMissing:
        return TlsText::tr("The file %1 does not exist.").arg(file);
    case TlsReason::FileUnreadable:
        return TlsText::tr("The file %1 cannot be read.").arg(file);
    case TlsReason::WrongPassphrase:
        return TlsText::tr("The passphrase does not open the key %1.").arg(file);
    case TlsReason::KeyMissing:
        return TlsText::tr("The client certificate %1 has no key file.").arg(file);
    case TlsReason::CertificateMissing:
        return TlsText::tr("The key %1 has no client certificate.").arg(file);
    case TlsReason::KeyMismatch:
        return TlsText::tr("The key %1 does not belong to the client certificate.").arg(file);
    default:
        return TlsText::tr("The file %1 is not a PEM file of the kind that is wanted here.").arg(file);
    }
}

} // namespace

QString tlsSentence(const Error &error, const QString &target)
{
    return isOwnFileReason(tlsReasonOf(error)) ? fileSentence(error) : certificateSentence(error, target);
}

QString tlsRemedy(const Error &error)
{
    switch (tlsReasonOf(error)) {
    case TlsReason::SelfSigned:
        return TlsText::tr("If it is yours, choose it as the authority file of this connection.");
    case TlsReason::UnknownAuthority:
        return TlsText::tr("If you trust it, choose its file as the authority file of this connection.");
    case TlsReason::Expired:
        return TlsText::tr("Renew it on the server, and check this machine’s clock.");
    case TlsReason::NotYetValid:
        return TlsText::tr("Check this machine’s clock.");
    case TlsReason::NameMismatch:
        return TlsText::tr("Use an address that the certificate names.");
    case TlsReason::Revoked:
        return TlsText::tr("Do not trust this server before its owner has a new certificate.");
    case TlsReason::ClientCertificateWanted:
        return TlsText::tr("Choose your certificate and its key in this connection’s TLS options.");
    case TlsReason::ClientCertificateRefused:
        return TlsText::tr("Choose another certificate, or ask the server’s owner which one it accepts.");
    case TlsReason::NotTls:
        return TlsText::tr("Use http:// for this endpoint, or check its port.");
    case TlsReason::WrongPassphrase:
        return TlsText::tr("Type the key’s passphrase again.");
    case TlsReason::FileMissing:
    case TlsReason::FileUnreadable:
    case TlsReason::FileNotPem:
    case TlsReason::KeyMissing:
    case TlsReason::CertificateMissing:
    case TlsReason::KeyMismatch:
        return TlsText::tr("Choose the file again in this connection’s TLS options.");
    case TlsReason::Unknown:
        break;
    }
    return TlsText::tr("Check the server’s TLS set-up, or the port.");
}

} // namespace rove::ui
