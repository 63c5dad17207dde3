// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rove/joinedactors.h"

#include <QtCore/QMetaObject>

#include <utility>

namespace rove::app {

JoinedActors::~JoinedActors()
{
    stop();
}

void JoinedActors::start(host::JoinOptions options)
{
    const auto ended = [this](const Error &error) {
        QMetaObject::invokeMethod(this, [this, error] { sentAway(error); }, Qt::QueuedConnection);
    };
    m_starting = std::async(std::launch::async, [this, ended, options = std::move(options)]() mutable {
        auto runtime = host::JoinedRuntime::start(std::move(options), ended);
        QMetaObject::invokeMethod(this, &JoinedActors::started, Qt::QueuedConnection);
        return runtime;
    });
}

void JoinedActors::started()
{
    if (!m_starting.valid())
        return; // `stop` came first.
    Result<Runtime> runtime = m_starting.get();
    if (!runtime) {
        emit failed(runtime.error());
        return;
    }
    m_runtime = std::move(*runtime);
    emit joined(m_runtime->envoyKey());
}

void JoinedActors::sentAway(const Error &error)
{
    started(); // The news may be faster than that of the start.
    if (m_runtime)
        m_leaving = std::async(std::launch::async, [runtime = std::move(m_runtime)] { runtime->stop(); });
    emit failed(error);
}

void JoinedActors::stop()
{
    if (m_starting.valid())
        if (Result<Runtime> runtime = m_starting.get())
            m_runtime = std::move(*runtime);
    if (m_runtime)
        m_runtime->stop();
    m_runtime.reset();
    if (m_leaving.valid())
        m_leaving.get();
}

} // namespace rove::app
