// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/valuepatch.h"

namespace rove::ui {
namespace {

QCborArray step(ValueChange::Kind kind, const ValuePath &path, const QCborValue &value)
{
    QCborArray result{static_cast<qint64>(kind), toCbor(path)};
    if (kind != ValueChange::Kind::Removed)
        result.append(value);
    return result;
}

std::optional<QCborValue> patchedOnce(const QCborValue &before, const QCborArray &step)
{
    const ValuePath path = pathFromCbor(step.at(1).toArray());
    switch (step.at(0).toInteger(-1)) {
    case static_cast<qint64>(ValueChange::Kind::Added):
        return withInserted(before, path, step.at(2));
    case static_cast<qint64>(ValueChange::Kind::Removed):
        return withoutValue(before, path);
    case static_cast<qint64>(ValueChange::Kind::Changed):
        return withValue(before, path, step.at(2));
    default:
        return std::nullopt;
    }
}

} // namespace

QCborArray toCbor(const ValuePath &path)
{
    QCborArray steps;
    for (const PathStep &step : path.steps())
        std::visit([&steps](const auto &part) { steps.append(part); }, step);
    return steps;
}

ValuePath pathFromCbor(const QCborArray &steps)
{
    QList<PathStep> path;
    for (const auto &step : steps)
        path.append(step.isString() ? PathStep(step.toString())
                                    : PathStep(static_cast<qsizetype>(step.toInteger())));
    return ValuePath(std::move(path));
}

QCborArray toPatch(const std::vector<ValueChange> &changes, const QCborValue &after)
{
    QCborArray patch;
    // From the end, so that positions stay true.
    for (auto change = changes.rbegin(); change != changes.rend(); ++change)
        if (change->kind == ValueChange::Kind::Removed)
            patch.append(step(change->kind, change->path, {}));
    for (const ValueChange &change : changes)
        if (change.kind != ValueChange::Kind::Removed)
            patch.append(step(change.kind, change.path, valueAt(after, change.path).value_or(QCborValue())));
    return patch;
}

std::optional<QCborValue> patched(const QCborValue &before, const QCborArray &patch)
{
    std::optional<QCborValue> value = before;
    for (const auto &step : patch) {
        if (!step.isArray() || step.toArray().size() < 2)
            return std::nullopt;
        value = patchedOnce(*value, step.toArray());
        if (!value)
            return std::nullopt;
    }
    return value;
}

} // namespace rove::ui
