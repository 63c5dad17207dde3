// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connection.h"

namespace rove::ui {
namespace {

WriteMode startingMode(Environment environment)
{
    return environment == Environment::Production ? WriteMode::ReadOnly : WriteMode::Allowed;
}

} // namespace

Connection::Connection(ConnectionTarget target, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_http(m_target.endpoint, startingMode(m_target.environment))
    , m_monitor(m_http)
    , m_actors(m_http)
    , m_namespaces(m_http)
{
    connect(&m_monitor, &EndpointMonitor::phaseChanged, this, [this](EndpointMonitor::Phase phase) {
        if (phase != EndpointMonitor::Phase::Online)
            return;
        m_actors.refresh();
        m_namespaces.refresh();
    });
}

void Connection::start()
{
    m_monitor.start();
    m_actors.start();
    m_namespaces.refresh();
}

void Connection::refresh()
{
    m_monitor.checkNow();
    m_actors.refresh();
    m_namespaces.refresh();
}

QString Connection::address() const
{
    return m_target.endpoint.base.toString();
}

} // namespace rove::ui
