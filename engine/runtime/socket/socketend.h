// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <cstdint>

namespace rove::runtime {

/// How a socket ended: the word of whoever closed it.
struct SocketEnd {
    std::uint16_t code = 1000; ///< RFC 6455 7.4; 1000 also for a client that gave none.
    QString reason;
};

} // namespace rove::runtime
