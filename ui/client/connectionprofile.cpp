// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/connectionprofile.h"

#include "ui/client/profilecolour.h"

#include <QtCore/QSettings>
#include <QtCore/QUuid>

#include <algorithm>
#include <array>
#include <optional>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array environmentIds{
    std::pair{Environment::Development, "development"_L1},
    std::pair{Environment::Staging, "staging"_L1},
    std::pair{Environment::Production, "production"_L1},
};

constexpr std::array proxyIds{
    std::pair{ProxyOptions::Kind::None, "none"_L1},
    std::pair{ProxyOptions::Kind::System, "system"_L1},
    std::pair{ProxyOptions::Kind::Http, "http"_L1},
    std::pair{ProxyOptions::Kind::Socks5, "socks5"_L1},
};

template <class Enum, size_t count>
QString idOf(const std::array<std::pair<Enum, QLatin1StringView>, count> &ids, Enum value)
{
    return std::ranges::find(ids, value, &std::pair<Enum, QLatin1StringView>::first)->second;
}

template <class Enum, size_t count>
Enum fromId(const std::array<std::pair<Enum, QLatin1StringView>, count> &ids, const QString &id,
            Enum otherwise)
{
    for (const auto &[value, known] : ids)
        if (id == known)
            return value;
    return otherwise;
}

const QString group = u"connections"_s;

TransportOptions readTransport(const QSettings &settings)
{
    TransportOptions options;
    options.tls.authorityFile = settings.value("tlsAuthorityFile"_L1).toString();
    options.tls.certificateFile = settings.value("tlsCertificateFile"_L1).toString();
    options.tls.keyFile = settings.value("tlsKeyFile"_L1).toString();
    options.proxy.kind = fromId(proxyIds, settings.value("proxy"_L1).toString(), ProxyOptions::Kind::None);
    options.proxy.host = settings.value("proxyHost"_L1).toString();
    options.proxy.port = settings.value("proxyPort"_L1).value<quint16>();
    options.proxy.user = settings.value("proxyUser"_L1).toString();
    return options;
}

void writeTransport(QSettings &settings, const TransportOptions &options)
{
    settings.setValue("tlsAuthorityFile"_L1, options.tls.authorityFile);
    settings.setValue("tlsCertificateFile"_L1, options.tls.certificateFile);
    settings.setValue("tlsKeyFile"_L1, options.tls.keyFile);
    settings.setValue("proxy"_L1, idOf(proxyIds, options.proxy.kind));
    settings.setValue("proxyHost"_L1, options.proxy.host);
    settings.setValue("proxyPort"_L1, options.proxy.port);
    settings.setValue("proxyUser"_L1, options.proxy.user);
}

std::optional<ConnectionProfile> readProfile(const QSettings &settings)
{
    const Result<Endpoint> endpoint = Endpoint::parse(settings.value("endpoint"_L1).toString());
    const QString id = settings.value("id"_L1).toString();
    if (!endpoint || id.isEmpty())
        return std::nullopt;
    ConnectionProfile profile;
    profile.id = id;
    profile.name = settings.value("name"_L1).toString();
    if (const QString colour = settings.value("colour"_L1).toString(); isProfileColour(colour))
        profile.colour = colour;
    profile.environment = environmentFromId(settings.value("environment"_L1).toString());
    profile.isReadOnly = settings.value("readOnly"_L1).toBool();
    profile.hasKeptSecrets = settings.value("secretsInKeychain"_L1).toBool();
    profile.lastUsed = QDateTime::fromString(settings.value("lastUsed"_L1).toString(), Qt::ISODateWithMs);
    profile.endpoint = endpoint->withToken({}).withTransport(readTransport(settings));
    return profile;
}

void writeProfile(QSettings &settings, const ConnectionProfile &profile)
{
    settings.setValue("id"_L1, profile.id);
    settings.setValue("name"_L1, profile.name);
    settings.setValue("colour"_L1, profile.colour);
    settings.setValue("environment"_L1, environmentId(profile.environment));
    settings.setValue("readOnly"_L1, profile.isReadOnly);
    settings.setValue("secretsInKeychain"_L1, profile.hasKeptSecrets);
    settings.setValue("lastUsed"_L1, profile.lastUsed.toUTC().toString(Qt::ISODateWithMs));
    settings.setValue("endpoint"_L1, profile.endpoint.display());
    writeTransport(settings, profile.endpoint.transport);
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

QString environmentId(Environment environment)
{
    return idOf(environmentIds, environment);
}

Environment environmentFromId(const QString &id)
{
    // What earlier versions wrote.
    if (id == "dev"_L1)
        return Environment::Development;
    return fromId(environmentIds, id, Environment::Production);
}

ConnectionProfile ConnectionProfile::create(const QString &name, const Endpoint &endpoint)
{
    ConnectionProfile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.name = name;
    profile.endpoint = endpoint.withoutSecrets();
    return profile;
}

ConnectionProfile ConnectionProfile::duplicate(const QString &newName) const
{
    ConnectionProfile copy = *this;
    copy.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    copy.name = newName;
    copy.hasKeptSecrets = false;
    copy.lastUsed = {};
    return copy;
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

Result<> ProfileStore::markUsed(const QString &id, const QDateTime &when)
{
    const ConnectionProfile *known = find(id);
    if (!known)
        return {};
    ConnectionProfile used = *known;
    used.lastUsed = when;
    return save(used);
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
