// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/base/id.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <functional>
#include <optional>

namespace rove::gateway {

/// One value of an actor's key-value data, with the time of its last change in Unix milliseconds.
struct KvValue {
    QByteArray value;
    std::int64_t updateTs = 0;
};

/// Reads the key-value data of actors without waking them. Engine thread.
class KvReader {
public:
    using Read = std::move_only_function<void(Result<std::optional<KvValue>>)>;

    KvReader() = default;
    KvReader(const KvReader &) = delete;
    KvReader &operator=(const KvReader &) = delete;
    virtual ~KvReader() = default;

    virtual void readKv(ActorId actorId, const QByteArray &key, Read read) = 0;
};

} // namespace rove::gateway
