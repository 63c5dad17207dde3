// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/log.h"

#include "protocol/base/limits.h"

#include <QtCore/QStringList>
#include <QtCore/QtEnvironmentVariables>

#include <algorithm>
#include <array>
#include <cstdio>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array levelNames{"TRACE"_L1, "DEBUG"_L1, "INFO"_L1, "WARN"_L1, "ERROR"_L1, "SILENT"_L1};

bool needsQuotes(const QString &value)
{
    return value.isEmpty() || std::ranges::any_of(value, [](QChar character) {
               return character <= u' ' || character == u'"' || character == u'=' || character == u'\\';
           });
}

QString quoted(const QString &value)
{
    QString result = u"\""_s;
    for (const QChar character : value) {
        if (character == u'"' || character == u'\\')
            result += u'\\';
        if (character == u'\n')
            result += u"\\n"_s;
        else if (character == u'\r')
            result += u"\\r"_s;
        else
            result += character;
    }
    return result + u'"';
}

QString formatted(const QString &value)
{
    const QString clipped = value.left(limits::logValueCharactersMax);
    return needsQuotes(clipped) ? quoted(clipped) : clipped;
}

} // namespace

std::optional<LogLevel> logLevelFromName(QStringView name)
{
    const auto found = std::ranges::find_if(
        levelNames, [&](QLatin1StringView known) { return name.compare(known, Qt::CaseInsensitive) == 0; });
    if (found == levelNames.end())
        return std::nullopt;
    return static_cast<LogLevel>(found - levelNames.begin());
}

LogLevel logLevelFromEnvironment()
{
    return logLevelFromName(qEnvironmentVariable("RIVET_LOG_LEVEL")).value_or(LogLevel::Info);
}

QByteArray logLine(LogLevel level, const QString &message, const LogFields &fields)
{
    // The message is quoted always, as RivetKit does.
    QString line = u"level="_s % levelNames.at(static_cast<std::size_t>(level)) % u" msg="_s %
                   quoted(message.left(limits::logValueCharactersMax));
    for (const auto &[name, value] : fields)
        line += u' ' % name % u'=' % formatted(value);
    return line.toUtf8();
}

void logToStandardError(const QByteArray &line)
{
    // One call for the whole line, so that lines of several workers do not mix.
    const QByteArray whole = line + '\n';
    std::fwrite(whole.constData(), 1, static_cast<std::size_t>(whole.size()), stderr);
}

} // namespace rove::runtime
