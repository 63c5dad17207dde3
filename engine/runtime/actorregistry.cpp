// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actorregistry.h"

namespace rove::runtime {

const ActorDefinition *ActorRegistry::find(const QString &name) const
{
    const auto found = m_definitions.find(name);
    return found == m_definitions.end() ? nullptr : &found->second;
}

} // namespace rove::runtime
