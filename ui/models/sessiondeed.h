// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborValue>
#include <QtCore/QMetaType>
#include <QtCore/QString>

#include <chrono>
#include <optional>

namespace rove::ui {

/// Something that this window does to an actor: told by ActorSession when it begins and again, with the same
/// id, when it has ended. A value type.
struct SessionDeed {
    enum class Kind { Action, Apply, Wake, Sleep, Reschedule, Destroy };

    /// Ascending within a session.
    quint64 id = 0;
    Kind kind = Kind::Action;
    /// Of an action.
    QString action = {};
    /// Of an action; of an apply, the paths that were edited.
    QCborArray arguments = {};

    // Known at the end.
    /// What an action gave back; of an apply, the word for its outcome.
    std::optional<QCborValue> output = {};
    std::optional<Error> error = {};
    std::chrono::microseconds duration{};
};

} // namespace rove::ui

Q_DECLARE_METATYPE(rove::ui::SessionDeed)
