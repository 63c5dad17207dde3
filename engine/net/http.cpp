// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/http.h"

#include <algorithm>

namespace rove::net {

std::optional<QByteArray> headerValue(const Headers &headers, QByteArrayView name)
{
    const auto found =
        std::ranges::find_if(headers, [name](const Header &header) { return header.name == name; });
    if (found == headers.end())
        return std::nullopt;
    return found->value;
}

} // namespace rove::net
