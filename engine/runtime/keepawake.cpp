// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/keepawake.h"

#include "engine/runtime/actorinstance.h"

#include <utility>

namespace rove::runtime {

KeepAwake::KeepAwake(ActorInstance &instance)
    : m_instance(&instance)
{
    instance.retainAwake();
}

KeepAwake::KeepAwake(KeepAwake &&other) noexcept
    : m_instance(std::exchange(other.m_instance, nullptr))
{}

KeepAwake &KeepAwake::operator=(KeepAwake &&other) noexcept
{
    std::swap(m_instance, other.m_instance);
    return *this;
}

KeepAwake::~KeepAwake()
{
    if (m_instance)
        m_instance->releaseAwake();
}

} // namespace rove::runtime
