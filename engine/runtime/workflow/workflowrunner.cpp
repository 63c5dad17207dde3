// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/workflow/workflowrunner.h"

#include "engine/runtime/actor.h"
#include "engine/runtime/actorinstance.h"
#include "engine/runtime/workflow/workflowlimits.h"
#include "protocol/persist/workflowcodec.h"
#include "protocol/persist/workflowkeys.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <tuple>

namespace rove::runtime {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using persist::workflow::State;
namespace v8 = envoy::v8;

namespace {

/// A timer cannot count further than 24 days, and the wall clock may be set meanwhile: look again at least
/// this often.
constexpr milliseconds timerMax = 1h;

Instant wallClock()
{
    return floor<milliseconds>(system_clock::now());
}

ActionResult guarded(std::move_only_function<ActionResult()> &function)
{
    try {
        return function();
    } catch (const std::exception &exception) {
        return failure(ErrorCode::RivetkitInternalError, QString::fromUtf8(exception.what()));
    } catch (...) { // Whatever an actor throws must not end the other actors.
        return failure(ErrorCode::RivetkitInternalError, u"It threw something that is no exception."_s);
    }
}

/// Whether other code may do better.
bool isOfCode(const WorkflowHistory::StoredError &error)
{
    return error.name == WorkflowFailure{.kind = WorkflowFailure::Mismatch}.errorName() ||
           error.name == WorkflowFailure{.kind = WorkflowFailure::Mistake}.errorName();
}

/// What an asynchronous function gives, whichever comes first.
struct Answer {
    std::optional<Result<QCborValue>> outcome;
    bool isTimedOut = false;
    WorkflowSignal came;

    void take(const Result<QCborValue> &value, QObject *context)
    {
        if (came.isFired())
            return;
        outcome = value;
        came.fire(context);
    }
};

} // namespace

WorkflowRunner::WorkflowRunner(ActorInstance &instance)
    : m_instance(instance)
    , m_messages(instance.queue())
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_retryTimer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &WorkflowRunner::fireDue);
    connect(&m_retryTimer, &QTimer::timeout, this, &WorkflowRunner::write);
}

WorkflowRunner::~WorkflowRunner()
{
    abandon();
}

// --- For the instance ---

void WorkflowRunner::prepare(Actor &actor)
{
    WorkflowBranch probe(*this, {}, false);
    m_actor = &actor;
    m_isEnabled = static_cast<bool>(actor.run(probe.context()));
    if (m_isEnabled)
        m_busySince = wallClock();
}

void WorkflowRunner::start()
{
    if (!m_isEnabled)
        return;
    m_conductor = conduct(Way::Load, {});
    m_conductor.start();
}

void WorkflowRunner::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_timer.stop();
    // Along with what the instance saves now.
    if (m_holdCount == 0 && m_history.hasChanges())
        write();
}

void WorkflowRunner::abandon()
{
    if (std::exchange(m_isAbandoned, true))
        return;
    m_isStopping = true;
    m_timer.stop();
    m_retryTimer.stop();
    m_conductor = {};
    m_root.reset();
    m_flushes.clear();
}

std::optional<Instant> WorkflowRunner::wakeAt() const
{
    if (!m_isEnabled || m_isOver)
        return std::nullopt;
    if (m_busySince)
        return m_busySince;
    return m_waits.empty() ? std::nullopt : std::optional(m_waits.begin()->first);
}

// --- For inspectors ---

State WorkflowRunner::state() const
{
    if (m_isOver)
        return m_history.state();
    if (m_isRollingBack) // Also while its end is being stored, until which nothing can be replayed.
        return State::RollingBack;
    return m_busySince ? State::Running : State::Sleeping;
}

std::optional<QByteArray> WorkflowRunner::historyBytes() const
{
    if (!m_isEnabled)
        return std::nullopt;
    return persist::workflow::encodeHistory(m_history.snapshot());
}

