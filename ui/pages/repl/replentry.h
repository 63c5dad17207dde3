// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/repl/replworker.h"

#include <QtCore/QDateTime>

#include <optional>

namespace rove::ui {

/// One line of a console's transcript. A value type.
struct ReplEntry {
    enum class Kind { Input, Result, Error, Console, Note };
    /// What became of an input.
    enum class State { Running, Done, Failed, Stopped };

    Kind kind = Kind::Input;
    /// The input it belongs to; 0 for what belongs to none.
    int run = 0;
    /// Input, message, or note; more than one line as often as not.
    QString text = {};
    /// An error's frames, a note's small print.
    QString details = {};
    /// What can be unfolded: a result, what an error carries, what was printed.
    std::optional<QCborValue> value = {};
    /// For Console: all that was printed, in one line.
    QCborArray printed = {};
    ConsoleLine::Level level = ConsoleLine::Level::Log;
    /// `$3`; empty once the world that kept it is gone.
    QString savedAs = {};
    State state = State::Running;
    std::chrono::microseconds duration{};
    QDateTime at = {};
};

/// One entry in plain text, for copying and for screen readers.
[[nodiscard]] QString plainText(const ReplEntry &entry);
/// What can be copied of a value: functions and the like are their descriptions.
[[nodiscard]] QCborValue withoutShownTags(const QCborValue &value);
/// What is shown in place of a value that could not leave its world; none for a value.
[[nodiscard]] std::optional<QString> shownText(const QCborValue &value);
/// What a value takes in memory, roughly, in bytes.
[[nodiscard]] qsizetype valueWeight(const QCborValue &value);
/// What an entry is, in a word.
[[nodiscard]] QString entryWord(const ReplEntry &entry);

} // namespace rove::ui
