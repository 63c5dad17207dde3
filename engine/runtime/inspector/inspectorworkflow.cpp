// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/inspector/inspectorworkflow.h"

#include "engine/runtime/workflow/workflowrunner.h"
#include "protocol/base/cbor.h"
#include "protocol/persist/workflowcodec.h"

#include <QtCore/QJsonArray>

#include <array>

namespace rove::runtime {

using namespace Qt::StringLiterals;
using namespace persist::workflow;

namespace {

constexpr std::array entryStatusNames{"PENDING"_L1, "RUNNING"_L1, "COMPLETED"_L1, "FAILED"_L1,
                                      "EXHAUSTED"_L1};
constexpr std::array sleepStateNames{"PENDING"_L1, "COMPLETED"_L1, "INTERRUPTED"_L1};
constexpr std::array branchStatusNames{"PENDING"_L1, "RUNNING"_L1, "COMPLETED"_L1, "FAILED"_L1,
                                       "CANCELLED"_L1};

template <class Names, class Enum>
QLatin1StringView nameIn(const Names &names, Enum value)
{
    return names[static_cast<std::size_t>(value)];
}

QJsonValue json(const std::optional<QByteArray> &value)
{
    if (!value)
        return QJsonValue::Null;
    const Result<QCborValue> decoded = cbor::decodeCompat(*value);
    return decoded ? cbor::toJson(*decoded) : QJsonValue(QJsonValue::Null);
}

QJsonValue json(const std::optional<QString> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue json(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QJsonValue json(const std::optional<std::uint64_t> &value)
{
    return value ? json(*value) : QJsonValue(QJsonValue::Null);
}

QJsonObject tagged(QLatin1StringView tag, const QJsonValue &value)
{
    return {{"tag"_L1, tag}, {"val"_L1, value}};
}

QJsonObject json(const std::map<QString, BranchStatus> &branches)
{
    QJsonObject object;
    for (const auto &[name, status] : branches)
        object.insert(name, QJsonObject{{"status"_L1, nameIn(branchStatusNames, status.status)},
                                        {"output"_L1, json(status.output)},
                                        {"error"_L1, json(status.error)}});
    return object;
}

/// Each kind of entry as a tag and a value.
struct KindToJson {
    QJsonObject operator()(const StepEntry &entry) const
    {
        return tagged("WorkflowStepEntry"_L1,
                      QJsonObject{{"output"_L1, json(entry.output)}, {"error"_L1, json(entry.error)}});
    }
    QJsonObject operator()(const LoopEntry &entry) const
    {
        return tagged("WorkflowLoopEntry"_L1, QJsonObject{{"state"_L1, json(std::optional(entry.state))},
                                                          {"iteration"_L1, qint64{entry.iteration}},
                                                          {"output"_L1, json(entry.output)}});
    }
    QJsonObject operator()(const SleepEntry &entry) const
    {
        return tagged("WorkflowSleepEntry"_L1,
                      QJsonObject{{"deadline"_L1, json(entry.deadline)},
                                  {"state"_L1, nameIn(sleepStateNames, entry.state)}});
    }
    QJsonObject operator()(const MessageEntry &entry) const
    {
        return tagged(
            "WorkflowMessageEntry"_L1,
            QJsonObject{{"name"_L1, entry.name}, {"messageData"_L1, json(std::optional(entry.messageData))}});
    }
    QJsonObject operator()(const RollbackCheckpointEntry &entry) const
    {
        return tagged("WorkflowRollbackCheckpointEntry"_L1, QJsonObject{{"name"_L1, entry.name}});
    }
    QJsonObject operator()(const JoinEntry &entry) const
    {
        return tagged("WorkflowJoinEntry"_L1, QJsonObject{{"branches"_L1, json(entry.branches)}});
    }
    QJsonObject operator()(const RaceEntry &entry) const
    {
        return tagged("WorkflowRaceEntry"_L1,
                      QJsonObject{{"winner"_L1, json(entry.winner)}, {"branches"_L1, json(entry.branches)}});
    }
    QJsonObject operator()(const RemovedEntry &entry) const
    {
        return tagged("WorkflowRemovedEntry"_L1, QJsonObject{{"originalType"_L1, entry.originalType},
                                                             {"originalName"_L1, json(entry.originalName)}});
    }
    QJsonObject operator()(const VersionCheckEntry &entry) const
    {
        return tagged("WorkflowVersionCheckEntry"_L1, QJsonObject{{"resolved"_L1, qint64{entry.resolved}},
                                                                  {"latest"_L1, qint64{entry.latest}}});
    }
};

QJsonArray json(const Location &location)
{
    QJsonArray segments;
    for (const PathSegment &segment : location) {
        if (const auto *marker = std::get_if<LoopIterationMarker>(&segment))
            segments.append(tagged(
                "WorkflowLoopIterationMarker"_L1,
                QJsonObject{{"loop"_L1, qint64{marker->loop}}, {"iteration"_L1, qint64{marker->iteration}}}));
        else
            segments.append(tagged("WorkflowNameIndex"_L1, qint64{std::get<std::uint32_t>(segment)}));
    }
    return segments;
}

QJsonObject json(const EntryMetadata &metadata)
{
    return {{"status"_L1, nameIn(entryStatusNames, metadata.status)},
            {"error"_L1, json(metadata.error)},
            {"attempts"_L1, qint64{metadata.attempts}},
            {"lastAttemptAt"_L1, json(metadata.lastAttemptAt)},
            {"createdAt"_L1, json(metadata.createdAt)},
            {"completedAt"_L1, json(metadata.completedAt)},
            {"rollbackCompletedAt"_L1, json(metadata.rollbackCompletedAt)},
            {"rollbackError"_L1, json(metadata.rollbackError)}};
}

QJsonObject json(const History &history)
{
    QJsonArray entries;
    for (const Entry &entry : history.entries)
        entries.append(QJsonObject{{"id"_L1, entry.id},
                                   {"location"_L1, json(entry.location)},
                                   {"kind"_L1, std::visit(KindToJson(), entry.kind)}});
    QJsonObject metadata;
    for (const auto &[id, each] : history.entryMetadata)
        metadata.insert(id, json(each));
    QJsonArray names;
    for (const QString &name : history.nameRegistry)
        names.append(name);
    return {{"nameRegistry"_L1, names}, {"entries"_L1, entries}, {"entryMetadata"_L1, metadata}};
}

} // namespace

QJsonObject inspectedWorkflow(const WorkflowRunner &workflow)
{
    if (!workflow.isEnabled())
        return {{"history"_L1, QJsonValue::Null},
                {"workflowState"_L1, QJsonValue::Null},
                {"isWorkflowEnabled"_L1, false}};
    return {{"history"_L1, json(workflow.history().snapshot())},
            {"workflowState"_L1, stateName(workflow.state())},
            {"isWorkflowEnabled"_L1, true}};
}

int replayStatus(const Error &error)
{
    return error.codeName() == "workflow_in_flight"_L1 ? 409 : 500;
}

} // namespace rove::runtime
