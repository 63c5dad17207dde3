// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorcourier.h"

#include <QtCore/QDateTime>

namespace rove::ui {

/// An actor as a file keeps it: its record, where it was, and its state, exactly (as CBOR) and for reading
/// (as JSON). A value. The text is one JSON object of format `rove.actor`, version 1; a reader refuses
/// versions that it does not know.
struct ActorExport {
    static constexpr int version = 1;

    manager::Actor record;
    /// Without a token.
    QString endpoint;
    QString namespaceName;
    QDateTime exportedAt;
    std::optional<QCborValue> state = {};
    CarriedState::Source source = CarriedState::Source::Asleep;
    /// Why there is no state, as the wire says it; empty otherwise.
    QString problem = {};

    /// One line, without its end.
    [[nodiscard]] QByteArray toJson() const;
    /// `ValidationInvalidInput`, with the reason in its message, for anything but a whole export.
    static Result<ActorExport> parse(QByteArrayView text);
};

/// How an actor is made from an export.
struct CloneOptions {
    QString name;
    std::optional<QString> key;
    QString pool;
    manager::CrashPolicy crashPolicy = manager::CrashPolicy::Sleep;
    /// What the actor is given when it is created; it is not part of a record.
    std::optional<QString> input = {};

    /// All as the exported actor has it.
    static CloneOptions sameAs(const manager::Actor &record);
};

/// A new actor and what became of the state that was to be in it.
struct CloneResult {
    manager::Actor actor;
    /// None if there was no state to write, or writing it failed.
    std::optional<ApplyResult> applied = {};
    /// The actor was created, but its state could not be written.
    std::optional<Error> stateError = {};

    /// True if the actor holds the exported state, or there was none.
    [[nodiscard]] bool isWhole() const;
};

/// Reads an actor's record and state. Fails only where the engine cannot be asked or the actor is gone; a
/// state that is out of reach is noted in the export.
[[nodiscard]] Async<ActorExport> exportActor(HttpClient &http, const QString &actorId, Waking waking);
/// From what was read or remembered.
[[nodiscard]] ActorExport exportOf(const Endpoint &endpoint, const CarriedState &carried);

/// Creates the actor and writes the export's state into it, which starts it; then reads back.
[[nodiscard]] Async<CloneResult> createFromExport(HttpClient &http, const ActorExport &exported,
                                                  const CloneOptions &options);
/// Copies an actor, on the same connection or another one. Both must outlive the call or end it.
[[nodiscard]] Async<CloneResult> cloneActor(HttpClient &from, const QString &actorId, Waking waking,
                                            HttpClient &to, const CloneOptions &options);

/// Turns what `state` has else than the document into edits of it, one step of undo, so that they are looked
/// through before they are applied. How many there are.
int importState(StateDocument &document, const QCborValue &state);

} // namespace rove::ui
