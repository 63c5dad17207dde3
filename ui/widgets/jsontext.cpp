// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsontext.h"

#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "ui/widgets/valuekind.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QCborStreamWriter>
#include <QtCore/QDateTime>
#include <QtCore/QSet>
#include <QtCore/QTimeZone>
#include <QtCore/QUrl>

#include <cmath>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int indentWidth = 2;

QString quoted(QStringView string)
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
                                                   : pair("$Number"_L1, quoted(editText(value)));
        case ValueKind::BigInt:
            return pair("$BigInt"_L1, quoted(editText(value)));
        case ValueKind::String:
            return quoted(value.toString());
        case ValueKind::Bytes: {
            const bool isBuffer = value.isTag() && value.tag() == cbor::arrayBufferTag;
            const QByteArray bytes = value.isTag() ? value.taggedValue().toByteArray() : value.toByteArray();
            return pair(isBuffer ? "$ArrayBuffer"_L1 : "$Uint8Array"_L1,
                        quoted(QString::fromLatin1(bytes.toBase64())));
        }
        case ValueKind::Date:
            return pair("$Date"_L1, quoted(editText(value)));
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
                m_text += quoted(QString(u'$' + array.at(0).toString()));
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
            m_text += quoted(key.isString() ? key.toString() : displayText(key)) + u": "_s;
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

/// Reads strict JSON into CBOR bytes, which keep the order of keys and, unlike inserting into a QCborMap one
/// by one, cost linear time. The first fault sticks and ends the reading.
class Reader {
public:
    explicit Reader(QStringView text)
        : m_text(text)
        , m_writer(&m_bytes)
    {}

    std::expected<QCborValue, JsonTextError> read()
    {
        readValue(0);
        skipSpace();
        if (!m_failed && m_at < m_text.size())
            fail(WidgetText::tr("There is more text after the value."));
        if (m_failed)
            return std::unexpected(m_error);
        return QCborValue::fromCbor(m_bytes);
    }

    [[nodiscard]] JsonTextError errorAt(qsizetype offset, const QString &message) const
    {
        JsonTextError error{.line = 1, .column = 1, .offset = offset, .message = message};
        for (const QChar c : m_text.first(offset)) {
            error.column = c == u'\n' ? 1 : error.column + 1;
            error.line += c == u'\n';
        }
        return error;
    }

private:
    void fail(const QString &message) { failAt(m_at, message); }

    void failAt(qsizetype offset, const QString &message)
    {
        if (std::exchange(m_failed, true))
            return;
        m_error = errorAt(offset, message);
    }

    [[nodiscard]] QChar peek() const { return m_at < m_text.size() ? m_text.at(m_at) : QChar(); }

    bool take(QChar c)
    {
        if (peek() != c || m_at >= m_text.size())
            return false;
        ++m_at;
        return true;
    }

    void skipSpace()
    {
        while (m_at < m_text.size() &&
               (peek() == u' ' || peek() == u'\n' || peek() == u'\r' || peek() == u'\t'))
            ++m_at;
    }

    void readValue(int depth)
    {
        skipSpace();
        if (m_failed)
            return;
        if (depth > limits::nestingDepthMax)
            return fail(WidgetText::tr("This nests too deeply."));
        if (m_at >= m_text.size())
            return fail(WidgetText::tr("A value is missing here."));
        switch (peek().unicode()) {
        case u'{':
            return readObject(depth);
        case u'[':
            return readArray(depth);
        case u'"':
            m_writer.append(readString());
            return;
        default:
            if (peek() == u'-' || peek().isDigit())
                return readNumber();
            return readWord();
        }
    }

    void readObject(int depth)
    {
        take(u'{');
        m_writer.startMap();
        QSet<QString> keys;
        skipSpace();
        if (!take(u'}')) {
            do {
                readEntry(keys, depth);
                skipSpace();
            } while (!m_failed && take(u','));
            if (!m_failed && !take(u'}'))
                fail(WidgetText::tr("A comma or } is missing here."));
        }
        if (!m_failed)
            m_writer.endMap();
    }

    void readEntry(QSet<QString> &keys, int depth)
    {
        skipSpace();
        const qsizetype start = m_at;
        if (peek() != u'"')
            return fail(WidgetText::tr("A key in double quotes is missing here."));
        const QString key = readString();
        if (m_failed)
            return;
        if (keys.contains(key))
            return failAt(start, WidgetText::tr("The key %1 is there twice.").arg(quoted(key)));
        keys.insert(key);
        m_writer.append(key);
        skipSpace();
        if (!take(u':'))
            return fail(WidgetText::tr("A colon is missing here."));
        readValue(depth + 1);
    }

    void readArray(int depth)
    {
        take(u'[');
        m_writer.startArray();
        skipSpace();
        if (!take(u']')) {
            do {
                readValue(depth + 1);
                skipSpace();
            } while (!m_failed && take(u','));
            if (!m_failed && !take(u']'))
                fail(WidgetText::tr("A comma or ] is missing here."));
        }
        if (!m_failed)
            m_writer.endArray();
    }

    QString readString()
    {
        const qsizetype start = m_at;
        take(u'"');
        QString string;
        while (!m_failed && m_at < m_text.size() && peek() != u'"') {
            if (peek().unicode() < 0x20)
                fail(WidgetText::tr("A line end or control character in a string must be escaped."));
            else if (take(u'\\'))
                string += readEscape();
            else
                string += m_text.at(m_at++);
        }
        if (!m_failed && !take(u'"'))
            failAt(start, WidgetText::tr("This string has no end."));
        return string;
    }

