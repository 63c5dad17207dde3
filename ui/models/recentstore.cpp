// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/recentstore.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr qint64 fileBytesMax = 1024 * 1024;

QJsonObject write(const RecentPlace &place)
{
    return {{u"profile"_s, place.profileId},
            {u"local"_s, place.isLocalEngine},
            {u"connection"_s, place.connectionName},
            {u"production"_s, place.environment == Environment::Production},
            {u"endpoint"_s, place.endpoint.display()},
            {u"actor"_s, place.actorId},
            {u"label"_s, place.label},
            {u"at"_s, place.at.toUTC().toString(Qt::ISODateWithMs)}};
}

std::optional<RecentPlace> read(const QJsonObject &json)
{
    const Result<Endpoint> endpoint = Endpoint::parse(json[u"endpoint"_s].toString());
    if (!endpoint)
        return std::nullopt;
    return RecentPlace{.profileId = json[u"profile"_s].toString(),
                       .isLocalEngine = json[u"local"_s].toBool(),
                       .connectionName = json[u"connection"_s].toString(),
                       .environment = json[u"production"_s].toBool() ? Environment::Production
                                                                     : Environment::Development,
                       .endpoint = endpoint->withToken({}),
                       .actorId = json[u"actor"_s].toString(),
                       .label = json[u"label"_s].toString(),
                       .at = QDateTime::fromString(json[u"at"_s].toString(), Qt::ISODateWithMs)};
}

} // namespace

bool RecentPlace::isSamePlace(const RecentPlace &other) const
{
    // The local engine may take another port each time.
    const bool isSameEngine =
        isLocalEngine ? other.isLocalEngine : !other.isLocalEngine && endpoint.base == other.endpoint.base;
    return isSameEngine && endpoint.namespaceName == other.endpoint.namespaceName && actorId == other.actorId;
}

RecentStore::RecentStore(QString filePath, QObject *parent)
    : QObject(parent)
    , m_filePath(std::move(filePath))
{
    load();
}

void RecentStore::load()
{
    QFile file(m_filePath);
    if (!file.open(QIODevice::ReadOnly) || file.size() > fileBytesMax)
        return;
    for (const QJsonValue &entry : QJsonDocument::fromJson(file.readAll()).array()) {
        if (const std::optional<RecentPlace> place = read(entry.toObject());
            place && m_places.size() < countMaxMax)
            m_places.append(*place);
    }
}

void RecentStore::save() const
{
    if (!m_isKept) {
        QFile::remove(m_filePath);
        return;
    }
    QJsonArray json;
    for (const RecentPlace &place : m_places)
        json.append(write(place));
    QDir().mkpath(QFileInfo(m_filePath).path());
    QSaveFile file(m_filePath);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(QJsonDocument(json).toJson(QJsonDocument::Compact));
    if (!file.commit())
        qWarning("The recent places could not be written: %s", qPrintable(file.errorString()));
}

void RecentStore::note(RecentPlace place)
{
    place.endpoint = place.endpoint.withToken({});
    place.at = QDateTime::currentDateTimeUtc();
    m_places.removeIf([&place](const RecentPlace &known) { return known.isSamePlace(place); });
    m_places.prepend(std::move(place));
    while (m_places.size() > m_countMax)
        m_places.removeLast();
    save();
    emit changed();
}

void RecentStore::clear()
{
    m_places.clear();
    save();
    emit changed();
}

void RecentStore::setCountMax(int count)
{
    m_countMax = std::clamp(count, 1, countMaxMax);
    if (m_places.size() <= m_countMax)
        return;
    m_places.resize(m_countMax);
    save();
    emit changed();
}

void RecentStore::setKept(bool kept)
{
    if (m_isKept == kept)
        return;
    m_isKept = kept;
    save();
}

} // namespace rove::ui
