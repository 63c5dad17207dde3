// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/actorsarrangement.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QCborValue>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int version = 1;
constexpr qsizetype columnCountMax = 100;
constexpr int widthMin = 24;
constexpr int widthMax = 4000;

} // namespace

QByteArray ActorsArrangement::toBytes() const
{
    QCborArray columnList;
    for (const ColumnState &column : columns)
        columnList.append(
            QCborMap{{u"id"_s, column.id}, {u"width"_s, column.width}, {u"hidden"_s, column.isHidden}});
    QCborArray sortList;
    for (const SortState &level : sorting)
        sortList.append(QCborMap{{u"id"_s, level.id}, {u"descending"_s, level.isDescending}});
    return QCborMap{{u"version"_s, version},
                    {u"columns"_s, columnList},
                    {u"sorting"_s, sortList},
                    {u"group"_s, group},
                    {u"absoluteTimes"_s, hasAbsoluteTimes}}
        .toCborValue()
        .toCbor();
}

std::optional<ActorsArrangement> ActorsArrangement::fromBytes(const QByteArray &bytes)
{
    const QCborMap root = QCborValue::fromCbor(bytes).toMap();
    if (root.value("version"_L1).toInteger() != version)
        return std::nullopt;
    ActorsArrangement result;
    for (const auto column : root.value("columns"_L1).toArray()) {
        const auto width = static_cast<int>(column["width"_L1].toInteger());
        if (qsizetype(result.columns.size()) < columnCountMax)
            result.columns.push_back({.id = column["id"_L1].toString(),
                                      .width = width == 0 ? 0 : std::clamp(width, widthMin, widthMax),
                                      .isHidden = column["hidden"_L1].toBool()});
    }
    for (const auto level : root.value("sorting"_L1).toArray())
        if (qsizetype(result.sorting.size()) < columnCountMax)
            result.sorting.push_back(
                {.id = level["id"_L1].toString(), .isDescending = level["descending"_L1].toBool()});
    result.group = root.value("group"_L1).toString();
    result.hasAbsoluteTimes = root.value("absoluteTimes"_L1).toBool();
    return result;
}

} // namespace rove::ui
