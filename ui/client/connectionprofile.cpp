// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/connectionprofile.h"

#include <QtCore/QSettings>
#include <QtCore/QUuid>

#include <algorithm>
#include <array>
#include <optional>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array environmentNames{
    std::pair{Environment::Development, "dev"_L1},
    std::pair{Environment::Staging, "staging"_L1},
    std::pair{Environment::Production, "production"_L1},
};

QString environmentName(Environment environment)
{
    return std::ranges::find(environmentNames, environment, &std::pair<Environment, QLatin1StringView>::first)
        ->second;
}

/// An unknown word is taken for production, the careful reading.
Environment environmentFromName(const QString &name)
{
    for (const auto &[environment, known] : environmentNames)
        if (name == known)
            return environment;
    return Environment::Production;
}

const QString group = u"connections"_s;

std::optional<ConnectionProfile> readProfile(const QSettings &settings)
{
    const Result<Endpoint> endpoint = Endpoint::parse(settings.value("endpoint"_L1).toString());
    const QString id = settings.value("id"_L1).toString();
    if (!endpoint || id.isEmpty())
        return std::nullopt;
    ConnectionProfile profile;
    profile.id = id;
    profile.name = settings.value("name"_L1).toString();
    profile.colour = settings.value("colour"_L1).toString();
    profile.environment = environmentFromName(settings.value("environment"_L1).toString());
    profile.endpoint = endpoint->withToken({});
    return profile;
}

void writeProfile(QSettings &settings, const ConnectionProfile &profile)
{
    settings.setValue("id"_L1, profile.id);
    settings.setValue("name"_L1, profile.name);
    settings.setValue("colour"_L1, profile.colour);
    settings.setValue("environment"_L1, environmentName(profile.environment));
    settings.setValue("endpoint"_L1, profile.endpoint.display());
}

/// The position of the entry with this id in the file, or its end.
int positionOf(QSettings &settings, const QString &id, int count)
{
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        if (settings.value("id"_L1).toString() == id)
            return i;
    }
    return count;
}

Result<> synced(QSettings &settings)
{
    settings.sync();
    if (settings.status() == QSettings::NoError)
        return {};
    return failure(ErrorCode::IoFailed,
                   u"The connections could not be saved in "_s % settings.fileName() % u'.');
}

} // namespace

ConnectionProfile ConnectionProfile::create(const QString &name, const Endpoint &endpoint)
{
    ConnectionProfile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.name = name;
    profile.endpoint = endpoint.withToken({});
    return profile;
}

ProfileStore::ProfileStore(QString filePath, QObject *parent)
    : QObject(parent)
    , m_filePath(std::move(filePath))
{
    load();
}

void ProfileStore::load()
{
    m_profiles.clear();
    QSettings settings(m_filePath, QSettings::IniFormat);
    const int count = settings.beginReadArray(group);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        if (const std::optional<ConnectionProfile> profile = readProfile(settings))
            m_profiles.append(*profile);
    }
}

const ConnectionProfile *ProfileStore::find(const QString &id) const
{
    const auto found = std::ranges::find(m_profiles, id, &ConnectionProfile::id);
    return found == m_profiles.cend() ? nullptr : &*found;
}

Result<> ProfileStore::save(const ConnectionProfile &profile)
{
    QSettings settings(m_filePath, QSettings::IniFormat);
    const int count = settings.beginReadArray(group);
    const int position = positionOf(settings, profile.id, count);
    settings.endArray();
    settings.beginWriteArray(group, std::max(count, position + 1));
    settings.setArrayIndex(position);
    writeProfile(settings, profile);
    settings.endArray();
    TRY(synced(settings));
    load();
    emit changed();
    return {};
}

Result<> ProfileStore::remove(const QString &id)
{
    QSettings settings(m_filePath, QSettings::IniFormat);
    const int count = settings.beginReadArray(group);
    const int position = positionOf(settings, id, count);
    QList<QHash<QString, QVariant>> entries;
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        QHash<QString, QVariant> entry;
        for (const QString &key : settings.childKeys())
            entry.insert(key, settings.value(key));
        if (i != position)
            entries.append(entry);
    }
    settings.endArray();
    settings.remove(group);
    settings.beginWriteArray(group, static_cast<int>(entries.size()));
    for (int i = 0; i < entries.size(); ++i) {
        settings.setArrayIndex(i);
        for (const auto &[key, value] : entries.at(i).asKeyValueRange())
            settings.setValue(key, value);
    }
    settings.endArray();
    TRY(synced(settings));
    load();
    emit changed();
    return {};
}

} // namespace rove::ui
