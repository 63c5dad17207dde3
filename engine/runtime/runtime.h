// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actorcall.h"
#include "engine/runtime/actorregistry.h"
#include "engine/runtime/log.h"
#include "protocol/base/limits.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QString>

#include <functional>
#include <memory>

namespace rove::runtime {

/// What a runtime tells its engine and its actors of itself.
struct RuntimeOptions {
    QString namespaceName;
    QString region;
    /// Where actors are made that actors call.
    QString pool = QStringLiteral("default");
    /// Without it actors cannot call others.
    AskGateway askGateway = {};
    /// At least 1. The default leaves a core to the engine and uses no more than four.
    int workerCount = defaultWorkerCount();
    /// Bounds of one action with its arguments, one answer and one event, at most
    /// `limits::tunnelPayloadBytesMax`.
    qsizetype messageBytesInMax = limits::actorMessageBytesInMax;
    qsizetype messageBytesOutMax = limits::actorMessageBytesOutMax;
    LogLevel logLevel = logLevelFromEnvironment();
    LogSink logSink = logToStandardError;

    [[nodiscard]] static int defaultWorkerCount();
};

/// The actor environment: hosts C++ actors on its worker threads and speaks to its engine only in envoy
/// messages (spec/runner-envoy.md), so that for the engine it is an envoy like any other. Each actor is
/// pinned to one worker.
///
/// The owner calls `receive` from one thread, the engine's; the sink is called from the workers and from
/// within `receive`, so it must be thread-safe and must not call back. Messages between threads wait in
/// bounded mailboxes; a full one turns new traffic away with `actor.overloaded` and never loses a command.
/// The destructor stops the threads without saving: call `stop` before it.
class Runtime {
public:
    using Sink = std::function<void(envoy::v8::ToRivet)>;

    Runtime(ActorRegistry registry, RuntimeOptions options, Sink sink);
    ~Runtime();

    void receive(envoy::v8::ToEnvoy message);

    /// Says Stopping, then saves and stops every actor; new ones are refused. `done` runs once, on a worker,
    /// when no actor is left; that is bounded by the actors' grace periods and the storage timeout. Needs
    /// `receive` meanwhile.
    void stop(std::function<void()> done);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace rove::runtime
