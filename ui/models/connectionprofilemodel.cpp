// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/connectionprofilemodel.h"

#include "ui/client/profilecolour.h"
#include "ui/models/errortext.h"
#include "ui/models/modelstext.h"

#include <QtCore/QLocale>

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

QString roundTripText(const ConnectionRow &row)
{
    constexpr int microsecondsPerMillisecond = 1000;
    if (row.status.state != ProfileStatus::State::Online)
        return {};
    const auto milliseconds = std::max<qint64>(row.status.roundTrip.count() / microsecondsPerMillisecond, 1);
    return ModelsText::tr("%1 ms").arg(QLocale().toString(milliseconds));
}

QString statusToolTip(const ConnectionRow &row)
{
    if (row.status.error)
        return errorSentence(*row.status.error, row.profile.endpoint.base.authority());
    if (row.presence == ConnectionRow::Presence::Unknown)
        return row.profile.environment == Environment::Production
                   ? ModelsText::tr("Production is never asked before you connect.")
                   : ModelsText::tr("It needs a secret, so it is not asked before you connect.");
    return {};
}

std::vector<Column<ConnectionRow>> columns()
{
    using Row = ConnectionRow;
    return {
        {.header = {.id = u"name"_s, .title = ModelsText::tr("Name"), .width = 160},
         .display = [](const Row &row) { return row.profile.name; }},
        {.header = {.id = u"status"_s, .title = ModelsText::tr("Status"), .width = 110},
         .display = [](const Row &row) { return presenceWord(row.presence); },
         .value = [](const Row &row) { return static_cast<int>(row.presence); },
         .toolTip = statusToolTip},
        {.header = {.id = u"endpoint"_s, .title = ModelsText::tr("Endpoint"), .width = 260},
         .display = [](const Row &row) { return row.profile.endpoint.display(); }},
        {.header = {.id = u"environment"_s, .title = ModelsText::tr("Environment"), .width = 110},
         .display = [](const Row &row) { return environmentWord(row.profile.environment); },
         .value = [](const Row &row) { return static_cast<int>(row.profile.environment); }},
        {.header = {.id = u"version"_s, .title = ModelsText::tr("Version"), .width = 90},
         .display = [](const Row &row) { return row.status.version; }},
        {.header = {.id = u"roundTrip"_s,
                    .title = ModelsText::tr("Round trip"),
                    .width = 90,
                    .alignment = Qt::AlignRight | Qt::AlignVCenter},
         .display = roundTripText,
         .value = [](const Row &row) { return qint64(row.status.roundTrip.count()); }},
        {.header = {.id = u"lastUsed"_s, .title = ModelsText::tr("Last used"), .width = 120},
         .display =
             [](const Row &row) {
                 return lastUsedText(row.profile.lastUsed, QDateTime::currentDateTimeUtc());
             },
         .value = [](const Row &row) { return row.profile.lastUsed; }},
    };
}

} // namespace

QString environmentWord(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return ModelsText::tr("Development");
    case Environment::Staging:
        return ModelsText::tr("Staging");
    case Environment::Production:
        break;
    }
    return ModelsText::tr("Production");
}

QString presenceWord(ConnectionRow::Presence presence)
{
    switch (presence) {
    case ConnectionRow::Presence::Unknown:
        return ModelsText::tr("Not asked");
    case ConnectionRow::Presence::Asking:
        return ModelsText::tr("Asking…");
    case ConnectionRow::Presence::Online:
        return ModelsText::tr("Online");
    case ConnectionRow::Presence::Offline:
        return ModelsText::tr("Offline");
    case ConnectionRow::Presence::Open:
        return ModelsText::tr("Open");
    }
    Q_UNREACHABLE_RETURN({});
}

