// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorcolumns.h"

#include "protocol/manager/json.h"
#include "ui/models/actorlabel.h"
#include "ui/models/modelstext.h"
#include "ui/models/visibletext.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QTimeZone>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

/// What a cell can show at most; the clipboard gets everything.
constexpr qsizetype cellGraphemesMax = 200;

using Moment = std::optional<manager::Instant>;

QDateTime dateTime(const Moment &moment)
{
    return QDateTime::fromMSecsSinceEpoch(moment->time_since_epoch().count(), QTimeZone::UTC);
}

QString momentText(const Moment &moment)
{
    return moment ? QLocale().toString(dateTime(moment).toLocalTime(), QLocale::ShortFormat) : u"—"_s;
}

QVariant momentValue(const Moment &moment)
{
    return moment ? QVariant(qint64(moment->time_since_epoch().count())) : QVariant();
}

QString momentToolTip(const Moment &moment)
{
    return moment ? QLocale().toString(dateTime(moment).toLocalTime(), QLocale::LongFormat) : QString();
}

ColumnHeader header(const QString &id, const QString &title, int width)
{
    return {.id = id, .title = title, .width = width};
}

Column<ActorRow> momentColumn(const QString &id, const QString &title, Moment manager::Actor::*moment)
{
    constexpr int width = 98;
    return {.header = header(id, title, width),
            .display = [moment](const ActorRow &row) { return momentText(row.record.*moment); },
            .value = [moment](const ActorRow &row) { return momentValue(row.record.*moment); },
            .toolTip = [moment](const ActorRow &row) { return momentToolTip(row.record.*moment); }};
}

Column<ActorRow> textColumn(const QString &id, const QString &title, int width,
                            QString (*text)(const ActorRow &))
{
    return {.header = header(id, title, width),
            .display = [text](const ActorRow &row) { return visibleText(text(row), cellGraphemesMax); },
            .value = [text](const ActorRow &row) { return text(row); },
            .toolTip = [text](const ActorRow &row) { return plainToolTip(text(row)); }};
}

QString markTitle(ActorMark mark)
{
    return mark == ActorMark::None ? QString() : actorMarkTitle(mark);
}

Column<ActorRow> createdColumn()
{
    constexpr int width = 88;
    return {.header = header(u"created"_s, ModelsText::tr("Created"), width),
            .display = [](const ActorRow &row) { return momentText(row.record.createTs); },
            .value = [](const ActorRow &row) { return momentValue(row.record.createTs); },
            .toolTip = [](const ActorRow &row) { return momentToolTip(row.record.createTs); }};
}

} // namespace

std::vector<Column<ActorRow>> actorColumns()
{
    using Row = ActorRow;
    return {
        {.header = header(u"status"_s, ModelsText::tr("Status"), 92),
         .display = [](const Row &row) { return statusWord(row.status); },
         .value = [](const Row &row) { return static_cast<int>(row.status); },
         .toolTip = [](const Row &row) { return plainToolTip(statusExplanation(row.record)); }},
        textColumn(u"name"_s, ModelsText::tr("Name"), 78, [](const Row &row) { return row.record.name; }),
        {.header = header(u"key"_s, ModelsText::tr("Key"), 92),
         .display = [](const Row &row) { return actorKeyText(row.record); },
         .value = [](const Row &row) { return row.record.key.value_or(QString()); },
         .toolTip = [](const Row &row) { return plainToolTip(row.record.key.value_or(QString())); }},
        createdColumn(),
        textColumn(u"id"_s, ModelsText::tr("ID"), 120, [](const Row &row) { return row.record.actorId; }),
        textColumn(u"pool"_s, ModelsText::tr("Pool"), 60,
                   [](const Row &row) { return row.record.runnerNameSelector; }),
        textColumn(u"datacenter"_s, ModelsText::tr("Datacenter"), 100,
                   [](const Row &row) { return row.record.datacenter; }),
        {.header = header(u"policy"_s, ModelsText::tr("Policy"), 54),
         .display = [](const Row &row) { return manager::crashPolicyName(row.record.crashPolicy); }},
        momentColumn(u"started"_s, ModelsText::tr("Started"), &manager::Actor::startTs),
        momentColumn(u"slept"_s, ModelsText::tr("Slept"), &manager::Actor::sleepTs),
        momentColumn(u"destroyed"_s, ModelsText::tr("Destroyed"), &manager::Actor::destroyTs),
        textColumn(u"error"_s, ModelsText::tr("Error"), 140,
                   [](const Row &row) { return errorText(row.record); }),
        {.header = header(u"mark"_s, ModelsText::tr("Mark"), 80),
         .display = [](const Row &row) { return markTitle(row.mark); },
         .value = [](const Row &row) { return static_cast<int>(row.mark); }},
    };
}

