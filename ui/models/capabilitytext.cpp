// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/capabilitytext.h"

#include "ui/models/modelstext.h"

namespace rove::ui {

QString featureName(Feature feature)
{
    switch (feature) {
    case Feature::State:
        return ModelsText::tr("State");
    case Feature::StatePatch:
        return ModelsText::tr("Changing the state");
    case Feature::Actions:
        return ModelsText::tr("Actions");
    case Feature::Connections:
        return ModelsText::tr("Connections");
    case Feature::QueueSize:
        return ModelsText::tr("Queue size");
    case Feature::QueueMessages:
        return ModelsText::tr("Queue messages");
    case Feature::QueueWrite:
        return ModelsText::tr("Changing the queue");
    case Feature::WorkflowHistory:
        return ModelsText::tr("Workflow history");
    case Feature::WorkflowReplay:
        return ModelsText::tr("Workflow replay");
    case Feature::DatabaseSchema:
        return ModelsText::tr("Database tables");
    case Feature::DatabaseRows:
        return ModelsText::tr("Database rows");
    case Feature::DatabaseExecute:
        return ModelsText::tr("Database statements");
    case Feature::Traces:
        return ModelsText::tr("Traces");
    case Feature::CustomTabs:
        return ModelsText::tr("Custom tabs");
    case Feature::Schedules:
        return ModelsText::tr("Schedules");
    case Feature::ScheduleHistory:
        return ModelsText::tr("Schedule history");
    case Feature::ScheduleDelete:
        return ModelsText::tr("Deleting schedules");
    }
    Q_UNREACHABLE_RETURN({});
}

QString missingFeatureText(const Capabilities &capabilities, Feature feature)
{
    if (capabilities.has(feature))
        return {};
    const QString needed = Capabilities::since(feature).toString();
    if (capabilities.runtimeVersion().isEmpty())
        return ModelsText::tr("%1: needs RivetKit %2; this actor runs an older one (inspector protocol %3).")
            .arg(featureName(feature), needed)
            .arg(capabilities.protocolVersion());
    return ModelsText::tr("%1: needs RivetKit %2; this actor runs %3.")
        .arg(featureName(feature), needed, capabilities.runtimeVersion());
}

} // namespace rove::ui
