// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace rove::ui {

/// What a console runs for an input.
struct ConsoleSource {
    QString source;
    /// The names that it declares.
    QStringList declared;
};

/// An input in the form in which a console can run one after the other: `let`, `const` and `class` at the top
/// become `var`, so that a name may be declared again; lines stay where they are.
[[nodiscard]] ConsoleSource toConsoleSource(const QString &input);

/// The input in parentheses, if it could be an object: `{a: 1}`. Null if it could not.
[[nodiscard]] QString asObjectLiteral(const QString &input);

} // namespace rove::ui
