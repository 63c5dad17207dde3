// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/store.h"

namespace rove::store {

QByteArray endOfPrefix(QByteArray prefix)
{
    while (prefix.endsWith('\xff'))
        prefix.chop(1);
    if (!prefix.isEmpty())
        prefix.back() = static_cast<char>(prefix.back() + 1);
    return prefix;
}

} // namespace rove::store
