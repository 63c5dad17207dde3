// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QList>
#include <QtNetwork/QSslError>

namespace rove::ui {

/// `ClientTls` for what a handshake complained of: a sentence with the first problem, and in the metadata the
/// certificate's `subject`, `issuer` and `expires` and every `problem`.
Error tlsError(const QString &host, const QList<QSslError> &errors);

} // namespace rove::ui
