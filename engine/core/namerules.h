// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringView>

#include <optional>

namespace rove::core {

/// What is wrong with a namespace's name, in the words of the API's `metadata.reason`
/// (spec/engine-api.md 1.7).
[[nodiscard]] std::optional<QString> namespaceNameFault(QStringView name);
/// The same for the name that people see.
[[nodiscard]] std::optional<QString> displayNameFault(QStringView displayName);

} // namespace rove::core