ActorField fieldOfColumn(int column)
{
    switch (static_cast<ActorColumn>(column)) {
    case ActorColumn::Status:
        return ActorField::Status;
    case ActorColumn::Name:
        return ActorField::Name;
    case ActorColumn::Key:
        return ActorField::Key;
    case ActorColumn::Created:
        return ActorField::Created;
    case ActorColumn::Id:
        return ActorField::Id;
    case ActorColumn::Pool:
        return ActorField::Pool;
    case ActorColumn::Datacenter:
        return ActorField::Datacenter;
    case ActorColumn::Policy:
        return ActorField::Policy;
    case ActorColumn::Started:
        return ActorField::Started;
    case ActorColumn::Slept:
        return ActorField::Slept;
    case ActorColumn::Destroyed:
        return ActorField::Gone;
    case ActorColumn::Error:
        return ActorField::Error;
    case ActorColumn::Mark:
        break;
    }
    return ActorField::Mark;
}

bool isTimeColumn(int column)
{
    switch (static_cast<ActorColumn>(column)) {
    case ActorColumn::Created:
    case ActorColumn::Started:
    case ActorColumn::Slept:
    case ActorColumn::Destroyed:
        return true;
    default:
        return false;
    }
}

QString actorRowText(const ActorRow &row)
{
    constexpr qsizetype wordsMax = 80;
    QStringList parts;
    if (const QString key = row.record.key.value_or(QString()); !key.isEmpty())
        parts.append(visibleText(key, wordsMax));
    parts.append(visibleText(row.record.name, wordsMax));
    parts.append(statusWord(row.status).toLower());
    const qint64 age =
        QDateTime::currentMSecsSinceEpoch() - qint64(row.record.createTs.time_since_epoch().count());
    constexpr qint64 minute = 60'000;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    if (age < minute)
        parts.append(ModelsText::tr("created just now"));
    else if (age < hour)
        parts.append(ModelsText::tr("created %n minute(s) ago", nullptr, int(age / minute)));
    else if (age < day)
        parts.append(ModelsText::tr("created %n hour(s) ago", nullptr, int(age / hour)));
    else
        parts.append(ModelsText::tr("created %n day(s) ago", nullptr, int(age / day)));
    if (row.isPinned)
        parts.append(ModelsText::tr("pinned"));
    if (row.mark != ActorMark::None)
        parts.append(ModelsText::tr("marked %1").arg(actorMarkTitle(row.mark).toLower()));
    return parts.join(u", "_s);
}

QString actorCellText(const ActorRow &row, int column)
{
    const int field = fieldOf(fieldOfColumn(column));
    const ActorOrderedRow cells(row);
    if (!isTimeColumn(column))
        return cells.text(field);
    const std::optional<double> moment = cells.number(field, 0);
    return moment
               ? QDateTime::fromMSecsSinceEpoch(qint64(*moment), QTimeZone::UTC).toString(Qt::ISODateWithMs)
               : QString();
}

} // namespace rove::ui
