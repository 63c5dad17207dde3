// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/medium.h"

#include <QtCore/QString>

#include <memory>

namespace rove::store {

/// What a store module exports, as `roveOpenMedium`. A module and the program that loads it are of one build,
/// so they may share C++ types; the result is an argument because C knows no such return type.
using OpenMedium = void(const QString &place, Result<std::unique_ptr<Medium>> &opened);

/// Opens a medium whose code is in a module of its own, `librove-NAME.so`, which is loaded now: a database
/// library that nobody asked for costs no program its memory or its start. `StoreFailed` if the module is not
/// installed; else what the medium says. Needs the application object, and may take some milliseconds.
[[nodiscard]] Result<std::unique_ptr<Medium>> openByModule(const QString &name, const QString &place);

} // namespace rove::store
