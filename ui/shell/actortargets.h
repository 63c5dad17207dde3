// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorlabel.h"
#include "ui/models/actorsession.h"
#include "ui/shell/connection.h"

#include <QtCore/QPointer>

#include <vector>

namespace rove::ui {

/// What the commands on actors act on: several selected ones, or else the open one, or else the one selected.
/// A value; what it points to may go at any time.
struct ActorTargets {
    QPointer<Connection> connection = {};
    QPointer<ActorSession> session = {};
    std::vector<manager::Actor> selection = {};

    [[nodiscard]] bool isMany() const { return selection.size() > 1; }
    /// The session, if it is what is meant.
    [[nodiscard]] ActorSession *one() const { return isMany() ? nullptr : session.data(); }
    /// Empty where nothing is chosen or the record has not been read.
    [[nodiscard]] std::vector<manager::Actor> records() const
    {
        if (isMany() || !session)
            return selection;
        return session->record() ? std::vector{*session->record()} : std::vector<manager::Actor>();
    }
};

} // namespace rove::ui
