// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QString>

/// What a `ClientTls` error says to people: why there is no secure connection, and what helps. Used by
/// errorSentence() and errorRemedy(); read from the error's metadata (ui/client/tlsproblem.h), never from its
/// message.
namespace rove::ui {

[[nodiscard]] QString tlsSentence(const Error &error, const QString &target);
[[nodiscard]] QString tlsRemedy(const Error &error);

} // namespace rove::ui
