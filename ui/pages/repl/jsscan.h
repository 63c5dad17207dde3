// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

/// What the console reads out of JavaScript without running it. Not a parser: it knows where strings,
/// comments and brackets begin and end, which is what colours, completion and "is this finished?" need.
namespace rove::ui {

struct JsToken {
    enum class Kind { Identifier, Keyword, Number, String, Template, Regex, Comment, Punctuator };

    Kind kind;
    qsizetype start;
    qsizetype size;
    /// How many brackets are open before it.
    int depth;
    /// True if a line begins between the token before and this one.
    bool isAfterNewLine;

    [[nodiscard]] QStringView of(QStringView source) const { return source.sliced(start, size); }
};

struct JsScan {
    QList<JsToken> tokens;
    /// Open brackets at the end; negative if there are too many closing ones.
    int depth = 0;
    /// True if a string, template, regular expression or comment is open at the end.
    bool isOpen = false;
};

[[nodiscard]] JsScan scanJs(QStringView source);
/// The tokens without comments.
[[nodiscard]] QList<JsToken> codeTokens(const JsScan &scan);

/// False while more is needed: an open bracket or string, an operator at the end.
[[nodiscard]] bool isCompleteJs(QStringView source);

/// The chain of names and positions that ends at `cursor`: `state.users[0].na`; empty for none.
[[nodiscard]] QString chainBefore(QStringView source, qsizetype cursor);

/// The call that the cursor is inside of, as `actor.send` and the number of the argument from 0.
struct JsCall {
    QString callee;
    int argument = 0;
};
[[nodiscard]] JsCall callAround(QStringView source, qsizetype cursor);

/// Names of the language that a console completes.
[[nodiscard]] const QStringList &jsGlobals();
[[nodiscard]] bool isJsIdentifier(QStringView name);

} // namespace rove::ui
