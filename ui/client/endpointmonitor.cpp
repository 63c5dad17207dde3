// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/endpointmonitor.h"

#include "protocol/base/limits.h"

#include <QtCore/QElapsedTimer>

namespace rove::ui {

EndpointMonitor::EndpointMonitor(HttpClient &http, QObject *parent)
    : QObject(parent)
    , m_manager(http)
    , m_backoff(limits::reconnectDelayMin, limits::reconnectDelayMax)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &EndpointMonitor::check);
    connect(&http, &HttpClient::contactLost, this, &EndpointMonitor::onContactLost);
}

void EndpointMonitor::start()
{
    m_isStarted = true;
    checkNow();
}

void EndpointMonitor::stop()
{
    m_isStarted = false;
    m_timer.stop();
}

void EndpointMonitor::checkNow()
{
    m_backoff.reset();
    check();
}

QDateTime EndpointMonitor::nextTryAt() const
{
    return m_timer.isActive() ? QDateTime::currentDateTimeUtc().addDuration(m_timer.remainingTimeAsDuration())
                              : QDateTime();
}

void EndpointMonitor::check()
{
    if (!m_isStarted || m_isChecking)
        return;
    m_isChecking = true;
    m_timer.stop();
    QElapsedTimer clock;
    clock.start();
    m_manager.metadata().then(this, [this, clock](const Result<manager::Metadata> &metadata) {
        if (!metadata)
            return finish(std::unexpected(metadata.error()));
        m_roundTrip = std::chrono::microseconds(clock.nsecsElapsed() / 1000);
        takeMetadata(*metadata);
        if (m_phase == Phase::Online)
            finish({});
        else
            verifyAccess();
    });
}

void EndpointMonitor::takeMetadata(const manager::Metadata &metadata)
{
    const QString before = m_metadata ? m_metadata->version : QString();
    m_metadata = metadata;
    if (!before.isEmpty() && before != metadata.version)
        emit versionChanged(before, metadata.version);
}

/// While it is away already, the back-off decides when to ask; its own requests tell of nothing new either.
void EndpointMonitor::onContactLost()
{
    if (m_phase == Phase::Online)
        check();
}

/// `/metadata` is open to everybody; a list of names needs the token and the namespace, and wakes nobody.
void EndpointMonitor::verifyAccess()
{
    m_manager.actorNames({}, 1).then(
        this, [this](const Result<Page<QString>> &names) { finish(names.transform([](const auto &) {})); });
}

void EndpointMonitor::finish(const Result<> &result)
{
    m_isChecking = false;
    const Phase before = m_phase;
    if (result) {
        m_phase = Phase::Online;
        m_error.reset();
        m_lostAt = {};
        m_backoff.reset();
    } else {
        if (before == Phase::Online)
            m_lostAt = QDateTime::currentDateTimeUtc();
        m_phase = m_lostAt.isNull() ? Phase::Failed : Phase::Lost;
        m_error = result.error();
    }
    if (m_isStarted)
        m_timer.start(result ? limits::endpointCheckInterval : m_backoff.next());
    emit changed();
    if (before != m_phase)
        emit phaseChanged(m_phase);
}

} // namespace rove::ui
