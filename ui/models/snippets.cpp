// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/snippets.h"

#include "protocol/base/cbor.h"
#include "protocol/base/key.h"
#include "protocol/manager/json.h"
#include "protocol/manager/paths.h"
#include "ui/models/deeplink.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>

namespace rove::ui::snippets {

using namespace Qt::StringLiterals;

namespace {

/// RivetKit takes this endpoint and namespace if it is told nothing else.
constexpr auto defaultEndpoint = "http://127.0.0.1:6420"_L1;
constexpr auto defaultNamespace = "default"_L1;

QString baseText(const Endpoint &endpoint)
{
    return endpoint.base.toString(QUrl::FullyEncoded);
}

bool isIdentifier(const QString &text)
{
    static const QRegularExpression identifier(u"^[A-Za-z_$][A-Za-z0-9_$]*$"_s);
    return identifier.match(text).hasMatch();
}

QString keyArray(const QString &key)
{
    QStringList parts;
    for (const QString &part : parseKey(key))
        parts.append(typeScriptQuoted(part));
    return u'[' % parts.join(u", "_s) % u']';
}

QString clientCode(const Endpoint &endpoint)
{
    QStringList options;
    if (baseText(endpoint) != defaultEndpoint)
        options.append(u"endpoint: "_s % typeScriptQuoted(baseText(endpoint)));
    if (endpoint.namespaceName != defaultNamespace)
        options.append(u"namespace: "_s % typeScriptQuoted(endpoint.namespaceName));
    if (!endpoint.token.isEmpty())
        options.append(u"token: process.env.RIVET_TOKEN"_s);
    QString code = u"import { createClient } from \"rivetkit/client\";\n\nconst client = createClient("_s;
    if (!options.isEmpty())
        code += u"{\n    "_s % options.join(u",\n    "_s) % u",\n}"_s;
    return code % u");\n"_s;
}

QString accessor(const QString &name)
{
    if (isIdentifier(name))
        return u"client."_s % name;
    return u"client["_s % typeScriptQuoted(name) % u']';
}

QString callCode(const QString &name, const std::optional<QString> &key, Intent intent,
                 const std::optional<QCborValue> &input)
{
    const QString keyText = key ? keyArray(*key) : u"[]"_s;
    QString call = accessor(name);
    QString inputOption;
    switch (intent) {
    case Intent::Get:
        return u"const actor = "_s % call % u".get("_s % keyText % u");\n"_s;
    case Intent::GetOrCreate:
        call = u"const actor = "_s % call % u".getOrCreate("_s;
        inputOption = u"createWithInput"_s;
        break;
    case Intent::Create:
        call = u"const actor = await "_s % call % u".create("_s;
        inputOption = u"input"_s;
        break;
    }
    call += keyText;
    if (input)
        call += u", { "_s % inputOption % u": "_s % QString::fromUtf8(cbor::writeJson(cbor::toJson(*input))) %
                u" }"_s;
    return call % u");\n"_s;
}

QString curlCommand(const QStringList &arguments)
{
    return u"curl -fsS "_s % arguments.join(u" \\\n  "_s);
}

/// In double quotes, so that the shell puts the variable in.
QString tokenHeader(const Endpoint &endpoint, const QString &header)
{
    return endpoint.token.isEmpty() ? QString() : u"-H \""_s % header % u"$RIVET_TOKEN\""_s;
}

QStringList withToken(const Endpoint &endpoint, const QString &header, const QStringList &arguments)
{
    const QString token = tokenHeader(endpoint, header);
    return token.isEmpty() ? arguments : QStringList{token} + arguments;
}

QString urlArgument(const Endpoint &endpoint, const QByteArray &path)
{
    return shellQuoted(QString::fromLatin1(QByteArray(endpoint.base.toEncoded() + path)));
}

} // namespace

QString shellQuoted(const QString &text)
{
    QString quoted = text;
    quoted.replace(u'\'', u"'\\''"_s);
    return u'\'' % quoted % u'\'';
}

QString typeScriptQuoted(const QString &text)
{
    QString quoted = u"\""_s;
    for (const QChar character : text) {
        const char16_t unit = character.unicode();
        // U+2028 and U+2029 end a line in old JavaScript; lone surrogates and controls do not survive a
        // paste.
        const bool isEscaped = unit < 0x20 || unit == 0x7f || unit == 0x2028 || unit == 0x2029 ||
                               character.category() == QChar::Other_Format;
        if (unit == u'"' || unit == u'\\')
            quoted += u'\\';
        if (unit == u'\n')
            quoted += u"\\n"_s;
        else if (isEscaped)
            quoted += u"\\u%1"_s.arg(static_cast<uint>(unit), 4, 16, QChar(u'0'));
        else
            quoted += character;
    }
    return quoted % u'"';
}

QString recordJson(const manager::Actor &actor)
{
    return QString::fromUtf8(QJsonDocument(manager::toJson(actor)).toJson(QJsonDocument::Indented)).trimmed();
}

QString typeScript(const Endpoint &endpoint, const QString &name, const std::optional<QString> &key,
                   Intent intent, const std::optional<QCborValue> &input)
{
    return clientCode(endpoint) % callCode(name, key, intent, input);
}

QString typeScript(const Endpoint &endpoint, const manager::Actor &actor)
{
    if (actor.key)
        return typeScript(endpoint, actor.name, actor.key, Intent::Get);
    return clientCode(endpoint) % u"const actor = "_s % accessor(actor.name) % u".getForId("_s %
           typeScriptQuoted(actor.actorId) % u");\n"_s;
}

QString curlRecord(const Endpoint &endpoint, const manager::Actor &actor)
{
    manager::ActorsListQuery query;
    query.namespaceName = endpoint.namespaceName;
    query.legacyActorIds = {actor.actorId};
    return curlCommand(withToken(endpoint, u"Authorization: Bearer "_s,
                                 {urlArgument(endpoint, manager::actorsPath(query))}));
}

QString curlAction(const Endpoint &endpoint, const manager::Actor &actor, const QString &action,
                   const QCborArray &arguments)
{
    const QByteArray path =
        manager::gatewayPath(actor.actorId, {}, QByteArray("/action/" + QUrl::toPercentEncoding(action)));
    const QJsonObject body{{u"args"_s, cbor::toJson(arguments.toCborValue())}};
    return curlCommand(withToken(endpoint, u"x-rivet-token: "_s,
                                 {u"-H 'Content-Type: application/json'"_s, u"-H 'x-rivet-encoding: json'"_s,
                                  u"--data "_s % shellQuoted(QString::fromUtf8(cbor::writeJson(body))),
                                  urlArgument(endpoint, path)}));
}

QString curlState(const Endpoint &endpoint, const manager::Actor &actor)
{
    const QByteArray tokenPath =
        manager::actorKvPath(actor.actorId, QByteArrayView("\x03", 1), {endpoint.namespaceName});
    const QByteArray statePath = manager::gatewayPath(actor.actorId, {}, "/inspector/state");
    const QString token =
        curlCommand(withToken(endpoint, u"Authorization: Bearer "_s, {urlArgument(endpoint, tokenPath)}));
    const QString state = curlCommand(
        withToken(endpoint, u"x-rivet-token: "_s,
                  {u"-H \"Authorization: Bearer $INSPECTOR_TOKEN\""_s, urlArgument(endpoint, statePath)}));
    return u"INSPECTOR_TOKEN=$("_s % token % u" | jq -r .value | base64 -d)\n"_s % state;
}

QString link(const Endpoint &endpoint, const manager::Actor &actor, const QString &section)
{
    return DeepLink{.endpoint = baseText(endpoint),
                    .namespaceName = endpoint.namespaceName,
                    .actorId = actor.actorId,
                    .section = section}
        .toText();
}

} // namespace rove::ui::snippets