void WorkflowRunner::replay(const std::optional<QString> &entryId, DoneHandler done)
{
    if (!m_isOver || m_isStopping)
        return done(std::unexpected(
            Error::fromWire(u"actor"_s, u"workflow_in_flight"_s,
                            u"Workflow replay is unavailable while the workflow is currently in flight."_s)));
    WorkflowHistory::Item *item = nullptr;
    if (entryId) {
        item = m_history.findById(*entryId);
        if (!item)
            return done(failure(ErrorCode::ActorInvalidRequest, u"Workflow step not found: "_s + *entryId));
        if (!std::holds_alternative<persist::workflow::StepEntry>(item->entry.kind))
            return done(failure(ErrorCode::ActorInvalidRequest, u"Workflow replay target must be a step"_s));
    }
    m_history.removeFrom(item);
    m_history.clearError();
    m_history.setState(State::Sleeping);
    m_isOver = false;
    m_isRollingBack = false;
    m_instance.log(LogLevel::Info, u"workflow is replayed"_s,
                   {{u"from"_s, entryId.value_or(u"the beginning"_s)}});
    m_conductor = conduct(Way::Known, std::move(done));
    m_conductor.start();
    emit historyChanged();
}

// --- The life of a workflow ---

WorkflowTask<> WorkflowRunner::conduct(Way way, DoneHandler replayed)
{
    {
        const Hold hold(*this);
        if (way == Way::Load && !co_await load())
            co_return; // Nothing is known of it, so nothing may be done or stored.
        if (!isToBeRun())
            co_return over();
        if (replayed) {
            co_await flush();
            replayed({});
        }
    }
    if (m_history.state() == State::RollingBack)
        co_await rollBack();
    else
        co_await runForward();
}

WorkflowTask<bool> WorkflowRunner::load()
{
    const WorkflowSignal came;
    const auto response = std::make_shared<Result<v8::KvResponseData>>();
    const v8::KvListRequest request{
        .query = v8::KvListPrefixQuery{.key = persist::workflowPrefix()}, .reverse = {}, .limit = {}};
    m_instance.link().requestKv(m_instance.identity().actorId, request, this,
                                [this, came, response](Result<v8::KvResponseData> answer) {
                                    *response = std::move(answer);
                                    came.fire(this);
                                });
    co_await came;
    const Result<> loaded = response->and_then([this](const v8::KvResponseData &data) -> Result<> {
        const auto *list = std::get_if<v8::KvListResponse>(&data);
        return list ? m_history.load(*list) : failure(ErrorCode::StoreFailed);
    });
    if (!loaded) {
        m_instance.logFailure(u"reading the workflow's history"_s, loaded.error().message);
        m_history = {};
        over();
    }
    emit historyChanged();
    co_return loaded.has_value();
}

bool WorkflowRunner::isToBeRun() const
{
    switch (m_history.state()) {
    case State::Completed:
    case State::Cancelled:
        return false;
    case State::Failed:
        return m_history.error() && isOfCode(*m_history.error());
    default:
        return true;
    }
}

void WorkflowRunner::over()
{
    m_isOver = true;
    emit wakeChanged();
    emit historyChanged();
}

WorkflowTask<> WorkflowRunner::runForward()
{
    m_history.clearError();
    m_history.setState(State::Running);
    const WorkflowSignal settled;
    begin(false, settled);
    co_await settled;
    if (m_root->state() == WorkflowBranch::State::Completed) {
        m_root.reset();
        co_return co_await finish(State::Completed);
    }
    const WorkflowFailure failure = m_root->failure();
    m_root.reset();
    m_instance.logFailure(u"workflow"_s, failure.text());
    m_history.setError(failure);
    if (failure.isOfCode())
        co_return co_await finish(State::Failed);
    m_history.setState(State::RollingBack);
    {
        const Hold hold(*this);
        co_await flush();
    }
    co_await rollBack();
}

