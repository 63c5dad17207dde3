// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actions/jsliteral.h"

#include "protocol/base/cbor.h"
#include "ui/models/snippets.h"
#include "ui/widgets/valuekind.h"

#include <QtCore/QCborMap>
#include <QtCore/QDateTime>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <cmath>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

bool isIdentifier(const QString &text)
{
    static const QRegularExpression identifier(u"^[A-Za-z_$][A-Za-z0-9_$]*$"_s);
    return identifier.match(text).hasMatch();
}

QString bytesLiteral(const QByteArray &bytes)
{
    QStringList numbers;
    numbers.reserve(bytes.size());
    for (const char byte : bytes)
        numbers.append(QString::number(static_cast<quint8>(byte)));
    return u"new Uint8Array(["_s % numbers.join(u", "_s) % u"])"_s;
}

QString listLiteral(const QCborArray &items)
{
    QStringList parts;
    for (const QCborValue &item : items)
        parts.append(jsLiteral(item));
    return u'[' % parts.join(u", "_s) % u']';
}

QString objectLiteral(const QCborMap &map)
{
    QStringList parts;
    for (const auto &[key, value] : map) {
        const QString name = key.toString();
        // Written as a literal, that key would be the prototype.
        const bool isBare = isIdentifier(name);
        const QString shown = name == "__proto__"_L1 ? u"[\"__proto__\"]"_s
                              : isBare               ? name
                                                     : snippets::typeScriptQuoted(name);
        parts.append(shown % u": "_s % jsLiteral(value));
    }
    return parts.isEmpty() ? u"{}"_s : QString(u"{ "_s % parts.join(u", "_s) % u" }"_s);
}

QString mapLiteral(const QCborMap &map)
{
    QStringList parts;
    for (const auto &[key, value] : map)
        parts.append(u'[' % jsLiteral(key) % u", "_s % jsLiteral(value) % u']');
    return u"new Map(["_s % parts.join(u", "_s) % u"])"_s;
}

} // namespace

QString jsLiteral(const QCborValue &value)
{
    const QCborValue content = value.isTag() ? value.taggedValue() : value;
    switch (kindOf(value)) {
    case ValueKind::String:
        return snippets::typeScriptQuoted(value.toString());
    case ValueKind::Bytes: {
        const bool isBuffer = value.isTag() && value.tag() == cbor::arrayBufferTag;
        return bytesLiteral(content.toByteArray()) % (isBuffer ? u".buffer"_s : QString());
    }
    case ValueKind::Date:
        return u"new Date(\"%1\")"_s.arg(value.toDateTime().toUTC().toString(Qt::ISODateWithMs));
    case ValueKind::Array:
        return listLiteral(value.toArray());
    case ValueKind::Object:
        return objectLiteral(value.toMap());
    case ValueKind::Map:
        return mapLiteral(content.toMap());
    case ValueKind::Set:
        return u"new Set("_s % listLiteral(content.toArray()) % u')';
    case ValueKind::Tagged:
        return jsLiteral(content);
    default:
        return displayText(value);
    }
}

QString jsArguments(const QCborArray &arguments)
{
    return listLiteral(arguments).sliced(1).chopped(1);
}

QString jsActionCall(const QString &action, const QCborArray &arguments)
{
    const QString name = isIdentifier(action) ? QString(u'.' % action)
                                              : QString(u'[' % snippets::typeScriptQuoted(action) % u']');
    return u"await actor"_s % name % u'(' % jsArguments(arguments) % u')';
}

} // namespace rove::ui
