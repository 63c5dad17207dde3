// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCommandLineOption>
#include <QtCore/QCommandLineParser>
#include <QtCore/QString>

#include <optional>

namespace rove::app {

/// What the command line says for an option; none if it does not have it.
[[nodiscard]] inline std::optional<QString> valueIfGiven(const QCommandLineParser &parser,
                                                         const QCommandLineOption &option)
{
    return parser.isSet(option) ? std::optional(parser.value(option)) : std::nullopt;
}

} // namespace rove::app
