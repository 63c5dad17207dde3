// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QString>

/// The one place where an Error becomes text for people: translated, chosen by its code, never read out of
/// its message.
namespace rove::ui {

/// What happened, to what: "http://127.0.0.1:6420 cannot be reached." `target` is a name or an address.
[[nodiscard]] QString errorSentence(const Error &error, const QString &target);
/// What to try, as one sentence; empty where there is nothing useful to say.
[[nodiscard]] QString errorRemedy(const Error &error);
/// The wire's own words, not translated: `api.forbidden: Invalid token`.
[[nodiscard]] QString errorDetails(const Error &error);

} // namespace rove::ui
