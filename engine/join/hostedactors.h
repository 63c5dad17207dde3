// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"

#include <QtCore/QString>

#include <cstdint>
#include <map>

namespace rove::join {

/// The actors that an engine has started in this process, by what both sides said of them. A value.
class HostedActors {
public:
    /// The engine commands something.
    void note(const envoy::v8::Commands &commands);
    /// The runtime reports something.
    void note(const envoy::v8::Events &events);

    [[nodiscard]] bool isEmpty() const { return m_actors.empty(); }
    [[nodiscard]] std::size_t count() const { return m_actors.size(); }
    /// Commands that make the runtime drop all its actors without saving: the engine will have moved them.
    [[nodiscard]] envoy::v8::Commands lostStops() const;
    /// Turns a good end that the engine has not asked for into a failure: for it, an actor that stops by
    /// itself and well has destroyed itself (spec/runner-envoy.md 3.3), while one that fails goes to sleep.
    void protect(envoy::v8::Events &events) const;

private:
    struct Actor {
        std::uint32_t generation = 0;
        std::int64_t commandIndex = 0;
        bool isToStop = false; ///< The engine or the actor itself wants it.
    };

    [[nodiscard]] const Actor *find(const envoy::v8::Checkpoint &checkpoint) const;

    std::map<QString, Actor> m_actors;
};

} // namespace rove::join
