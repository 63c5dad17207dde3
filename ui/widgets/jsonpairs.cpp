// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonpairs.h"

#include "protocol/base/cbor.h"
#include "ui/widgets/valuekind.h"

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

std::optional<QCborValue> mapOf(const QCborArray &entries)
{
    QCborMap map;
    for (const QCborValue &entry : entries) {
        if (!entry.isArray() || entry.toArray().size() != 2)
            return std::nullopt;
        map.insert(entry.toArray().at(0), entry.toArray().at(1));
    }
    return QCborValue(cbor::mapTag, map);
}

std::optional<QCborValue> bytesOf(const QString &word, const QCborValue &content)
{
    const auto bytes = QByteArray::fromBase64Encoding(content.toString().toLatin1(),
                                                      QByteArray::AbortOnBase64DecodingErrors);
    if (!content.isString() || !bytes)
        return std::nullopt;
    const QCborValue value(bytes.decoded);
    return word == "$ArrayBuffer"_L1 ? QCborValue(cbor::arrayBufferTag, value) : value;
}

std::optional<QCborValue> tagOf(const QCborArray &parts)
{
    if (parts.size() != 2 || !parts.at(0).isInteger() || parts.at(0).toInteger() < 0)
        return std::nullopt;
    return QCborValue(QCborTag(parts.at(0).toInteger()), parts.at(1));
}

std::optional<QCborValue> meaningOf(const QString &word, const QCborValue &content)
{
    if (word.startsWith("$$"_L1))
        return QCborArray{word.sliced(1), content};
    if (word == "$Undefined"_L1)
        return QCborValue(QCborValue::Undefined);
    if (word == "$BigInt"_L1)
        return cbor::fromBigInt(content.toString());
    if (word == "$Set"_L1 && content.isArray())
        return QCborValue(cbor::setTag, content);
    if (word == "$Map"_L1 && content.isArray())
        return mapOf(content.toArray());
    if (word == "$Uint8Array"_L1 || word == "$ArrayBuffer"_L1)
        return bytesOf(word, content);
    if (word == "$Tag"_L1 && content.isArray())
        return tagOf(content.toArray());
    if (word == "$Number"_L1 || word == "$Date"_L1) {
        const ValueKind kind = word == "$Date"_L1 ? ValueKind::Date : ValueKind::Float;
        const auto parsed = parseEditText(content.toString(), kind);
        return parsed ? std::optional(*parsed) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

QString quotedJson(QStringView string)
{
    QString text(u'"');
    for (const QChar c : string) {
        switch (c.unicode()) {
        case u'"':
            text += u"\\\""_s;
            break;
        case u'\\':
            text += u"\\\\"_s;
            break;
        case u'\n':
            text += u"\\n"_s;
            break;
        case u'\r':
            text += u"\\r"_s;
            break;
        case u'\t':
            text += u"\\t"_s;
            break;
        default:
            if (c.unicode() < 0x20 || c.unicode() == 0x7f || c.unicode() == 0x2028 || c.unicode() == 0x2029)
                text += u"\\u"_s + QString::number(c.unicode(), 16).rightJustified(4, u'0');
            else
                text += c;
        }
    }
    return text + u'"';
}

QCborValue JsonPairReader::unwrap(const QCborValue &value)
{
    if (value.isArray())
        return unwrapArray(value.toArray());
    if (!value.isMap())
        return value;
    QCborMap map = value.toMap();
    for (auto entry = map.begin(); entry != map.end(); ++entry) {
        const QCborValue item = entry.value();
        if (item.isArray() || item.isMap())
            entry.value() = unwrap(item);
    }
    return map;
}

QCborValue JsonPairReader::unwrapArray(QCborArray array)
{
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QCborValue item = array.at(i);
        if (item.isArray() || item.isMap())
            array[i] = unwrap(item);
    }
    const bool isPair =
        array.size() == 2 && array.at(0).isString() && array.at(0).toString().startsWith(u'$');
    if (!isPair)
        return array;
    const QString word = array.at(0).toString();
    const auto meaning = meaningOf(word, array.at(1));
    if (!meaning && m_failedWord.isEmpty())
        m_failedWord = word;
    return meaning.value_or(QCborValue());
}

} // namespace rove::ui
