// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/worldimpl.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::script {
namespace {

using SteadyClock = std::chrono::steady_clock;

Thrown stoppedThrown()
{
    return {.cause = Thrown::Cause::Stopped, .name = {}, .message = u"Stopped"_s};
}

Thrown tooMany(const QString &what)
{
    return {.name = u"RangeError"_s, .message = what};
}

} // namespace

World::Private::Private(WorldOptions options)
    : m_options(std::move(options))
    , m_allocator(m_options.memoryBytesMax)
    , m_runtime(m_allocator.newRuntime())
    , m_context(nullptr)
{
    JS_SetMaxStackSize(m_runtime, m_options.stackBytesMax);
    JS_UpdateStackTop(m_runtime);
    m_context = JS_NewContext(m_runtime);
    JS_SetContextOpaque(m_context, this);
    m_intrinsics.emplace(m_context);
    m_host = Local(m_context, JS_NewObject(m_context));
    JS_SetInterruptHandler(m_runtime, interrupt, this);
    JS_SetHostPromiseRejectionTracker(m_runtime, trackRejection, this);
}

World::Private::~Private()
{
    m_evaluations.clear();
    m_rejections.clear();
    m_calls.clear();
    m_host.reset();
    m_intrinsics.reset();
    JS_FreeContext(m_context);
    // Aborts if a reference was lost: a bug of this folder.
    JS_FreeRuntime(m_runtime);
}

// --- Time ---

void World::Private::beginTurn(std::chrono::milliseconds length)
{
    m_turnEnd = SteadyClock::now() + length;
    m_interruptedBy.reset();
}

int World::Private::interrupt(JSRuntime *, void *opaque)
{
    auto *self = static_cast<Private *>(opaque);
    if (self->m_options.stop->load(std::memory_order_relaxed))
        self->m_interruptedBy = Thrown::Cause::Stopped;
    else if (SteadyClock::now() >= self->m_turnEnd)
        self->m_interruptedBy = Thrown::Cause::TimedOut;
    else if (self->m_allocator.isExhausted())
        self->m_interruptedBy = Thrown::Cause::OutOfMemory;
    else
        return 0;
    self->m_lastInterruption = self->m_interruptedBy;
    return 1;
}

void World::Private::markInterrupted(Thrown &thrown)
{
    // Interrupted in the middle of a promise's own work, QuickJS may reject with something else.
    if (m_options.stop->load()) {
        thrown.cause = Thrown::Cause::Stopped;
        return;
    }
    // The rejection may reach us some jobs after the interruption.
    if (!m_lastInterruption || thrown.name != "InternalError"_L1 || thrown.message != "interrupted"_L1)
        return;
    thrown.cause = *m_lastInterruption;
    if (thrown.cause == Thrown::Cause::OutOfMemory)
        thrown.message = u"out of memory"_s;
}

Thrown World::Private::takeFailure()
{
    Thrown thrown = takeThrown(m_context, *m_intrinsics);
    markInterrupted(thrown);
    return thrown;
}

// --- Scripts ---

std::optional<Thrown> World::Private::bootstrap(const QString &source, const QString &fileName)
{
    beginTurn(m_options.turnMax);
    const QByteArray bytes = source.toUtf8();
    const Local function(m_context, JS_Eval(m_context, bytes.constData(), static_cast<size_t>(bytes.size()),
                                            fileName.toUtf8().constData(), JS_EVAL_TYPE_GLOBAL));
    if (function.isException())
        return takeFailure();
    JSValueConst argument = m_host.get();
    const Local done(m_context, JS_Call(m_context, function.get(), undefinedValue(), 1, &argument));
    if (done.isException())
        return takeFailure();
    return std::nullopt;
}

std::optional<Thrown> World::Private::check(const QString &source, const QString &fileName)
{
    beginTurn(m_options.turnMax);
    const QByteArray bytes = source.toUtf8();
    const int flags = JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_ASYNC | JS_EVAL_FLAG_COMPILE_ONLY;
    const Local code(m_context, JS_Eval(m_context, bytes.constData(), static_cast<size_t>(bytes.size()),
                                        fileName.toUtf8().constData(), flags));
    if (code.isException())
        return takeFailure();
    return std::nullopt;
}

