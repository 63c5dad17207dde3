// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/joinoptions.h"
#include "protocol/base/error.h"
#include "ui/shell/instanceserver.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <cstdint>
#include <optional>

namespace rove::app {

/// What was asked for on the command line.
struct Arguments {
    /// What to open, here or in the program that runs already.
    ui::InstanceRequest request;
    /// For the engine inside; empty for its own.
    QString namespaceName;
    QString dataFolder;
    QString settingsFolder;
    /// For what the window keeps of actors: versions of their states, copies of destroyed ones.
    QString seenFolder;
    std::optional<std::uint16_t> port;
    /// Another engine that gets this program's actors; then there is none inside.
    std::optional<JoinWords> join = {};
    bool hasEngine = true;
    bool isNewInstance = false;
    bool wantsHelp = false;
    bool wantsVersion = false;
};

/// Reads the command line, the program's name first. Says in one sentence what is wrong with it.
Result<Arguments> readArguments(const QStringList &words);
/// What --help prints.
[[nodiscard]] QString helpText();

} // namespace rove::app
