// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/jsscan.h"

#include <QtCore/QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Kind = JsToken::Kind;

const QSet<QString> &keywords()
{
    static const QSet<QString> words{
        u"async"_s,    u"await"_s,      u"break"_s,   u"case"_s,   u"catch"_s,    u"class"_s, u"const"_s,
        u"continue"_s, u"debugger"_s,   u"default"_s, u"delete"_s, u"do"_s,       u"else"_s,  u"export"_s,
        u"extends"_s,  u"false"_s,      u"finally"_s, u"for"_s,    u"function"_s, u"if"_s,    u"import"_s,
        u"in"_s,       u"instanceof"_s, u"let"_s,     u"new"_s,    u"null"_s,     u"of"_s,    u"return"_s,
        u"static"_s,   u"super"_s,      u"switch"_s,  u"this"_s,   u"throw"_s,    u"true"_s,  u"try"_s,
        u"typeof"_s,   u"undefined"_s,  u"var"_s,     u"void"_s,   u"while"_s,    u"with"_s,  u"yield"_s};
    return words;
}

/// After these words a slash begins a regular expression, and a line is not finished.
bool wantsOperand(QStringView word)
{
    static const QSet<QString> words{u"await"_s,   u"case"_s,  u"delete"_s,     u"do"_s,   u"else"_s,
                                     u"extends"_s, u"in"_s,    u"instanceof"_s, u"new"_s,  u"of"_s,
                                     u"return"_s,  u"throw"_s, u"typeof"_s,     u"void"_s, u"yield"_s};
    return words.contains(word.toString());
}

bool isWordStart(QChar c)
{
    return c.isLetter() || c == u'_' || c == u'$' || c.isSurrogate();
}

bool isWordPart(QChar c)
{
    return isWordStart(c) || c.isDigit() || c.isMark();
}

class Scanner {
public:
    explicit Scanner(QStringView source)
        : m_source(source)
    {}

    JsScan run()
    {
        while (m_at < m_source.size())
            step();
        m_scan.isOpen = m_scan.isOpen || !m_templates.isEmpty();
        m_scan.depth = m_depth;
        return std::move(m_scan);
    }

private:
    void step()
    {
        const QChar c = m_source.at(m_at);
        if (c == u'\n')
            m_isNewLine = true;
        if (c.isSpace())
            ++m_at;
        else if (c == u'/' && peek(1) == u'/')
            take(Kind::Comment, endOfLine());
        else if (c == u'/' && peek(1) == u'*')
            takeUntil(Kind::Comment, u"*/", 2);
        else if (c == u'"' || c == u'\'')
            takeQuoted(c);
        else if (c == u'`')
            takeTemplate(1);
        else if (c == u'}' && !m_templates.isEmpty() && m_templates.last() == m_depth - 1)
            continueTemplate();
        else if (c == u'/' && isOperandWanted())
            takeRegex();
        else if (isWordStart(c) || (c == u'#' && isWordStart(peek(1))))
            takeWord();
        else if (c.isDigit() || (c == u'.' && peek(1).isDigit()))
            takeNumber();
        else
            takePunctuator(c);
    }

    [[nodiscard]] QChar peek(qsizetype ahead) const
    {
        return m_at + ahead < m_source.size() ? m_source.at(m_at + ahead) : QChar();
    }

    void take(Kind kind, qsizetype end)
    {
        m_scan.tokens.append({kind, m_at, end - m_at, m_depth, m_isNewLine});
        m_isNewLine = false;
        m_at = end;
    }

    [[nodiscard]] qsizetype endOfLine() const
    {
        const qsizetype end = m_source.indexOf(u'\n', m_at);
        return end < 0 ? m_source.size() : end;
    }

    void takeUntil(Kind kind, QStringView closing, qsizetype skipped)
    {
        const qsizetype end = m_source.indexOf(closing, m_at + skipped);
        m_scan.isOpen = m_scan.isOpen || end < 0;
        take(kind, end < 0 ? m_source.size() : end + closing.size());
    }

