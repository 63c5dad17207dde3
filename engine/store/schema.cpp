// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/schema.h"

using namespace Qt::StringLiterals;

namespace rove::store::schema {

Result<> check(qint64 found, const QString &place)
{
    if (found > version)
        return failure(ErrorCode::StoreTooNew, u"%1 was written by a newer version of Rove."_s.arg(place));
    if (found < 1)
        return failure(ErrorCode::StoreFailed, u"%1 is not a store of Rove."_s.arg(place));
    return {};
}

std::unexpected<Error> locked(const QString &place)
{
    return failure(ErrorCode::StoreLocked, u"Another engine uses %1."_s.arg(place));
}

} // namespace rove::store::schema
