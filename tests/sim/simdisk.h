// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/batch.h"
#include "protocol/base/id.h"

#include <functional>
#include <map>
#include <optional>

namespace rove::sim {

/// What is durable. Outlives the engines that write to it; it can be full for a while.
class SimDisk {
public:
    using Rows = std::map<QByteArray, QByteArray>;
    /// Hears that an actor's data is about to go.
    using Erasing = std::function<void(ActorId)>;

    /// Hears what is durable now under a key of an actor's own.
    using Kept = std::function<void(ActorId, QByteArrayView key, QByteArrayView value)>;

    SimDisk(Erasing erasing, Kept kept)
        : m_erasing(std::move(erasing))
        , m_kept(std::move(kept))
    {}

    void apply(const Batch &batch);
    void setFull(bool isFull) { m_isFull = isFull; }
    [[nodiscard]] bool isFull() const { return m_isFull; }

    [[nodiscard]] const Rows &rows() const { return m_rows; }
    /// What the actor stored under `key` of its own data.
    [[nodiscard]] std::optional<QByteArray> actorValue(ActorId actorId, const QByteArray &key) const;
    [[nodiscard]] bool hasActorData(ActorId actorId) const;

private:
    void apply(const Put &put);
    void apply(const Remove &remove) { m_rows.erase(remove.key); }
    void apply(const RemoveRange &range);

    Erasing m_erasing;
    Kept m_kept;
    Rows m_rows;
    bool m_isFull = false;
};

} // namespace rove::sim
