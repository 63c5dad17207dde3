// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/widgets/jsonpairs.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/valuekind.h"

#include <QtCore/QUrl>

#include <cmath>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int indentWidth = 2;

QString pair(QLatin1StringView word, const QString &content)
{
    return u"[\""_s + word + u"\", "_s + content + u']';
}

/// Writes a value as text, depth first, keys in their own order.
class Printer {
public:
    explicit Printer(JsonLayout layout)
        : m_layout(layout)
    {}

    QString print(const QCborValue &value)
    {
        write(value);
        return std::move(m_text);
    }

private:
    void write(const QCborValue &value)
    {
        switch (kindOf(value)) {
        case ValueKind::Array:
            return writeArray(value.toArray());
        case ValueKind::Object:
            return writeObject(value.toMap());
        case ValueKind::Map:
            return writeWrapped("$Map"_L1, [&] { writeArray(entriesOf(value.taggedValue().toMap())); });
        case ValueKind::Set:
            return writeWrapped("$Set"_L1, [&] { writeArray(value.taggedValue().toArray()); });
        case ValueKind::Tagged:
            return writeTagged(value);
        default:
            m_text += scalar(value);
        }
    }

    static QString scalar(const QCborValue &value)
    {
        switch (kindOf(value)) {
        case ValueKind::Undefined:
            return pair("$Undefined"_L1, u"0"_s);
        case ValueKind::Float:
            return std::isfinite(value.toDouble()) ? editText(value)
                                                   : pair("$Number"_L1, quotedJson(editText(value)));
        case ValueKind::BigInt:
            return pair("$BigInt"_L1, quotedJson(editText(value)));
        case ValueKind::String:
            return quotedJson(value.toString());
        case ValueKind::Bytes: {
            const bool isBuffer = value.isTag() && value.tag() == cbor::arrayBufferTag;
            const QByteArray bytes = value.isTag() ? value.taggedValue().toByteArray() : value.toByteArray();
            return pair(isBuffer ? "$ArrayBuffer"_L1 : "$Uint8Array"_L1,
                        quotedJson(QString::fromLatin1(bytes.toBase64())));
        }
        case ValueKind::Date:
            return pair("$Date"_L1, quotedJson(editText(value)));
        default:
            return displayText(value);
        }
    }

    /// A Map's keys can be anything, so it is written as its entries.
    static QCborArray entriesOf(const QCborMap &map)
    {
        QCborArray entries;
        for (const auto &[key, value] : map)
            entries.append(QCborArray{key, value});
        return entries;
    }

    void writeTagged(const QCborValue &value)
    {
        // Qt turns some tags into types of its own; as bytes they are tags again.
        const QCborValue plain = value.isTag() ? value : taggedForm(value);
        writeWrapped("$Tag"_L1, [&] {
            m_text += u'[' + QString::number(quint64(plain.tag())) + u", "_s;
            write(plain.taggedValue());
            m_text += u']';
        });
    }

    static QCborValue taggedForm(const QCborValue &value)
    {
        if (value.isUrl())
            return QCborValue(QCborKnownTags::Url, value.toUrl().toString());
        if (value.isUuid())
            return QCborValue(QCborKnownTags::Uuid, value.toUuid().toRfc4122());
        if (value.isRegularExpression())
            return QCborValue(QCborKnownTags::RegularExpression, value.toRegularExpression().pattern());
        return QCborValue(QCborTag(0), displayText(value));
    }

    template <class Content>
    void writeWrapped(QLatin1StringView word, const Content &content)
    {
        m_text += u"[\""_s + word + u"\", "_s;
        content();
        m_text += u']';
    }

    void writeArray(const QCborArray &array)
    {
        if (array.isEmpty()) {
            m_text += u"[]"_s;
            return;
        }
        const bool isEscaped =
            array.size() == 2 && array.at(0).isString() && array.at(0).toString().startsWith(u'$');
        open(u'[');
        for (qsizetype i = 0; i < array.size(); ++i) {
            next(i == 0);
            if (i == 0 && isEscaped)
                m_text += quotedJson(QString(u'$' + array.at(0).toString()));
            else
                write(array.at(i));
        }
        close(u']');
    }

    void writeObject(const QCborMap &map)
    {
        if (map.isEmpty()) {
            m_text += u"{}"_s;
            return;
        }
        open(u'{');
        bool first = true;
        for (const auto &[key, value] : map) {
            next(std::exchange(first, false));
            m_text += quotedJson(key.isString() ? key.toString() : displayText(key)) + u": "_s;
            write(value);
        }
        close(u'}');
    }

    void open(QChar bracket)
    {
        m_text += bracket;
        ++m_depth;
    }

    void next(bool first)
    {
        if (!first)
            m_text += u',';
        if (m_layout == JsonLayout::Indented)
            newLine();
        else if (!first)
            m_text += u' ';
    }

    void close(QChar bracket)
    {
        --m_depth;
        if (m_layout == JsonLayout::Indented)
            newLine();
        m_text += bracket;
    }

    void newLine() { m_text += u'\n' + QString(m_depth * indentWidth, u' '); }

    JsonLayout m_layout;
    QString m_text;
    int m_depth = 0;
};

} // namespace

QString toJsonText(const QCborValue &value, JsonLayout layout)
{
    return Printer(layout).print(value);
}

} // namespace rove::ui
