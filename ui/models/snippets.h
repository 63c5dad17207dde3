// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"
#include "ui/client/endpoint.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborValue>

/// Texts about an actor to paste elsewhere. Whatever an actor is called, the text means that actor and
/// nothing more: everything is quoted for where it goes. A token is never in it: `$RIVET_TOKEN` or
/// `process.env.RIVET_TOKEN` stands for it, where the endpoint needs one.
namespace rove::ui::snippets {

/// What the code does with the actor.
enum class Intent {
    /// Finds it, or fails.
    Get,
    GetOrCreate,
    /// Makes it, or fails.
    Create,
};

/// The record as the engine tells it, indented.
[[nodiscard]] QString recordJson(const manager::Actor &actor);

/// TypeScript for the client of the npm package rivetkit. `key` is the key's text, none for an actor without
/// one.
[[nodiscard]] QString typeScript(const Endpoint &endpoint, const QString &name,
                                 const std::optional<QString> &key, Intent intent,
                                 const std::optional<QCborValue> &input = {});
/// The same for an actor that is there: by its key, or by its ID where it has none.
[[nodiscard]] QString typeScript(const Endpoint &endpoint, const manager::Actor &actor);

[[nodiscard]] QString curlRecord(const Endpoint &endpoint, const manager::Actor &actor);
[[nodiscard]] QString curlAction(const Endpoint &endpoint, const manager::Actor &actor, const QString &action,
                                 const QCborArray &arguments = {});
/// Two commands: the inspector's token comes from the engine.
[[nodiscard]] QString curlState(const Endpoint &endpoint, const manager::Actor &actor);

/// A deep link to the actor, by its ID.
[[nodiscard]] QString link(const Endpoint &endpoint, const manager::Actor &actor,
                           const QString &section = {});

/// For a POSIX shell: one word whose value is the text.
[[nodiscard]] QString shellQuoted(const QString &text);
/// A TypeScript string literal whose value is the text.
[[nodiscard]] QString typeScriptQuoted(const QString &text);

} // namespace rove::ui::snippets
