// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>

namespace rove::test {

/// A certificate that nobody signed but itself, and its key. Known to everybody: never use them for anything
/// else.
inline const QByteArray selfSignedKey = R"(
-----BEGIN EC PRIVATE KEY-----
MHcCAQEEICWApFkIuXHbfhjb7TlpHXXdGhRMAPlEqonQhiJmL4SgoAoGCCqGSM49
AwEHoUQDQgAEBp8F3964wqVl6ITHQDzT6ELfUDsUTRyuqY2F9qBnEUATCWCXM8Q8
hNhk5OMOgkbOqbVH3eCFU8D5N7tyewM8KA==
-----END EC PRIVATE KEY-----
)";

inline const QByteArray selfSignedCertificate = R"(
-----BEGIN CERTIFICATE-----
MIIBlDCCATmgAwIBAgIUfEApBeCsOAs2wmP0wusRCWByDXYwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTc2VsZi1zaWduZWQuaW52YWxpZDAgFw0yNjExMjcwMDI0NTBa
GA8yMTI2MTEwMzAwMjQ1MFowHjEcMBoGA1UEAwwTc2VsZi1zaWduZWQuaW52YWxp
ZDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAafBd/euMKlZeiEx0A80+hC31A7
FE0crqmNhfagZxFAEwlglzPEPITYZOTjDoJGzqm1R93ghVPA+Te7cnsDPCijUzBR
MB0GA1UdDgQWBBRfTIkpgMWJR2uhC3w754sMSIZ3BzAfBgNVHSMEGDAWgBRfTIkp
gMWJR2uhC3w754sMSIZ3BzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kA
MEYCIQDKXNEAEv8b6I/9JQ32U1UqUJl20i6uGFvuWp74ubz6SwIhAJd53p7WDYOH
K1iLsOG8gDfuRMtbyAALK4Jw/xCSKzlh
-----END CERTIFICATE-----
)";

} // namespace rove::test