    QChar readEscape()
    {
        constexpr std::u16string_view names = u"\"\\/bfnrt";
        constexpr std::u16string_view meanings = u"\"\\/\b\f\n\r\t";
        if (take(u'u'))
            return readUnicodeEscape();
        const std::size_t found = names.find(peek().unicode());
        if (m_at >= m_text.size() || found == std::u16string_view::npos) {
            fail(WidgetText::tr("There is no such escape."));
            return {};
        }
        ++m_at;
        return meanings[found];
    }

    QChar readUnicodeEscape()
    {
        bool ok = m_at + 4 <= m_text.size();
        const uint code = ok ? m_text.sliced(m_at, 4).toUInt(&ok, 16) : 0;
        if (!ok) {
            fail(WidgetText::tr("\\u wants four hexadecimal digits."));
            return {};
        }
        m_at += 4;
        return QChar(char16_t(code));
    }

    void skipDigits()
    {
        if (!peek().isDigit())
            return fail(WidgetText::tr("A digit is missing here."));
        while (peek().unicode() >= u'0' && peek().unicode() <= u'9')
            ++m_at;
    }

    void readNumber()
    {
        const qsizetype start = m_at;
        take(u'-');
        if (!take(u'0'))
            skipDigits();
        const qsizetype wholeEnd = m_at;
        if (take(u'.'))
            skipDigits();
        if (!m_failed && (take(u'e') || take(u'E'))) {
            if (!take(u'+'))
                take(u'-');
            skipDigits();
        }
        if (m_failed)
            return;
        const QStringView digits = m_text.sliced(start, m_at - start);
        bool isInteger = m_at == wholeEnd && digits != "-0"_L1;
        const qint64 integer = isInteger ? digits.toLongLong(&isInteger) : 0;
        // Beyond 2^53 JavaScript has doubles only, and an integer would arrive as a BigInt.
        if (isInteger && std::abs(double(integer)) <= 9007199254740991.0)
            m_writer.append(integer);
        else
            m_writer.append(digits.toDouble());
    }

    void readWord()
    {
        const qsizetype start = m_at;
        while (peek().isLetterOrNumber() || peek() == u'_' || peek() == u'$')
            ++m_at;
        const QStringView word = m_text.sliced(start, m_at - start);
        if (word == "true"_L1 || word == "false"_L1)
            m_writer.append(word == "true"_L1);
        else if (word == "null"_L1)
            m_writer.append(nullptr);
        else
            failAt(start, word.isEmpty() ? WidgetText::tr("A value is missing here.")
                                         : WidgetText::tr("%1 is not a JSON value.").arg(word));
    }

    QStringView m_text;
    qsizetype m_at = 0;
    bool m_failed = false;
    JsonTextError m_error;
    QByteArray m_bytes;
    QCborStreamWriter m_writer;
};

/// Turns `$` pairs into what they stand for, from the inside out; remembers the first word that has no
/// meaning.
class Unwrapper {
public:
    QCborValue unwrap(const QCborValue &value)
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

    [[nodiscard]] const QString &failedWord() const { return m_failedWord; }

private:
    QCborValue unwrapArray(QCborArray array)
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

    static std::optional<QCborValue> meaningOf(const QString &word, const QCborValue &content)
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

    static std::optional<QCborValue> mapOf(const QCborArray &entries)
    {
        QCborMap map;
        for (const QCborValue &entry : entries) {
            if (!entry.isArray() || entry.toArray().size() != 2)
                return std::nullopt;
            map.insert(entry.toArray().at(0), entry.toArray().at(1));
        }
        return QCborValue(cbor::mapTag, map);
    }

    static std::optional<QCborValue> bytesOf(const QString &word, const QCborValue &content)
    {
        const auto bytes = QByteArray::fromBase64Encoding(content.toString().toLatin1(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (!content.isString() || !bytes)
            return std::nullopt;
        const QCborValue value(bytes.decoded);
        return word == "$ArrayBuffer"_L1 ? QCborValue(cbor::arrayBufferTag, value) : value;
    }

    static std::optional<QCborValue> tagOf(const QCborArray &parts)
    {
        if (parts.size() != 2 || !parts.at(0).isInteger() || parts.at(0).toInteger() < 0)
            return std::nullopt;
        return QCborValue(QCborTag(parts.at(0).toInteger()), parts.at(1));
    }

    QString m_failedWord;
};

} // namespace

QString toJsonText(const QCborValue &value, JsonLayout layout)
{
    return Printer(layout).print(value);
}

std::expected<QCborValue, JsonTextError> parseJsonText(QStringView text)
{
    Reader reader(text);
    const auto plain = reader.read();
    if (!plain)
        return plain;
    Unwrapper unwrapper;
    QCborValue value = unwrapper.unwrap(*plain);
    if (unwrapper.failedWord().isEmpty())
        return value;
    const qsizetype offset = std::max<qsizetype>(0, text.indexOf(quoted(unwrapper.failedWord())));
    return std::unexpected(reader.errorAt(
        offset, WidgetText::tr("This pair has no meaning with %1. For a real pair, write the first $ twice.")
                    .arg(unwrapper.failedWord())));
}

} // namespace rove::ui
