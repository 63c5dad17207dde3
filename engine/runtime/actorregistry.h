// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/actoroptions.h"
#include "engine/runtime/actortype.h"

#include <QtCore/QString>

#include <concepts>
#include <functional>
#include <map>
#include <memory>

namespace rove::runtime {

/// How to make actors of one name.
struct ActorDefinition {
    ActorType type;
    std::function<std::unique_ptr<Actor>()> create;
    ActorOptions options;
    bool hasDatabase = false; ///< It overrides `Actor::onMigrate`.
};

/// The actor types that a runtime hosts, by the name under which clients find them. A value, filled before
/// the runtime starts and only read after that. A type that breaks the rules of Actor aborts here, with the
/// member named.
class ActorRegistry {
public:
    /// Adds a type; its own `static ActorOptions options()`, if it has one, says how it behaves.
    template <std::derived_from<Actor> T>
    void add(const QString &name)
    {
        if constexpr (requires {
                          { T::options() } -> std::same_as<ActorOptions>;
                      })
            add<T>(name, T::options());
        else
            add<T>(name, ActorOptions{});
    }
    template <std::derived_from<Actor> T>
    void add(const QString &name, const ActorOptions &options)
    {
        m_definitions.insert_or_assign(
            name, ActorDefinition{.type = ActorType::of(T::staticMetaObject),
                                  .create = [] { return std::unique_ptr<Actor>(std::make_unique<T>()); },
                                  .options = options,
                                  .hasDatabase =
                                      !std::same_as<decltype(&T::onMigrate), decltype(&Actor::onMigrate)>});
    }

    [[nodiscard]] const ActorDefinition *find(const QString &name) const;
    [[nodiscard]] const std::map<QString, ActorDefinition> &definitions() const { return m_definitions; }

private:
    std::map<QString, ActorDefinition> m_definitions;
};

} // namespace rove::runtime