void World::Private::evaluate(const Evaluation &evaluation, Done done)
{
    const QByteArray bytes = evaluation.source.toUtf8();
    if (bytes.size() > limits::sourceBytesMax)
        return done(std::unexpected(tooMany(u"the script is too long"_s)));
    if (evaluationCount() >= limits::evaluationCountMax)
        return done(std::unexpected(tooMany(u"too many scripts run at once"_s)));
    beginTurn(m_options.turnMax);
    m_allocator.makeRoom();
    const int flags = JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_ASYNC | JS_EVAL_FLAG_BACKTRACE_BARRIER;
    Local promise(m_context, JS_Eval(m_context, bytes.constData(), static_cast<size_t>(bytes.size()),
                                     evaluation.fileName.toUtf8().constData(), flags));
    if (promise.isException())
        return done(std::unexpected(takeFailure()));
    m_evaluations.push_back(
        {.promise = std::move(promise), .keepAs = evaluation.keepAs, .done = std::move(done)});
    checkEvaluations();
    reportRejections();
}

World::Jobs World::Private::runJobs(std::chrono::milliseconds slice)
{
    const auto sliceEnd = SteadyClock::now() + slice;
    bool isMore = true;
    while (isMore && SteadyClock::now() < sliceEnd) {
        beginTurn(m_options.turnMax);
        JSContext *context = nullptr;
        const int ran = JS_ExecutePendingJob(m_runtime, &context);
        if (ran < 0)
            clearException(m_context);
        JS_ResetUncatchableError(m_context);
        isMore = ran != 0;
        if (!m_evaluations.empty() && (!isMore || m_interruptedBy))
            checkEvaluations();
    }
    checkEvaluations();
    isMore = JS_IsJobPending(m_runtime) != 0;
    reportRejections();
    return isMore ? Jobs::More : Jobs::None;
}

void World::Private::checkEvaluations()
{
    // `done` may start the next evaluation.
    for (std::size_t i = 0; i < m_evaluations.size();) {
        if (!advance(m_evaluations[i])) {
            ++i;
            continue;
        }
        Running running = std::move(m_evaluations[i]);
        m_evaluations.erase(m_evaluations.begin() + static_cast<std::ptrdiff_t>(i));
        const Local result(m_context, JS_PromiseResult(m_context, running.promise.get()));
        if (JS_PromiseState(m_context, running.promise.get()) == JS_PROMISE_REJECTED) {
            forgetRejection(running.promise.get());
            Thrown thrown = describeThrown(m_context, *m_intrinsics, result.get());
            markInterrupted(thrown);
            running.done(std::unexpected(std::move(thrown)));
        } else {
            running.done(running.isResult ? keepResult(running, result)
                                          : keepResult(running, property(m_context, result.get(), "value")));
        }
    }
}

bool World::Private::advance(Running &running)
{
    int state = JS_PromiseState(m_context, running.promise.get());
    if (state == JS_PROMISE_FULFILLED && !running.isResult) {
        // The promise of a script holds its value in an object, so that it may be a promise itself.
        const Local result(m_context, JS_PromiseResult(m_context, running.promise.get()));
        Local value = property(m_context, result.get(), "value");
        if (static_cast<int>(JS_PromiseState(m_context, value.get())) >= 0) {
            running.promise = std::move(value);
            running.isResult = true;
            state = JS_PromiseState(m_context, running.promise.get());
            forgetRejection(running.promise.get());
        }
    }
    return state != JS_PROMISE_PENDING;
}

Outcome World::Private::keepResult(const Running &running, const Local &value)
{
    if (value.isUndefined())
        return QCborValue(QCborValue::Undefined);
    const Local globalObject(m_context, JS_GetGlobalObject(m_context));
    for (const QString &name : running.keepAs) {
        const Atom atom(m_context, name);
        if (JS_DefinePropertyValue(m_context, globalObject.get(), atom.get(),
                                   JS_DupValue(m_context, value.get()), JS_PROP_C_W_E) < 0)
            clearException(m_context);
    }
    Outcome shown = Exporter(m_context, *m_intrinsics, Crossing::Shown).run(value.get());
    if (!shown)
        markInterrupted(shown.error());
    return shown;
}

