// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QString>

/// How every medium says which version of Rove's entries it holds and who may open it.
namespace rove::store::schema {

/// Of the layout of a medium: how entries lie in it. What the entries mean has versions of its own, kept by
/// those who write them. A new layout raises this and brings the step that turns the one before into it.
inline constexpr qint64 version = 1;

/// Fine for a version that can be opened; `StoreTooNew` for a newer one, `StoreFailed` for one that never
/// was. `place` names what is being opened.
[[nodiscard]] Result<> check(qint64 found, const QString &place);

/// `StoreLocked`, naming the place that another engine uses.
[[nodiscard]] std::unexpected<Error> locked(const QString &place);

} // namespace rove::store::schema