/// Takes the workflow's way once more as far as its history knows it, to find out what can be undone.
WorkflowTask<> WorkflowRunner::rollBack()
{
    const WorkflowSignal settled;
    begin(true, settled);
    co_await settled;
    std::ranges::reverse(m_rollbacks); // Of those that were done at the same time, too, the last goes first.
    std::ranges::stable_sort(m_rollbacks, std::ranges::greater(), [](const RollbackAction &action) {
        return action.item->metadata.completedAt.value_or(0);
    });
    bool isUndone = true;
    for (RollbackAction &action : m_rollbacks)
        if (!co_await rollBackStep(action)) {
            isUndone = false;
            break;
        }
    m_rollbacks.clear();
    m_root.reset(); // Only now: what undoes a step may use what the workflow's coroutines hold.
    if (!isUndone)  // The next generation tries again.
        co_return over();
    co_await finish(State::Failed);
}

WorkflowTask<bool> WorkflowRunner::rollBackStep(RollbackAction &action)
{
    if (m_isStopping) {
        park();
        co_await WorkflowEnd();
    }
    const Hold hold(*this);
    const std::optional<Result<QCborValue>> outcome =
        co_await call(std::move(action.run), limits::stepTimeoutDefault);
    persist::workflow::EntryMetadata &metadata = action.item->metadata;
    const bool isDone = outcome && *outcome;
    if (isDone) {
        metadata.rollbackCompletedAt = workflowNow();
        metadata.rollbackError.reset();
    } else {
        metadata.rollbackError = outcome ? outcome->error().message : u"It took too long."_s;
        m_instance.logFailure(u"rollback of "_s % action.name, *metadata.rollbackError);
    }
    std::ignore = m_history.store(*action.item); // Only its metadata has changed.
    co_await flush();
    co_return isDone;
}

WorkflowTask<> WorkflowRunner::finish(State state)
{
    m_history.setState(state);
    {
        const Hold hold(*this);
        co_await flush();
    }
    m_instance.log(LogLevel::Debug, u"workflow is over"_s,
                   {{u"state"_s, persist::workflow::stateName(state)}});
    over();
}

void WorkflowRunner::begin(bool isRollingBack, const WorkflowSignal &settled)
{
    m_isRollingBack = isRollingBack;
    m_rollbacks.clear();
    m_history.forgetVisits();
    m_root = std::make_unique<WorkflowBranch>(*this, WorkflowContext::Location(), false);
    const auto body = [this](WorkflowContext &context) { return runActor(context); };
    m_root->start(body, [this, settled] { settled.fire(this); });
}

WorkflowTask<QCborValue> WorkflowRunner::runActor(WorkflowContext &context)
{
    co_await m_actor->run(context);
    co_return QCborValue(QCborValue::Undefined);
}

void WorkflowRunner::giveUp(const WorkflowFailure &failure)
{
    if (m_root)
        m_root->fail(failure);
}

// --- Storage ---

WorkflowSignal WorkflowRunner::flush()
{
    m_flushes.push_back({});
    const WorkflowSignal signal = m_flushes.back();
    if (!m_isWriting && !m_retryTimer.isActive())
        write();
    return signal;
}

void WorkflowRunner::write()
{
    if (m_isAbandoned || m_isWriting)
        return;
    m_isWriting = true;
    auto changes = std::make_shared<WorkflowHistory::Changes>(m_history.takeChanges());
    const auto waiters = std::exchange(m_flushes, {});
    const auto done = [self = QPointer(this), changes, waiters](const Result<> &result) {
        if (self)
            self->written(std::move(*changes), waiters, result);
    };
    m_instance.saveWith(changes->puts, changes->removals, done);
}

void WorkflowRunner::written(WorkflowHistory::Changes changes, const std::vector<WorkflowSignal> &waiters,
                             const Result<> &result)
{
    m_isWriting = false;
    if (m_isAbandoned)
        return;
    if (!result) { // Logged already. Nothing goes on before it is stored.
        m_history.putBack(std::move(changes));
        m_flushes.insert(m_flushes.begin(), waiters.begin(), waiters.end());
        m_retryTimer.start(retryInterval());
        return;
    }
    for (const WorkflowSignal &waiter : waiters)
        waiter.fire(this);
    if (!changes.puts.empty() || !changes.removals.empty())
        emit historyChanged();
    if (!m_flushes.empty())
        write();
}

void WorkflowRunner::touched()
{
    m_instance.touch();
    emit historyChanged();
}

