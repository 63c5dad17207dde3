// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/capabilities.h"

#include <QtCore/QList>
#include <QtCore/QVersionNumber>

#include <limits>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

/// The schema whose messages carry it and the first release that has it. Schema 0: it goes over HTTP, so only
/// the release tells.
struct Need {
    int protocolVersion;
    RuntimeVersion release;
};

// Schema 1 was on the wire from 2.0.34 on, 3 from 2.1.0, 4 from 2.1.8, 5 from 2.3.3 and 6 from 2.3.5; what
// only HTTP can do came with the inspector's HTTP routes in 2.1.0 (spec/inspector.md 0, 2.4, 4.2 and 4.3).
Need needOf(Feature feature)
{
    constexpr RuntimeVersion httpRoutes{2, 1, 0};
    switch (feature) {
    case Feature::State:
    case Feature::Actions:
    case Feature::Connections:
        return {1, {2, 0, 34}};
    case Feature::StatePatch:
    case Feature::QueueWrite:
    case Feature::DatabaseExecute:
        return {0, httpRoutes};
    case Feature::QueueSize:
    case Feature::QueueMessages:
    case Feature::WorkflowHistory:
    case Feature::Traces:
        return {2, {2, 1, 0}};
    case Feature::DatabaseSchema:
    case Feature::DatabaseRows:
        return {3, {2, 1, 0}};
    case Feature::WorkflowReplay:
        return {4, {2, 1, 8}};
    case Feature::CustomTabs:
        return {5, {2, 3, 3}};
    case Feature::Schedules:
    case Feature::ScheduleHistory:
    case Feature::ScheduleDelete:
        return {6, {2, 3, 5}};
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

RuntimeVersion RuntimeVersion::parse(const QString &text)
{
    constexpr int newest = std::numeric_limits<int>::max();
    const QVersionNumber number = QVersionNumber::fromString(text);
    // Snapshots of the main branch are called 0.0.0-….
    if (number.segmentCount() < 2 || number.majorVersion() == 0)
        return {newest, newest, newest};
    return {number.majorVersion(), number.minorVersion(), number.microVersion()};
}

QString RuntimeVersion::toString() const
{
    return QVersionNumber(major, minor, patch).toString();
}

Capabilities::Capabilities(int protocolVersion, QString runtimeVersion)
    : m_protocolVersion(protocolVersion)
    , m_runtimeVersion(std::move(runtimeVersion))
{}

bool Capabilities::has(Feature feature) const
{
    const Need need = needOf(feature);
    if (m_protocolVersion > 0 && need.protocolVersion > 0)
        return m_protocolVersion >= need.protocolVersion;
    if (!m_runtimeVersion.isEmpty())
        return RuntimeVersion::parse(m_runtimeVersion) >= need.release;
    // Schema 3 was the first beside which the HTTP routes were there.
    constexpr int httpProtocolVersion = 3;
    return m_protocolVersion == 0 || need.protocolVersion > 0 || m_protocolVersion >= httpProtocolVersion;
}

RuntimeVersion Capabilities::since(Feature feature)
{
    return needOf(feature).release;
}

} // namespace rove::ui
