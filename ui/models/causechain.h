// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"

#include <QtCore/QList>
#include <QtCore/QString>

namespace rove::ui {

/// One link of what led to a crash, outermost first.
struct CauseLink {
    QString title;
    QString text;

    friend bool operator==(const CauseLink &, const CauseLink &) = default;
};
/// The chain behind an error of a record: what the engine names, and what the text itself tells as "Caused
/// by". Bounded.
[[nodiscard]] QList<CauseLink> causeChain(const manager::Actor &actor);

} // namespace rove::ui
