// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/consolesource.h"

#include "ui/pages/repl/jsscan.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Kind = JsToken::Kind;

/// Turns the declarations at the top into `var`.
class Declarations {
public:
    explicit Declarations(const QString &input)
        : m_input(input)
        , m_code(codeTokens(scanJs(input)))
    {}

    ConsoleSource run()
    {
        for (qsizetype i = 0; i < m_code.size(); ++i) {
            const JsToken &token = m_code.at(i);
            if (token.depth != 0 || token.kind != Kind::Keyword || !isStatementStart(i))
                continue;
            const QStringView word = text(i);
            if (word == "let"_L1 || word == "const"_L1 || word == "var"_L1)
                declareVariables(i);
            else if (word == "class"_L1 && isName(i + 1))
                declareClass(i);
            else if (word == "function"_L1 || (word == "async"_L1 && text(i + 1) == "function"_L1))
                declareFunction(i);
        }
        return build();
    }

private:
    struct Edit {
        qsizetype at;
        qsizetype size;
        QString text;
    };

    [[nodiscard]] QStringView text(qsizetype i) const
    {
        return i >= 0 && i < m_code.size() ? m_code.at(i).of(m_input) : QStringView();
    }
    [[nodiscard]] bool isName(qsizetype i) const
    {
        return i < m_code.size() && m_code.at(i).kind == Kind::Identifier;
    }
    [[nodiscard]] bool isStatementStart(qsizetype i) const
    {
        if (i == 0)
            return true;
        const QStringView before = text(i - 1);
        return before == ";"_L1 || before == "}"_L1 ||
               (m_code.at(i).isAfterNewLine && before != "="_L1 && before != "=>"_L1 && before != ","_L1);
    }

    void declareVariables(qsizetype keyword)
    {
        const bool isLet = text(keyword) == "let"_L1;
        // `let` may also be a name.
        if (!isName(keyword + 1) && text(keyword + 1) != "{"_L1 && text(keyword + 1) != "["_L1)
            return;
        if (text(keyword) != "var"_L1)
            m_edits.append(
                {m_code.at(keyword).start, m_code.at(keyword).size, isLet ? u"var"_s : u"var  "_s});
        bool isDeclarator = true;
        for (qsizetype i = keyword + 1; i < m_code.size(); ++i) {
            const JsToken &token = m_code.at(i);
            const bool isPattern = isDeclarator && i == keyword + 1 && !isName(i);
            if (isPattern) {
                i = declarePattern(i);
                isDeclarator = false;
                continue;
            }
            if (token.depth == 0 && (text(i) == ";"_L1 || (token.isAfterNewLine && !isDeclarator)))
                return;
            if (isDeclarator && isName(i)) {
                m_declared.append(text(i).toString());
                // A `let` without a value says undefined, also for a name that had one.
                const bool isBare =
                    text(i + 1).isEmpty() || text(i + 1) == ";"_L1 || text(i + 1) == ","_L1 ||
                    (i + 1 < m_code.size() && m_code.at(i + 1).isAfterNewLine && text(i + 1) != "="_L1);
                if (isLet && isBare)
                    m_edits.append({token.start + token.size, 0, u" = undefined"_s});
                isDeclarator = false;
            } else if (token.depth == 0 && text(i) == ","_L1) {
                isDeclarator = true;
            }
        }
    }

    /// The names of a pattern: those that a comma, a closing bracket or a default value follows.
    qsizetype declarePattern(qsizetype open)
    {
        const int depth = m_code.at(open).depth;
        qsizetype i = open + 1;
        for (; i < m_code.size() && m_code.at(i).depth > depth; ++i) {
            const QStringView next = text(i + 1);
            if (isName(i) && (next == ","_L1 || next == "}"_L1 || next == "]"_L1 || next == "="_L1))
                m_declared.append(text(i).toString());
        }
        return i;
    }

    void declareClass(qsizetype keyword)
    {
        const QString name = text(keyword + 1).toString();
        m_declared.append(name);
        m_edits.append({m_code.at(keyword).start, 0, u"var %1="_s.arg(name)});
        // As an expression it needs an end, which the line after might take away.
        for (qsizetype i = keyword + 2; i < m_code.size(); ++i) {
            if (m_code.at(i).depth == 0 && text(i) == "}"_L1) {
                m_edits.append({m_code.at(i).start + 1, 0, u";"_s});
                return;
            }
        }
    }

    void declareFunction(qsizetype keyword)
    {
        qsizetype name = keyword + (text(keyword) == "async"_L1 ? 2 : 1);
        if (text(name) == "*"_L1)
            ++name;
        if (isName(name))
            m_declared.append(text(name).toString());
    }

    ConsoleSource build()
    {
        std::ranges::stable_sort(m_edits, {}, &Edit::at);
        ConsoleSource result{.source = {}, .declared = m_declared};
        qsizetype at = 0;
        for (const Edit &edit : m_edits) {
            result.source += QStringView(m_input).sliced(at, edit.at - at);
            result.source += edit.text;
            at = edit.at + edit.size;
        }
        result.source += QStringView(m_input).sliced(at);
        result.declared.removeDuplicates();
        return result;
    }

    QString m_input;
    QList<JsToken> m_code;
    QList<Edit> m_edits;
    QStringList m_declared;
};

} // namespace

ConsoleSource toConsoleSource(const QString &input)
{
    return Declarations(input).run();
}

QString asObjectLiteral(const QString &input)
{
    QString text = input.trimmed();
    if (text.endsWith(u';'))
        text = text.chopped(1).trimmed();
    return text.startsWith(u'{') && text.endsWith(u'}') ? QString(u'(' % text % u')') : QString();
}

} // namespace rove::ui
