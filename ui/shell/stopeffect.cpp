// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/stopeffect.h"

namespace rove::ui {

StopEffect::StopEffect(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(patience);
    connect(&m_timer, &QTimer::timeout, this, &StopEffect::look);
}

void StopEffect::watch(ActorSession &session)
{
    forget();
    const std::optional<manager::Metadata> &runtime = session.runtime();
    if (!session.record() || !runtime || RuntimeVersion::parse(runtime->version) >= since)
        return;
    m_session = &session;
    m_life = session.record()->connectableTs;
    m_timer.start();
}

void StopEffect::look()
{
    if (!m_session || !m_session->record() || !m_session->runtime())
        return;
    const manager::Actor &record = *m_session->record();
    const bool hasStopped = record.sleepTs || record.destroyTs || record.connectableTs != m_life;
    if (!hasStopped && m_session->phase() == ActorSession::Phase::Live)
        emit ignored(m_session->runtime()->version);
}

} // namespace rove::ui
