// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/allocator.h"
#include "engine/script/intrinsics.h"
#include "engine/script/values.h"
#include "engine/script/world.h"

#include <deque>
#include <map>
#include <vector>

namespace rove::script {

/// The QuickJS side of a World: what its header may not name.
class World::Private {
public:
    explicit Private(WorldOptions options);
    ~Private();
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    void addHostFunction(const QString &name, Crossing crossing, Function function, AsyncFunction async);
    std::optional<Thrown> bootstrap(const QString &source, const QString &fileName);
    void evaluate(const Evaluation &evaluation, Done done);
    std::optional<Thrown> check(const QString &source, const QString &fileName);
    Jobs runJobs(std::chrono::milliseconds slice);
    void settle(quint64 call, const Outcome &outcome);
    bool stopAll();
    void setGlobal(const QString &name, const QCborValue &value);
    Outcome global(const QString &name, Crossing crossing);
    void removeGlobal(const QString &name);
    [[nodiscard]] qint64 memoryBytes() const { return static_cast<qint64>(m_allocator.used()); }

    std::function<void(const Thrown &)> unhandled;

    [[nodiscard]] qsizetype callCount() const { return std::ssize(m_calls); }
    [[nodiscard]] qsizetype evaluationCount() const { return std::ssize(m_evaluations); }

private:
    struct HostFunction {
        Crossing crossing;
        Function function;
        AsyncFunction async;
    };
    /// A call of an asynchronous function: its promise's two ends, and an Error made where it was called, so
    /// that a failure names that place.
    struct Call {
        Local resolve;
        Local reject;
        Local error;
    };
    struct Running {
        Local promise;
        /// True once `promise` is the script's own, which its value was.
        bool isResult = false;
        QStringList keepAs;
        Done done;
    };

    static int interrupt(JSRuntime *runtime, void *opaque);
    static void trackRejection(JSContext *context, JSValueConst promise, JSValueConst reason, int isHandled,
                               void *opaque);
    static JSValue callHost(JSContext *context, JSValueConst self, int argc, JSValueConst *argv, int index,
                            JSValue *data);

    JSValue call(const HostFunction &host, int argc, JSValueConst *argv);
    JSValue startCall(const HostFunction &host, const QCborArray &arguments);
    JSValue throwThrown(const Thrown &thrown);
    void fillError(JSValueConst error, const Thrown &thrown);

    void beginTurn(std::chrono::milliseconds length);
    Thrown takeFailure();
    void markInterrupted(Thrown &thrown);
    void checkEvaluations();
    /// True if it is done.
    bool advance(Running &running);
    Outcome keepResult(const Running &running, const Local &value);
    void forgetRejection(JSValueConst promise);
    void reportRejections();
    void shiftInterrupts(int job);

    WorldOptions m_options;
    Allocator m_allocator;
    JSRuntime *m_runtime;
    JSContext *m_context;
    std::optional<Intrinsics> m_intrinsics;
    /// Keeps its elements in place: a function may add another while it runs.
    std::deque<HostFunction> m_hostFunctions;
    Local m_host;
    std::map<quint64, Call> m_calls;
    quint64 m_callNumber = 0;
    std::vector<Running> m_evaluations;
    std::vector<std::pair<Local, Local>> m_rejections;
    std::chrono::steady_clock::time_point m_turnEnd;
    /// What interrupted this turn.
    std::optional<Thrown::Cause> m_interruptedBy;
    std::optional<Thrown::Cause> m_lastInterruption;
};

} // namespace rove::script
