// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/inspector/v6.h"
#include "ui/client/gatewayclient.h"

#include <QtCore/QCborValue>

#include <optional>
#include <vector>

/// How values, errors and requests look in the inspector's frames.
namespace rove::ui::inspectorwire {

/// From this schema on servers answer in order and wrap values for JSON; older ones may do neither
/// (spec/inspector.md 0).
constexpr int orderedVersionMin = 5;

/// A value of the actor's, as any version sends it.
[[nodiscard]] Result<QCborValue> decodeUserValue(const QByteArray &bytes);
[[nodiscard]] std::vector<InspectedConnection>
readConnections(const std::vector<inspector::v6::Connection> &connections);
/// The error behind the text of an Error frame: `code: message`, or a sentence alone (spec/inspector.md 3.6).
[[nodiscard]] Error readError(const QString &text);

/// The number that joins a response to its request; none for what has none.
[[nodiscard]] std::optional<quint64> requestIdOf(const inspector::v6::ToClient &message);
[[nodiscard]] std::optional<quint64> requestIdOf(const inspector::v6::ToServer &message);

} // namespace rove::ui::inspectorwire
