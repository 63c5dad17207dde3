// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "ui/widgets/jsonpairs.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QCborStreamWriter>
#include <QtCore/QSet>

#include <cmath>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

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
            return failAt(start, WidgetText::tr("The key %1 is there twice.").arg(quotedJson(key)));
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

} // namespace

std::expected<QCborValue, JsonTextError> parseJsonText(QStringView text)
{
    Reader reader(text);
    const auto plain = reader.read();
    if (!plain)
        return plain;
    JsonPairReader unwrapper;
    QCborValue value = unwrapper.unwrap(*plain);
    if (unwrapper.failedWord().isEmpty())
        return value;
    const qsizetype offset = std::max<qsizetype>(0, text.indexOf(quotedJson(unwrapper.failedWord())));
    return std::unexpected(reader.errorAt(
        offset, WidgetText::tr("This pair has no meaning with %1. For a real pair, write the first $ twice.")
                    .arg(unwrapper.failedWord())));
}

} // namespace rove::ui
