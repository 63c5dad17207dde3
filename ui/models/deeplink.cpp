// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deeplink.h"

#include "protocol/base/limits.h"
#include "ui/client/endpoint.h"

#include <QtCore/QMap>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype linkCharactersMax = 8192;
constexpr qsizetype endpointCharactersMax = 2048;
constexpr qsizetype idCharactersMax = 128;

std::unexpected<Error> refuse(const QString &why)
{
    return failure(ErrorCode::ValidationInvalidInput, why);
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

Result<QString> decoded(QStringView text)
{
    static const QRegularExpression valid(u"^([A-Za-z0-9\\-._~!*'():/@,;$]|%[0-9A-Fa-f]{2})*$"_s);
    if (!valid.matchView(text).hasMatch())
        return refuse(u"The link has a character that must be percent-encoded."_s);
    const QByteArray bytes = QByteArray::fromPercentEncoding(text.toLatin1());
    if (!bytes.isValidUtf8() || bytes.contains('\0'))
        return refuse(u"The link has a value that is not text."_s);
    return QString::fromUtf8(bytes);
}

using Parameters = QMap<QString, QString>;

Result<Parameters> readParameters(QStringView query)
{
    static const QStringList known{u"endpoint"_s, u"namespace"_s, u"actor"_s,
                                   u"name"_s,     u"key"_s,       u"section"_s};
    Parameters parameters;
    for (const QStringView part : query.split(u'&')) {
        const qsizetype equals = part.indexOf(u'=');
        if (equals < 0)
            return refuse(u"The link has a parameter without a value."_s);
        const QString name = part.first(equals).toString();
        if (!known.contains(name))
            return refuse(u"The link has an unknown parameter."_s);
        if (parameters.contains(name))
            return refuse(u"The link has a parameter twice."_s);
        parameters[name] = TRY(decoded(part.sliced(equals + 1)));
    }
    return parameters;
}

Result<QString> readEndpoint(const QString &text)
{
    if (text.size() > endpointCharactersMax)
        return refuse(u"The link's endpoint is too long."_s);
    if (!text.startsWith(u"http://"_s) && !text.startsWith(u"https://"_s))
        return refuse(u"The link's endpoint must begin with http:// or https://."_s);
    const Result<Endpoint> endpoint = Endpoint::parse(text);
    if (!endpoint)
        return refuse(u"The link's endpoint is not a web address."_s);
    if (!QUrl(text).userInfo().isEmpty())
        return refuse(u"The link's endpoint must name neither a namespace nor a token."_s);
    return endpoint->base.toString(QUrl::FullyEncoded);
}

Result<> check(const DeepLink &link, bool hasActor, bool hasName)
{
    static const QRegularExpression id(u"^[A-Za-z0-9_\\-]+$"_s);
    if (link.namespaceName.isEmpty() || link.namespaceName.size() > limits::namespaceNameCharactersMax)
        return refuse(u"The link's namespace is missing or too long."_s);
    if (hasActor && (link.actorId.size() > idCharactersMax || !id.match(link.actorId).hasMatch()))
        return refuse(u"The link's actor is not an ID."_s);
    if (!link.section.isEmpty() &&
        (link.section.size() > idCharactersMax || !id.match(link.section).hasMatch()))
        return refuse(u"The link's section is not an ID."_s);
    if (hasActor && (hasName || link.key))
        return refuse(u"The link names an actor twice."_s);
    if (hasName && (link.name.isEmpty() || link.name.size() > limits::actorKeyBytesMax))
        return refuse(u"The link's name is empty or too long."_s);
    if (hasName != link.key.has_value())
        return refuse(u"The link has a name without a key or a key without a name."_s);
    if (link.key && link.key->toUtf8().size() > limits::actorKeyBytesMax)
        return refuse(u"The link's key is too long."_s);
    return {};
}

} // namespace

QString DeepLink::toText() const
{
    QString text = u"rove://open?endpoint=%1&namespace=%2"_s.arg(encoded(endpoint), encoded(namespaceName));
    if (!actorId.isEmpty())
        text += u"&actor="_s % encoded(actorId);
    else if (key)
        text += u"&name="_s % encoded(name) % u"&key="_s % encoded(*key);
    if (!section.isEmpty())
        text += u"&section="_s % encoded(section);
    return text;
}

Result<DeepLink> DeepLink::parse(const QString &text)
{
    static const QString beginning = u"rove://open?"_s;
    if (text.size() > linkCharactersMax)
        return refuse(u"The link is too long."_s);
    if (!text.startsWith(beginning))
        return refuse(u"The link does not begin with rove://open?."_s);
    const Parameters parameters = TRY(readParameters(QStringView(text).sliced(beginning.size())));
    DeepLink link;
    link.endpoint = TRY(readEndpoint(parameters.value(u"endpoint"_s)));
    link.namespaceName = parameters.value(u"namespace"_s);
    link.actorId = parameters.value(u"actor"_s);
    link.name = parameters.value(u"name"_s);
    if (parameters.contains(u"key"_s))
        link.key = parameters.value(u"key"_s);
    link.section = parameters.value(u"section"_s);
    TRY(check(link, parameters.contains(u"actor"_s), parameters.contains(u"name"_s)));
    return link;
}

} // namespace rove::ui
