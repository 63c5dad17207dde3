// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <array>
#include <utility>

namespace rove::ui {

/// Something that the window can do with an actor, if the actor's runtime offers it.
enum class Feature {
    State,
    StatePatch,
    Actions,
    Connections,
    QueueSize,
    QueueMessages,
    QueueWrite,
    WorkflowHistory,
    WorkflowReplay,
    DatabaseSchema,
    DatabaseRows,
    DatabaseExecute,
    Traces,
    CustomTabs,
    Schedules,
    ScheduleHistory,
    ScheduleDelete,
};

inline constexpr std::array allFeatures{
    Feature::State,          Feature::StatePatch,     Feature::Actions,      Feature::Connections,
    Feature::QueueSize,      Feature::QueueMessages,  Feature::QueueWrite,   Feature::WorkflowHistory,
    Feature::WorkflowReplay, Feature::DatabaseSchema, Feature::DatabaseRows, Feature::DatabaseExecute,
    Feature::Traces,         Feature::CustomTabs,     Feature::Schedules,    Feature::ScheduleHistory,
    Feature::ScheduleDelete,
};

/// `2.3.5-rc.1` as numbers that compare; a text that is no version is as new as can be, as snapshots are.
struct RuntimeVersion {
    int major = 0;
    int minor = 0;
    int patch = 0;

    static RuntimeVersion parse(const QString &text);
    [[nodiscard]] QString toString() const;
    friend auto operator<=>(const RuntimeVersion &, const RuntimeVersion &) = default;
};

/// What one actor's runtime offers, by the inspector protocol it speaks and the version it says it is
/// (spec/inspector.md 0 and 2.4, which were measured; the official dashboard's own gates differ). Where the
/// protocol is known it decides, for it is what is really on the wire; else the version does; with neither,
/// everything is taken to be there and the actor's answer tells. A value.
class Capabilities {
public:
    Capabilities() = default;
    /// `protocolVersion` 0 and an empty version for what is not known yet.
    Capabilities(int protocolVersion, QString runtimeVersion);

    [[nodiscard]] int protocolVersion() const { return m_protocolVersion; }
    [[nodiscard]] const QString &runtimeVersion() const { return m_runtimeVersion; }
    [[nodiscard]] bool has(Feature feature) const;
    /// The first release of RivetKit that has it.
    [[nodiscard]] static RuntimeVersion since(Feature feature);

    friend bool operator==(const Capabilities &, const Capabilities &) = default;

private:
    int m_protocolVersion = 0;
    QString m_runtimeVersion;
};

} // namespace rove::ui
