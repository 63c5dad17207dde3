// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/destroyedarchive.h"

namespace rove::ui {

/// How an actor is destroyed.
struct SafeDestroy {
    manager::Actor record;
    /// Where its copy is kept; null keeps none.
    DestroyedArchive *archive = nullptr;
    /// Whether a sleeping actor is started to read its state.
    Waking waking = Waking::Never;
    /// What was heard of its state before, for when it cannot be read now.
    std::optional<QCborValue> remembered = {};
};

/// Keeps a copy of the actor, then destroys it. If the copy cannot be written, nothing is destroyed; a state
/// that cannot be read stops nothing, as an actor that hangs is the likeliest one to be destroyed. Answers
/// what there is to know beyond "destroyed", translated. An actor that is gone already is no failure.
[[nodiscard]] Async<QString> destroySafely(HttpClient &http, const SafeDestroy &what);

} // namespace rove::ui