milliseconds WorkflowRunner::retryInterval() const
{
    return m_instance.saveInterval();
}

void WorkflowRunner::logAttempt(const WorkflowFailure &failure, std::optional<Instant> retryAt)
{
    LogFields fields{{u"step"_s, failure.where},
                     {u"attempt"_s, QString::number(failure.attempts)},
                     {u"error"_s, failure.message}};
    if (retryAt)
        fields.append({u"again in ms"_s, QString::number((*retryAt - wallClock()).count())});
    m_instance.log(retryAt ? LogLevel::Warn : LogLevel::Error, u"workflow step failed"_s, fields);
}

// --- The actor's functions ---

WorkflowTask<std::optional<Result<QCborValue>>>
WorkflowRunner::call(std::move_only_function<ActionResult()> function, milliseconds timeout)
{
    const ActionResult result = guarded(function);
    touched();
    if (!result.isPending())
        co_return result.outcome();
    const auto answer = std::make_shared<Answer>();
    result.future()
        .then(this, [this, answer](const Result<QCborValue> &outcome) { answer->take(outcome, this); })
        .onFailed(this,
                  [this, answer](const std::exception &exception) {
                      const QString message = QString::fromUtf8(exception.what());
                      answer->take(failure(ErrorCode::RivetkitInternalError, message), this);
                  })
        .onCanceled(this, [this, answer] {
            answer->take(failure(ErrorCode::RivetkitInternalError, u"The step was cancelled."_s), this);
        });
    QTimer timer;
    timer.setSingleShot(true);
    connect(&timer, &QTimer::timeout, this, [this, answer] { answer->came.fire(this); });
    if (timeout > 0ms)
        timer.start(timeout);
    co_await answer->came;
    touched();
    co_return std::move(answer->outcome);
}

// --- Busy or waiting ---

WorkflowRunner::Hold::Hold(WorkflowRunner &runner)
    : m_runner(&runner)
{
    if (m_runner->m_holdCount++ == 0)
        m_runner->noteBusy();
}

WorkflowRunner::Hold::~Hold()
{
    // What comes next holds it again before the event loop looks.
    if (m_runner && --m_runner->m_holdCount == 0 && !m_runner->m_isAbandoned)
        QMetaObject::invokeMethod(m_runner.data(), &WorkflowRunner::noteIdle, Qt::QueuedConnection);
}

void WorkflowRunner::park()
{
    m_isParked = true;
    noteBusy();
}

void WorkflowRunner::noteBusy()
{
    if (!m_awake)
        m_awake.emplace(m_instance);
    if (m_root && m_history.state() == State::Sleeping)
        m_history.setState(State::Running);
    if (m_busySince)
        return;
    m_busySince = wallClock();
    emit wakeChanged();
}

void WorkflowRunner::noteIdle()
{
    if (m_holdCount > 0 || m_isAbandoned)
        return;
    if (!m_isParked)
        m_busySince.reset();
    if (!m_isOver && m_history.state() == State::Running)
        m_history.setState(State::Sleeping);
    emit wakeChanged();
    emit becameQuiet();
    m_awake.reset();
}

WorkflowRunner::Wait::Wait(WorkflowRunner &runner, Instant at, const WorkflowSignal &signal)
    : m_runner(runner)
    , m_wait(runner.m_waits.emplace(at, signal))
{
    m_runner.armTimer();
}

WorkflowRunner::Wait::~Wait()
{
    m_runner.m_waits.erase(m_wait);
    if (!m_runner.m_isAbandoned)
        m_runner.armTimer();
}

void WorkflowRunner::armTimer()
{
    const auto next = std::ranges::find_if(m_waits, [](const auto &wait) { return !wait.second.isFired(); });
    if (next == m_waits.end() || m_isStopping)
        return m_timer.stop();
    m_timer.start(std::clamp(next->first - wallClock(), 0ms, timerMax));
}

void WorkflowRunner::fireDue()
{
    const Instant now = wallClock();
    for (const auto &[at, signal] : m_waits)
        if (at <= now && !signal.isFired())
            signal.fire(this);
    armTimer();
}

} // namespace rove::runtime