    void takeQuoted(QChar quote)
    {
        qsizetype end = m_at + 1;
        while (end < m_source.size() && m_source.at(end) != quote && m_source.at(end) != u'\n')
            end += m_source.at(end) == u'\\' ? 2 : 1;
        end = std::min(end, m_source.size());
        // A string that ends with its line is an error, not an input to be gone on with.
        m_scan.isOpen = m_scan.isOpen || end == m_source.size();
        take(Kind::String, std::min(end + 1, m_source.size()));
    }

    /// Up to the closing back-tick, or to a `${`, behind which code goes on.
    void takeTemplate(qsizetype skipped)
    {
        qsizetype end = m_at + skipped;
        while (end < m_source.size() && m_source.at(end) != u'`') {
            if (m_source.at(end) == u'$' && end + 1 < m_source.size() && m_source.at(end + 1) == u'{') {
                take(Kind::Template, end + 2);
                m_templates.append(m_depth++);
                return;
            }
            end += m_source.at(end) == u'\\' ? 2 : 1;
        }
        m_scan.isOpen = m_scan.isOpen || end >= m_source.size();
        take(Kind::Template, std::min(end + 1, m_source.size()));
    }

    void continueTemplate()
    {
        m_depth = m_templates.takeLast();
        takeTemplate(1);
    }

    void takeRegex()
    {
        qsizetype end = m_at + 1;
        bool isClass = false;
        while (end < m_source.size() && m_source.at(end) != u'\n' && (isClass || m_source.at(end) != u'/')) {
            const QChar c = m_source.at(end);
            isClass = c == u'[' || (isClass && c != u']');
            end += c == u'\\' ? 2 : 1;
        }
        end = std::min(end + 1, m_source.size());
        while (end < m_source.size() && isWordPart(m_source.at(end)))
            ++end;
        take(Kind::Regex, end);
    }

    void takeWord()
    {
        qsizetype end = m_at + 1;
        while (end < m_source.size() && isWordPart(m_source.at(end)))
            ++end;
        const QStringView word = m_source.sliced(m_at, end - m_at);
        const bool isMember = !m_scan.tokens.isEmpty() && last() == "."_L1;
        take(!isMember && keywords().contains(word.toString()) ? Kind::Keyword : Kind::Identifier, end);
    }

    void takeNumber()
    {
        qsizetype end = m_at + 1;
        while (end < m_source.size() && (isWordPart(m_source.at(end)) || m_source.at(end) == u'.' ||
                                         ((m_source.at(end) == u'-' || m_source.at(end) == u'+') &&
                                          m_source.at(end - 1).toLower() == u'e')))
            ++end;
        take(Kind::Number, end);
    }

    void takePunctuator(QChar c)
    {
        if (c == u')' || c == u']' || c == u'}')
            --m_depth;
        qsizetype size = 1;
        for (const QStringView longer : {u"=>", u"?.", u"++", u"--", u"&&", u"||", u"??", u"..."}) {
            if (m_source.sliced(m_at).startsWith(longer))
                size = longer.size();
        }
        take(Kind::Punctuator, m_at + size);
        if (c == u'(' || c == u'[' || c == u'{')
            ++m_depth;
    }

    [[nodiscard]] QStringView last() const { return m_scan.tokens.constLast().of(m_source); }

    [[nodiscard]] bool isOperandWanted() const
    {
        const auto before = std::ranges::find_if(m_scan.tokens.crbegin(), m_scan.tokens.crend(),
                                                 [](const JsToken &t) { return t.kind != Kind::Comment; });
        if (before == m_scan.tokens.crend())
            return true;
        const QStringView text = before->of(m_source);
        switch (before->kind) {
        case Kind::Keyword:
            return wantsOperand(text);
        case Kind::Punctuator:
            return text != ")"_L1 && text != "]"_L1 && text != "}"_L1 && text != "++"_L1 && text != "--"_L1;
        case Kind::Template:
            return text.endsWith("${"_L1);
        default:
            return false;
        }
    }

    QStringView m_source;
    JsScan m_scan;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_isNewLine = false;
    /// The depths at which templates were left for code.
    QList<int> m_templates;
};

} // namespace

JsScan scanJs(QStringView source)
{
    return Scanner(source).run();
}

