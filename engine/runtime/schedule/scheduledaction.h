// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborArray>
#include <QtCore/QString>

#include <chrono>

namespace rove::runtime {

/// Wall-clock time, as every timestamp of the wire.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// One action that an actor has asked to run later.
struct ScheduledAction {
    QString id;
    Instant at;
    QString action;
    QCborArray arguments;

    friend bool operator==(const ScheduledAction &, const ScheduledAction &) = default;
};

} // namespace rove::runtime