QString colourWord(const QString &value)
{
    const auto found = std::ranges::find_if(profileColours, [&value](const ProfileColour &colour) {
        return value.compare(colour.value, Qt::CaseInsensitive) == 0;
    });
    if (found == profileColours.end())
        return {};
    const QStringList words{ModelsText::tr("Blue"),  ModelsText::tr("Teal"),   ModelsText::tr("Green"),
                            ModelsText::tr("Olive"), ModelsText::tr("Orange"), ModelsText::tr("Red"),
                            ModelsText::tr("Pink"),  ModelsText::tr("Purple")};
    return words.value(static_cast<qsizetype>(found - profileColours.begin()));
}

QString lastUsedText(const QDateTime &then, const QDateTime &now)
{
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    constexpr qint64 week = 7 * day;
    if (!then.isValid())
        return {};
    const qint64 age = std::max<qint64>(then.secsTo(now), 0);
    if (age < minute)
        return ModelsText::tr("just now");
    if (age < hour)
        return ModelsText::tr("%n minute(s) ago", nullptr, static_cast<int>(age / minute));
    if (age < day)
        return ModelsText::tr("%n hour(s) ago", nullptr, static_cast<int>(age / hour));
    if (age < week)
        return ModelsText::tr("%n day(s) ago", nullptr, static_cast<int>(age / day));
    return QLocale().toString(then.toLocalTime().date(), QLocale::ShortFormat);
}

ConnectionProfileModel::ConnectionProfileModel(ProfileStore &store, QObject *parent)
    : TableModel(columns(), parent)
    , m_store(store)
{
    connect(&store, &ProfileStore::changed, this, &ConnectionProfileModel::follow);
    follow();
}

void ConnectionProfileModel::setWatcher(ProfileWatcher *watcher)
{
    if (m_watcher)
        disconnect(m_watcher, nullptr, this, nullptr);
    m_watcher = watcher;
    if (watcher)
        connect(watcher, &ProfileWatcher::changed, this, [this](const QString &profileId) {
            if (const ConnectionProfile *profile = m_store.find(profileId))
                put(rowOf(*profile));
        });
    follow();
}

void ConnectionProfileModel::setOpenProfiles(const QStringList &profileIds)
{
    m_open = profileIds;
    follow();
}

void ConnectionProfileModel::follow()
{
    std::vector<ConnectionRow> rows;
    for (const ConnectionProfile &profile : m_store.profiles())
        rows.push_back(rowOf(profile));
    setRows(std::move(rows));
    flush();
}

ConnectionRow ConnectionProfileModel::rowOf(const ConnectionProfile &profile) const
{
    using Presence = ConnectionRow::Presence;
    ConnectionRow row{.profile = profile, .presence = Presence::Unknown, .status = {}};
    if (m_watcher)
        row.status = m_watcher->status(profile.id);
    switch (row.status.state) {
    case ProfileStatus::State::NotAsked:
        break;
    case ProfileStatus::State::Asking:
        row.presence = Presence::Asking;
        break;
    case ProfileStatus::State::Online:
        row.presence = Presence::Online;
        break;
    case ProfileStatus::State::Offline:
        row.presence = Presence::Offline;
        break;
    }
    if (m_open.contains(profile.id))
        row.presence = Presence::Open;
    return row;
}

bool ConnectionProfileModel::isSame(const ConnectionRow &before, const ConnectionRow &after) const
{
    return before == after;
}

QVariant ConnectionProfileModel::extraData(const ConnectionRow &row, int, int role) const
{
    if (role != Qt::AccessibleTextRole)
        return {};
    QStringList parts{row.profile.name, row.profile.endpoint.display(),
                      environmentWord(row.profile.environment)};
    if (row.profile.startsReadOnly())
        parts.append(ModelsText::tr("read-only"));
    if (row.presence != ConnectionRow::Presence::Unknown)
        parts.append(presenceWord(row.presence));
    if (!row.status.version.isEmpty())
        parts.append(row.status.version);
    return parts.join(u", "_s);
}

} // namespace rove::ui
