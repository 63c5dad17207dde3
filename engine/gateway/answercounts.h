// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <map>
#include <memory>

namespace rove::gateway {

/// How many requests were answered, by what they were for and by their status. Engine thread.
using AnswerCounts = std::map<QByteArray, std::map<int, std::uint64_t>>;

/// Passes an answer on and counts it under `route`, as 499 if the client leaves first.
[[nodiscard]] std::shared_ptr<net::HttpResponder> counted(std::shared_ptr<net::HttpResponder> responder,
                                                          const std::shared_ptr<AnswerCounts> &counts,
                                                          const QByteArray &route);

} // namespace rove::gateway
