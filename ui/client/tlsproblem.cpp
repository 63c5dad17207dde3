// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/tlsproblem.h"

#include <QtCore/QCborArray>
#include <QtCore/QDateTime>
#include <QtNetwork/QSslCertificate>

namespace rove::ui {

using namespace Qt::StringLiterals;

Error tlsError(const QString &host, const QList<QSslError> &errors)
{
    if (errors.isEmpty())
        return {.code = ErrorCode::ClientTls, .message = u"No secure connection to "_s % host % u'.'};
    QCborArray problems;
    for (const QSslError &error : errors)
        problems.append(error.errorString());
    const QSslCertificate certificate = errors.first().certificate();
    QCborMap metadata;
    metadata[u"problems"_s] = problems;
    metadata[u"subject"_s] = certificate.subjectDisplayName();
    metadata[u"issuer"_s] = certificate.issuerDisplayName();
    metadata[u"expires"_s] = certificate.expiryDate().toString(Qt::ISODate);
    return {.code = ErrorCode::ClientTls,
            .message =
                u"The certificate of "_s % host % u" is not trusted: "_s % errors.first().errorString(),
            .metadata = metadata};
}

} // namespace rove::ui
