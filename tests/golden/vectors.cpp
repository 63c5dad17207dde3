// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/golden/vectors.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QMetaType>

namespace rove::golden {

using namespace Qt::StringLiterals;

namespace {

/// The records quote no more of long bytes.
constexpr qsizetype hexDigitsMax = 64;

/// Enumerators are spelled in different ways, and ids are not told from bytes.
QString plain(const QString &text)
{
    QString plainText = text.toLower().remove(u'_');
    plainText.truncate(hexDigitsMax);
    return plainText;
}

void add(QStringList &leaves, const QString &name, const QString &value)
{
    leaves += name + u'=' + plain(value);
}

QString textOf(const QVariant &value)
{
    if (value.metaType() == QMetaType::fromType<QByteArray>())
        return QString::fromLatin1(value.toByteArray().toHex());
    return value.isValid() ? value.toString() : u"null"_s;
}

bool isIndex(const QString &name)
{
    return !name.isEmpty() && name[0].isDigit();
}

void collect(QStringList &leaves, const bare::Description &description, const QString &outerName)
{
    const QString name = isIndex(description.name) ? outerName : description.name;
    if (description.children.empty() && description.type.isEmpty() && description.value.isValid())
        add(leaves, name, textOf(description.value));
    for (const bare::Description &child : description.children)
        collect(leaves, child, name);
}

void collect(QStringList &leaves, const QJsonValue &value, const QString &name);

void collectObject(QStringList &leaves, const QJsonObject &object, const QString &name)
{
    for (const QLatin1StringView bytes :
         {"$cborHex"_L1, "$bareHex"_L1, "$hex"_L1, "$data"_L1, "$data_prefix"_L1}) {
        if (object.contains(bytes))
            return add(leaves, name, object[bytes].toString());
    }
    for (auto member = object.begin(); member != object.end(); ++member) {
        // The union of intents has no fields, and its record shows only a name.
        const bool isTag =
            member.key() == "$tag"_L1 || member.key() == "tag"_L1 || member.key() == "intent"_L1;
        if (!isTag)
            collect(leaves, member.value(), member.key() == "$val"_L1 ? name : member.key());
    }
}

void collect(QStringList &leaves, const QJsonValue &value, const QString &name)
{
    if (value.isObject()) {
        collectObject(leaves, value.toObject(), name);
    } else if (value.isArray()) {
        for (const QJsonValue item : value.toArray())
            collect(leaves, item, name);
    } else if (!value.isNull()) {
        add(leaves, name,
            value.isDouble() ? QString::number(value.toInteger()) : value.toVariant().toString());
    }
}

} // namespace

QJsonArray load(const QString &fileName)
{
    QFile file(qEnvironmentVariable("ROVE_GOLDEN") + u'/' + fileName);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).array();
}

QByteArray bytesOf(const QJsonObject &record)
{
    return QByteArray::fromHex(record["hex"_L1].toString().toLatin1());
}

QStringList leavesOf(const bare::Description &description)
{
    QStringList leaves;
    collect(leaves, description, {});
    leaves.sort();
    return leaves;
}

QStringList leavesOf(const QJsonValue &decoded)
{
    QStringList leaves;
    collect(leaves, decoded, {});
    leaves.sort();
    return leaves;
}

} // namespace rove::golden
