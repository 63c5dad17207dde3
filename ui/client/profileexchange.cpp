// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/profileexchange.h"

#include "protocol/base/cbor.h"
#include "ui/client/profilecolour.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>
#include <array>
#include <optional>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

const QString formatName = u"rove-connections"_s;
constexpr int formatVersion = 1;
constexpr qsizetype importBytesMax = 1024 * 1024;
constexpr qsizetype importCountMax = 500;
constexpr qsizetype nameCharactersMax = 200;

constexpr std::array proxyIds{
    std::pair{ProxyOptions::Kind::System, "system"_L1},
    std::pair{ProxyOptions::Kind::Http, "http"_L1},
    std::pair{ProxyOptions::Kind::Socks5, "socks5"_L1},
};

void putText(QJsonObject &object, QLatin1StringView key, const QString &text)
{
    if (!text.isEmpty())
        object.insert(key, text);
}

QJsonObject toJson(const TlsOptions &tls)
{
    QJsonObject object;
    putText(object, "authorityFile"_L1, tls.authorityFile);
    putText(object, "certificateFile"_L1, tls.certificateFile);
    putText(object, "keyFile"_L1, tls.keyFile);
    return object;
}

QJsonObject toJson(const ProxyOptions &proxy)
{
    QJsonObject object;
    for (const auto &[kind, id] : proxyIds)
        if (proxy.kind == kind)
            object.insert("kind"_L1, QString(id));
    putText(object, "host"_L1, proxy.host);
    if (proxy.port != 0)
        object.insert("port"_L1, proxy.port);
    putText(object, "user"_L1, proxy.user);
    return object;
}

QJsonObject toJson(const ConnectionProfile &profile)
{
    QJsonObject object{{u"name"_s, profile.name},
                       {u"endpoint"_s, profile.endpoint.display()},
                       {u"environment"_s, environmentId(profile.environment)}};
    putText(object, "colour"_L1, profile.colour);
    if (profile.isReadOnly)
        object.insert("readOnly"_L1, true);
    if (const QJsonObject tls = toJson(profile.endpoint.transport.tls); !tls.isEmpty())
        object.insert("tls"_L1, tls);
    if (profile.endpoint.transport.proxy.kind != ProxyOptions::Kind::None)
        object.insert("proxy"_L1, toJson(profile.endpoint.transport.proxy));
    return object;
}

TransportOptions readTransport(const QJsonObject &tls, const QJsonObject &proxy)
{
    TransportOptions options;
    options.tls.authorityFile = tls.value("authorityFile"_L1).toString();
    options.tls.certificateFile = tls.value("certificateFile"_L1).toString();
    options.tls.keyFile = tls.value("keyFile"_L1).toString();
    for (const auto &[kind, id] : proxyIds)
        if (proxy.value("kind"_L1).toString() == id)
            options.proxy.kind = kind;
    options.proxy.host = proxy.value("host"_L1).toString();
    options.proxy.port = static_cast<quint16>(std::clamp(proxy.value("port"_L1).toInt(), 0, 65535));
    options.proxy.user = proxy.value("user"_L1).toString();
    return options;
}

std::optional<ConnectionProfile> readProfile(const QJsonObject &object)
{
    const Result<Endpoint> endpoint = Endpoint::parse(object.value("endpoint"_L1).toString());
    if (!endpoint)
        return std::nullopt;
    const QString name = object.value("name"_L1).toString().left(nameCharactersMax).trimmed();
    const TransportOptions transport =
        readTransport(object.value("tls"_L1).toObject(), object.value("proxy"_L1).toObject());
    ConnectionProfile profile = ConnectionProfile::create(name.isEmpty() ? endpoint->base.authority() : name,
                                                          endpoint->withTransport(transport));
    if (const QString colour = object.value("colour"_L1).toString(); isProfileColour(colour))
        profile.colour = colour;
    profile.environment = environmentFromId(object.value("environment"_L1).toString());
    profile.isReadOnly = object.value("readOnly"_L1).toBool();
    return profile;
}

} // namespace

QByteArray exportProfiles(const QList<ConnectionProfile> &profiles)
{
    QJsonArray connections;
    for (const ConnectionProfile &profile : profiles)
        connections.append(toJson(profile));
    const QJsonObject file{
        {u"format"_s, formatName}, {u"version"_s, formatVersion}, {u"connections"_s, connections}};
    return QJsonDocument(file).toJson(QJsonDocument::Indented);
}

Result<ImportedProfiles> importProfiles(const QByteArray &json)
{
    const auto refuse = [](const QString &why) { return failure(ErrorCode::ClientProtocol, why); };
    if (json.size() > importBytesMax)
        return refuse(u"The file is too long to be one of Rove's connections."_s);
    const QJsonObject file = TRY(cbor::parseJson(json)).toObject();
    if (file.value("format"_L1).toString() != formatName)
        return refuse(u"The file does not hold Rove's connections."_s);
    if (file.value("version"_L1).toInt() > formatVersion)
        return refuse(u"The file was written by a newer Rove."_s);
    ImportedProfiles imported;
    const QJsonArray connections = file.value("connections"_L1).toArray();
    for (const QJsonValue &entry : connections) {
        const std::optional<ConnectionProfile> profile = readProfile(entry.toObject());
        if (profile && imported.profiles.size() < importCountMax)
            imported.profiles.append(*profile);
        else
            ++imported.skippedCount;
    }
    return imported;
}

} // namespace rove::ui
