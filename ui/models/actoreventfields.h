// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorevent.h"
#include "ui/models/filtermatcher.h"

#include <QtCore/QString>

#include <functional>

namespace rove::ui {

/// What an event log can be filtered by: `kind:state,action`, `duration>10ms`, `is:failed`, words.
[[nodiscard]] const FilterFields &eventFilterFields();
/// A test for one event that the query, which must be valid, passes; none if it lets everything through.
[[nodiscard]] std::function<bool(const ActorEvent &)> eventMatcher(const FilterQuery &query, qint64 now);

} // namespace rove::ui
