// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connection.h"

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

WriteMode startingMode(const ConnectionTarget &target)
{
    const bool isReadOnly = target.isReadOnly || target.environment == Environment::Production;
    return isReadOnly ? WriteMode::ReadOnly : WriteMode::Allowed;
}

} // namespace

Connection::Connection(ConnectionTarget target, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_http(m_target.endpoint, startingMode(m_target))
    , m_monitor(m_http)
    , m_actors(m_http)
    , m_namespaces(m_http)
    , m_overview(m_http, m_actors)
{
    connect(&m_monitor, &EndpointMonitor::phaseChanged, this, [this](EndpointMonitor::Phase phase) {
        if (phase != EndpointMonitor::Phase::Online)
            return;
        m_actors.refresh();
        m_namespaces.refresh();
    });
}

void Connection::keepIn(const QString &folder)
{
    // The local engine may take another port each time; what is marked there stays marked.
    const QString place = m_target.isLocalEngine ? u"local"_s : m_target.endpoint.base.toString();
    const QString marks = ActorMarkStore::fileFor(folder % "/marks"_L1, place, namespaceName());
    m_marks = std::make_unique<ActorMarkStore>(marks);
    m_actors.setMarks(m_marks.get());
    m_filters = std::make_unique<FilterStore>(
        ActorMarkStore::fileFor(folder % "/filters"_L1, place, namespaceName()));
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

bool ConnectionTarget::isSamePlace(const ConnectionTarget &other) const
{
    if (endpoint.namespaceName != other.endpoint.namespaceName)
        return false;
    // The local engine may take another port each time.
    if (isLocalEngine || other.isLocalEngine)
        return isLocalEngine && other.isLocalEngine;
    return endpoint.isSamePlace(other.endpoint);
}

void Connection::setWatched(const QObject *watcher, bool watched)
{
    if (watched)
        m_watchers.insert(watcher);
    else
        m_watchers.remove(watcher);
    m_actors.setActive(!m_watchers.isEmpty());
}

QString Connection::address() const
{
    return m_target.endpoint.base.toString();
}

} // namespace rove::ui
