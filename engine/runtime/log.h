// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>
#include <QtCore/QString>

#include <functional>
#include <optional>
#include <utility>

/// Log lines in RivetKit's form: logfmt, one line a message (spec/engine-api.md 9.4).
namespace rove::runtime {

enum class LogLevel { Trace, Debug, Info, Warn, Error, Off };

using LogFields = QList<std::pair<QString, QString>>;
/// Takes one finished line, without its line end. Called from any worker.
using LogSink = std::function<void(const QByteArray &line)>;

/// `trace`, `debug`, `info`, `warn`, `error` or `silent`, in any case; none for another word.
[[nodiscard]] std::optional<LogLevel> logLevelFromName(QStringView name);

/// `RIVET_LOG_LEVEL`, or Info where it is missing or unknown.
[[nodiscard]] LogLevel logLevelFromEnvironment();

/// `level=INFO msg="…" field=value`; values are clipped at `limits::logValueCharactersMax` and quoted where
/// needed.
[[nodiscard]] QByteArray logLine(LogLevel level, const QString &message, const LogFields &fields);

/// Writes the line to the standard error stream.
void logToStandardError(const QByteArray &line);

} // namespace rove::runtime
