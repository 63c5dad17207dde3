// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/persist/workflow.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <optional>

/// The keys of a workflow's history in its actor's key-value storage. Behind two bytes that no other use of
/// the storage has, each is a tuple in FoundationDB's order-preserving encoding, as RivetKit writes it.
namespace rove::persist {

/// All of them are under this prefix.
[[nodiscard]] QByteArray workflowPrefix();

/// One name of the registry, as UTF-8.
[[nodiscard]] QByteArray workflowNameKey(std::uint32_t index);
/// A `workflow::Entry`. The keys of what is inside an entry start with the entry's own key.
[[nodiscard]] QByteArray workflowHistoryKey(const workflow::Location &location);
/// A `workflow::EntryMetadata`.
[[nodiscard]] QByteArray workflowMetadataKey(const QString &entryId);
/// A `workflow::State`, by name.
[[nodiscard]] QByteArray workflowStateKey();
/// Native CBOR: what the workflow gave.
[[nodiscard]] QByteArray workflowOutputKey();
/// Native CBOR: a map with `name` and `message`.
[[nodiscard]] QByteArray workflowErrorKey();

[[nodiscard]] bool isWorkflowHistoryKey(QByteArrayView key);
/// None for another key.
[[nodiscard]] std::optional<std::uint32_t> workflowNameIndexOf(QByteArrayView key);
[[nodiscard]] std::optional<QString> workflowMetadataIdOf(QByteArrayView key);

} // namespace rove::persist