QList<JsToken> codeTokens(const JsScan &scan)
{
    QList<JsToken> code;
    std::ranges::copy_if(scan.tokens, std::back_inserter(code),
                         [](const JsToken &token) { return token.kind != Kind::Comment; });
    return code;
}

bool isCompleteJs(QStringView source)
{
    const JsScan scan = scanJs(source);
    if (scan.depth > 0 || scan.isOpen)
        return false;
    const QList<JsToken> code = codeTokens(scan);
    if (code.isEmpty())
        return true;
    const QStringView end = code.constLast().of(source);
    if (code.constLast().kind == Kind::Keyword)
        return !wantsOperand(end);
    if (code.constLast().kind != Kind::Punctuator)
        return true;
    static const QSet<QString> finished{u")"_s, u"]"_s, u"}"_s, u";"_s, u"++"_s, u"--"_s};
    return finished.contains(end.toString());
}

QString chainBefore(QStringView source, qsizetype cursor)
{
    const QList<JsToken> code = codeTokens(scanJs(source.first(cursor)));
    if (code.isEmpty() || code.constLast().start + code.constLast().size != cursor)
        return {};
    qsizetype first = code.size();
    bool wantsName = true;
    while (first > 0) {
        const JsToken &token = code.at(first - 1);
        const QStringView text = token.of(source);
        const bool isWord = token.kind == Kind::Identifier || token.kind == Kind::Keyword;
        if (text == "."_L1 || text == "?."_L1) {
            wantsName = true;
        } else if (wantsName && isWord) {
            wantsName = false;
        } else if (wantsName && text == "]"_L1) {
            // A position: back to its opening bracket, which the name before belongs to.
            qsizetype open = first - 2;
            while (open >= 0 && code.at(open).of(source) != "["_L1)
                --open;
            if (open < 0 || first - 2 - open != 1)
                break;
            first = open + 1;
        } else {
            break;
        }
        --first;
    }
    return first < code.size() ? source.sliced(code.at(first).start, cursor - code.at(first).start).toString()
                               : QString();
}

JsCall callAround(QStringView source, qsizetype cursor)
{
    const QStringView before = source.first(cursor);
    const QList<JsToken> code = codeTokens(scanJs(before));
    int closed = 0;
    int commas = 0;
    for (qsizetype i = code.size() - 1; i >= 0; --i) {
        const QStringView text = code.at(i).of(before);
        if (text == ")"_L1 || text == "]"_L1 || text == "}"_L1)
            ++closed;
        else if ((text == "("_L1 || text == "["_L1 || text == "{"_L1) && closed > 0)
            --closed;
        else if (text == "("_L1)
            return {chainBefore(before, code.at(i).start), commas};
        else if (text == "["_L1 || text == "{"_L1)
            commas = 0;
        else if (text == ","_L1 && closed == 0)
            ++commas;
    }
    return {};
}

const QStringList &jsGlobals()
{
    static const QStringList names{
        u"Array"_s,      u"ArrayBuffer"_s, u"BigInt"_s,     u"Boolean"_s, u"Date"_s,   u"Error"_s,
        u"JSON"_s,       u"Map"_s,         u"Math"_s,       u"Number"_s,  u"Object"_s, u"Promise"_s,
        u"Proxy"_s,      u"Reflect"_s,     u"RegExp"_s,     u"Set"_s,     u"String"_s, u"Symbol"_s,
        u"TypeError"_s,  u"Uint8Array"_s,  u"WeakMap"_s,    u"async"_s,   u"await"_s,  u"const"_s,
        u"for"_s,        u"function"_s,    u"globalThis"_s, u"isNaN"_s,   u"let"_s,    u"new"_s,
        u"parseFloat"_s, u"parseInt"_s,    u"return"_s,     u"throw"_s,   u"typeof"_s, u"undefined"_s,
        u"while"_s};
    return names;
}

bool isJsIdentifier(QStringView name)
{
    return !name.isEmpty() && isWordStart(name.front()) && std::ranges::all_of(name, isWordPart) &&
           !keywords().contains(name.toString());
}

} // namespace rove::ui
