// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/corewrites.h"

#include <QtCore/QLoggingCategory>

#include <utility>

using namespace std::chrono_literals;

namespace rove::host {
namespace {

Q_LOGGING_CATEGORY(log, "rove.host")

constexpr auto repeatPause = 1s;

} // namespace

CoreWrites::CoreWrites(net::Loop &loop, store::Store &store)
    : m_loop(loop)
    , m_store(store)
{}

CoreWrites::~CoreWrites() = default;

void CoreWrites::write(std::optional<core::WriteId> id, Batch batch)
{
    m_writes.push_back({.id = id, .batch = std::move(batch), .since = m_loop.steadyNow()});
    sendWaiting();
}

bool CoreWrites::areBehind() const
{
    return m_hasFailed || (m_answersDue > 0 && m_writes.front().failuresBefore != m_store.failureCount());
}

void CoreWrites::sendWaiting()
{
    while (m_answersDue < m_writes.size() && !areBehind()) {
        Write &write = m_writes[m_answersDue];
        write.failuresBefore = m_store.failureCount();
        ++m_answersDue;
        m_store.write(write.batch, [this](const Result<> &result) { answered(result); });
    }
}

void CoreWrites::answered(const Result<> &result)
{
    --m_answersDue;
    if (!result && !std::exchange(m_hasFailed, true))
        qCCritical(log).noquote() << "The store refused a write; trying again:" << result.error().message;
    if (!result)
        ++m_failureCount;
    if (m_hasFailed) {
        if (m_answersDue == 0)
            m_repeatTimer = m_loop.after(repeatPause, [this] { repeat(); });
        return;
    }
    const Write done = std::move(m_writes.front());
    m_writes.pop_front();
    m_times.observe(m_loop.steadyNow() - done.since);
    sendWaiting();
    if (done.id)
        m_stored(*done.id);
}

void CoreWrites::repeat()
{
    m_hasFailed = false;
    sendWaiting();
}

} // namespace rove::host
