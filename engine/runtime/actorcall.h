// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/http/http.h"
#include "protocol/base/error.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborValue>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <functional>

/// How an actor calls another one: as a client, through the gateway of their engine.
namespace rove::runtime {

struct RuntimeOptions;

/// An actor as clients name it.
struct ActorAddress {
    QString name;
    QStringList key;
};

/// Brings a request to the engine's gateway; its path is from the root and has its query. Called from any
/// worker, must not wait. `done` runs at most once, on any thread; it is dropped if the engine goes first.
using AskGateway =
    std::function<void(HttpRequest request, std::function<void(const Result<HttpResponse> &)> done)>;

/// The request that calls an action of an actor, which is made if it is not there (spec/client-gateway.md 3.4
/// and 7).
[[nodiscard]] Result<HttpRequest> actionRequest(const RuntimeOptions &options, const ActorAddress &actor,
                                                const QString &action, const QCborArray &arguments);

/// What the action gave, or the failure that the actor or the gateway reported.
[[nodiscard]] Result<QCborValue> actionOutcome(const HttpResponse &response);

} // namespace rove::runtime
