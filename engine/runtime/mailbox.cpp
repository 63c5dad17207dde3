// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/mailbox.h"

#include "protocol/base/limits.h"

#include <utility>

namespace rove::runtime {

Mailbox::Outcome Mailbox::push(Envelope envelope, Kind kind)
{
    const std::lock_guard lock(m_mutex);
    if (kind == Kind::Traffic && std::cmp_greater_equal(m_envelopes.size(), limits::mailboxMessageCountMax))
        return Outcome::Full;
    m_envelopes.push_back(std::move(envelope));
    return std::exchange(m_workerAwake, true) ? Outcome::Taken : Outcome::WakeNow;
}

std::vector<Envelope> Mailbox::takeAll()
{
    const std::lock_guard lock(m_mutex);
    m_workerAwake = !m_envelopes.empty();
    return std::exchange(m_envelopes, {});
}

} // namespace rove::runtime