// --- Rejections ---

void World::Private::trackRejection(JSContext *context, JSValueConst promise, JSValueConst reason,
                                    int isHandled, void *opaque)
{
    auto *self = static_cast<Private *>(opaque);
    if (isHandled)
        self->forgetRejection(promise);
    else if (std::ssize(self->m_rejections) < limits::unhandledCountMax)
        self->m_rejections.emplace_back(Local::copy(context, promise), Local::copy(context, reason));
}

void World::Private::forgetRejection(JSValueConst promise)
{
    const void *identity = JS_VALUE_GET_PTR(promise);
    std::erase_if(m_rejections, [identity](const auto &entry) { return entry.first.identity() == identity; });
}

/// Once no job is left that could still catch them. What an evaluation waits for is its own business.
void World::Private::reportRejections()
{
    if (JS_IsJobPending(m_runtime))
        return;
    for (const Running &running : m_evaluations)
        forgetRejection(running.promise.get());
    const auto rejections = std::exchange(m_rejections, {});
    for (const auto &[promise, reason] : rejections) {
        Thrown thrown = describeThrown(m_context, *m_intrinsics, reason.get());
        markInterrupted(thrown);
        if (unhandled && thrown.cause == Thrown::Cause::Script)
            unhandled(thrown);
    }
}

// --- Stopping ---

/// QuickJS asks for interruption once in 10 000 calls, whichever call that is. Jobs that come round with a
/// period that divides it would always be asked at the same call, which may be one that cannot end them; so a
/// call more is made now and then.
void World::Private::shiftInterrupts(int job)
{
    constexpr int shiftPeriod = 97;
    if (job % shiftPeriod != 0)
        return;
    const Local ignored(m_context,
                        JS_Call(m_context, m_intrinsics->symbolToString.get(), undefinedValue(), 0, nullptr));
    clearException(m_context);
    JS_ResetUncatchableError(m_context);
}

bool World::Private::stopAll()
{
    m_options.stop->store(true);
    m_calls.clear();
    const auto graceEnd = SteadyClock::now() + limits::stopGrace;
    for (int i = 0; JS_IsJobPending(m_runtime) && SteadyClock::now() < graceEnd; ++i) {
        beginTurn(limits::stopGrace);
        shiftInterrupts(i);
        JSContext *context = nullptr;
        if (JS_ExecutePendingJob(m_runtime, &context) < 0)
            clearException(m_context);
        JS_ResetUncatchableError(m_context);
    }
    m_calls.clear();
    const auto evaluations = std::exchange(m_evaluations, {});
    m_rejections.clear();
    const bool isQuiet = JS_IsJobPending(m_runtime) == 0;
    m_options.stop->store(false);
    for (const Running &running : evaluations)
        running.done(std::unexpected(stoppedThrown()));
    if (isQuiet)
        JS_RunGC(m_runtime);
    return isQuiet;
}

// --- Globals ---

void World::Private::setGlobal(const QString &name, const QCborValue &value)
{
    Local made = importValue(m_context, *m_intrinsics, value);
    const Local globalObject(m_context, JS_GetGlobalObject(m_context));
    const Atom atom(m_context, name);
    if (made.isException() ||
        JS_DefinePropertyValue(m_context, globalObject.get(), atom.get(), made.release(), JS_PROP_C_W_E) < 0)
        clearException(m_context);
}

Outcome World::Private::global(const QString &name, Crossing crossing)
{
    beginTurn(m_options.turnMax);
    const Local globalObject(m_context, JS_GetGlobalObject(m_context));
    const Atom atom(m_context, name);
    const Local value(m_context, JS_GetProperty(m_context, globalObject.get(), atom.get()));
    if (value.isException())
        return std::unexpected(takeFailure());
    return Exporter(m_context, *m_intrinsics, crossing).run(value.get());
}

void World::Private::removeGlobal(const QString &name)
{
    const Local globalObject(m_context, JS_GetGlobalObject(m_context));
    const Atom atom(m_context, name);
    if (JS_DeleteProperty(m_context, globalObject.get(), atom.get(), 0) < 0)
        clearException(m_context);
}

} // namespace rove::script
