// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborValue>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <functional>
#include <map>
#include <optional>

namespace rove::ui {

/// What an input can be completed to at one place.
struct Completion {
    enum class Kind { Action, Property, Result, Variable, Global, Snippet };

    Kind kind = Kind::Global;
    QString label;
    /// Muted beside it: a value, arguments, what it is.
    QString detail = {};
    /// What is put in place of the text from `Completions::from`.
    QString inserted = {};
    /// How far before the end of that the cursor goes.
    int cursorBack = 0;
};

struct Completions {
    qsizetype from = 0;
    QList<Completion> items;
};

/// What a console knows to complete with.
struct CompletionSource {
    QStringList actions = {};
    std::function<QString(const QString &action)> lastArguments = {};
    std::optional<QCborValue> state = {};
    QStringList savedNames = {};
    std::function<std::optional<QCborValue>(const QString &name)> saved = {};
    QStringList declared = {};
    std::map<QString, QString> snippets = {};
};

/// Completions at the cursor, best first and bounded. Without a single letter typed there are some only after
/// a dot, unless it was `asked` for.
enum class CompletionAsked { No, Yes };
[[nodiscard]] Completions completionsAt(QStringView text, qsizetype cursor, const CompletionSource &source,
                                        CompletionAsked asked);

/// What is known of the call around the cursor: "send(…), last called with "ada", "hi""; empty for nothing.
[[nodiscard]] QString callHintAt(QStringView text, qsizetype cursor, const CompletionSource &source);

} // namespace rove::ui
