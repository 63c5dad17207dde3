// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorcourier.h"

#include <map>

namespace rove::ui {

/// What can be done to many actors at once.
enum class BulkVerb { Wake, Sleep, Reschedule, Destroy, Export };

/// What doing a thing to these actors would mean, before anything is done. A value; nothing is asked of the
/// engine.
struct BulkPlan {
    /// Why an actor is left out.
    enum class Skip { RunsAlready, SleepsAlready, DoesNotRun, IsDestroyed };

    BulkVerb verb = BulkVerb::Wake;
    std::vector<manager::Actor> targets = {};
    /// Of the targets.
    std::map<ActorStatus, int> byStatus = {};
    std::map<Skip, int> skipped = {};

    static BulkPlan make(BulkVerb verb, const std::vector<manager::Actor> &actors);

    /// How many sleeping actors would start to run.
    [[nodiscard]] int wakeCount(Waking waking) const;
};

/// "Destroy 7 Actors": for commands and buttons.
[[nodiscard]] QString bulkCommandText(BulkVerb verb, int count);
/// "Destroy 7 actors": for the title of a job.
[[nodiscard]] QString bulkTitle(BulkVerb verb, int count);
/// "3 are left out: they sleep already."
[[nodiscard]] QString skipText(BulkPlan::Skip reason, int count);

} // namespace rove::ui
