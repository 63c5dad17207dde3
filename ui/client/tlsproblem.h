// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QList>
#include <QtNetwork/QSslError>

namespace rove::ui {

/// Why there is no secure connection, where that is known. Kept in an error's metadata as `reason`, so that
/// the window can say what to do.
enum class TlsReason {
    Unknown,
    // The server's certificate.
    SelfSigned,
    UnknownAuthority,
    Expired,
    NotYetValid,
    NameMismatch,
    Revoked,
    // The server's demands.
    ClientCertificateWanted,
    ClientCertificateRefused,
    NotTls,
    // The user's own files.
    FileMissing,
    FileUnreadable,
    FileNotPem,
    WrongPassphrase,
    KeyMissing,
    CertificateMissing,
    KeyMismatch,
};

/// `ClientTls` for what a handshake complained of: a sentence with the gravest problem, and in the metadata
/// its `reason`, the certificate's `subject`, `issuer` and `expires` and every `problem`.
Error tlsError(const QString &host, const QList<QSslError> &errors);
/// `ClientTls` for a handshake that ended without one: what the TLS library said.
Error tlsHandshakeError(const QString &host, const QString &detail);
/// The same where the reason is known from elsewhere, such as an alert.
Error tlsReasonError(TlsReason reason, const QString &host, const QString &detail);
/// `ClientTls` for a file of the user's options; the metadata has its `file`.
Error tlsFileError(TlsReason reason, const QString &file);

/// The reason of such an error, or `Unknown`.
[[nodiscard]] TlsReason tlsReasonOf(const Error &error);
/// True for a problem with the user's own files, which no server has seen.
[[nodiscard]] bool isOwnFileReason(TlsReason reason);
/// The reason behind a TLS alert's number (RFC 8446 6).
[[nodiscard]] TlsReason tlsReasonOfAlert(int description);

} // namespace rove::ui
