// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actionresult.h"

namespace rove::runtime {

std::unexpected<Error> userError(const QString &message, const QString &code, const QCborMap &metadata)
{
    return std::unexpected(Error::fromWire(QStringLiteral("user"), code, message, metadata));
}

} // namespace rove::runtime
