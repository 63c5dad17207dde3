// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actionresult.h"
#include "engine/runtime/workflow/workflowfailure.h"
#include "engine/runtime/workflow/workflowhistory.h"
#include "engine/runtime/workflow/workflowlimits.h"
#include "engine/runtime/workflow/workflowmessage.h"
#include "engine/runtime/workflow/workflowsignal.h"
#include "engine/runtime/workflow/workflowtask.h"
#include "engine/runtime/workflow/workflowvalue.h"

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace rove::runtime {

class WorkflowBranch;
class WorkflowRunner;

/// How a step is tried. The defaults are RivetKit's.
struct StepOptions {
    QString name;
    /// Attempts after the first one; at most `limits::stepRetryCountMax`.
    int maxRetries = limits::stepRetryCountDefault;
    /// The pause before the next attempt: this, doubled with each attempt, up to the maximum.
    std::chrono::milliseconds retryBackoffBase = limits::stepBackoffBaseDefault;
    std::chrono::milliseconds retryBackoffMax = limits::stepBackoffMaxDefault;
    /// Of one attempt; zero for none. What the step has begun goes on by itself.
    std::chrono::milliseconds timeout = limits::stepTimeoutDefault;
    /// Whether a timeout is a failure like any other, or the step's end.
    bool retryOnTimeout = false;
    /// Its result is stored along with the next one, not before the workflow goes on: for what may well be
    /// done twice.
    bool ephemeral = false;
};

struct LoopOptions {
    QString name;
    /// After so many rounds the progress is stored and old rounds are forgotten.
    std::uint32_t historyPruneInterval = limits::loopPruneIntervalDefault;
    /// How many rounds are kept; `historyPruneInterval` unless given.
    std::optional<std::uint32_t> historySize = {};
};

struct ListenOptions {
    enum class Completable { No, Yes };

    /// Messages of these names; of any, if there are none.
    QStringList names = {};
    /// After this `listenBatch` gives nothing; none waits for ever.
    std::optional<std::chrono::milliseconds> timeout = {};
    /// At most so many messages at once, up to `limits::workflowMessagesPerReadMax`; `listenBatch` only.
    int count = 1;
    /// Its sender waits for an answer, which `WorkflowContext::complete` gives.
    Completable completable = Completable::No;
};

/// Whether a loop without a state goes on.
enum class Loop { Again, Done };

/// What a round of a loop gives: the state of the next one, or what the loop gives. Return
/// `again(state)` or `done(value)`.
template <class State, class Value = State>
struct LoopStep {
    std::variant<State, Value> next;
};
template <class State>
struct LoopAgain {
    State state;
    template <class S, class Value>
    operator LoopStep<S, Value>() &&
    {
        return {std::variant<S, Value>(std::in_place_index<0>, std::move(state))};
    }
};
template <class Value>
struct LoopDone {
    Value value;
    template <class State, class V>
    operator LoopStep<State, V>() &&
    {
        return {std::variant<State, V>(std::in_place_index<1>, std::move(value))};
    }
};
template <class State>
[[nodiscard]] LoopAgain<State> again(State state)
{
    return {std::move(state)};
}
template <class Value>
[[nodiscard]] LoopDone<Value> done(Value value)
{
    return {std::move(value)};
}

/// A branch of a join or race: its name, and a coroutine that gets a context of its own. Made by `branch`.
template <class Run>
struct WorkflowBranchOf {
    QString name;
    Run run;
};
template <class Run>
[[nodiscard]] WorkflowBranchOf<Run> branch(const QString &name, Run run)
{
    return {name, std::move(run)};
}

template <class T>
struct RaceResult {
    QString winner;
    T value;
};

/// What a workflow can do. Each of these is an entry of its history, under a name that is unique among those
/// of the same context: after a restart of the actor the workflow's function runs again from its start, and
/// whatever the history knows is not done again but gives what it gave. So the function must take the same
/// way each time: it reads the clock, the actor's state or anything else that changes only inside of steps.
///
///     Workflow Order::run(WorkflowContext &workflow)
///     {
///         const QString payment = co_await workflow.step(u"charge"_s, [this] { return charge(); });
///         co_await workflow.sleep(u"wait for the courier"_s, 24h);
///         co_await workflow.step(u"ship"_s, [this, payment] { return ship(payment); });
///     }
///
/// A result is in the storage, together with the actor's state, before the workflow goes on. While it waits
/// for a time or a message the actor may sleep, and is woken in time. A step that was running when its
/// process died, or whose result could not be stored before the actor's grace period was over, runs again: it
/// is done at least once.
///
/// What fails for good (WorkflowFailure) ends the coroutine that awaited it, at that `co_await`: nothing is
/// thrown, its locals are destroyed, and the failure goes to the join, race or `tryBlock` around it, or is
/// the workflow's. `tryStep` and `tryBlock` give it as a value instead.
///
/// Results, states and branches are of any type that `metavalue.h` bridges. Each context is used by one
/// coroutine, one entry at a time, on the actor's thread, and belongs to the runtime.
class WorkflowContext {
public:
    using Location = persist::workflow::Location;
    template <class T>
    using Attempt = std::expected<T, WorkflowFailure>;

    WorkflowContext(WorkflowBranch &branch, Location location, bool hasCheckpoint);
    WorkflowContext(const WorkflowContext &) = delete;
    WorkflowContext &operator=(const WorkflowContext &) = delete;

    // --- Steps ---
    /// Does something once and remembers what it gave: `run` returns a value, a Result, a future of either,
    /// or nothing. An error is retried, as StepOptions say; `criticalError` and `rollbackError` are not.
    template <class Run>
    WorkflowTask<StepValue<Run>> step(QString name, Run run)
    {
        return step(StepOptions{.name = std::move(name)}, std::move(run));
    }
    template <class Run>
    WorkflowTask<StepValue<Run>> step(StepOptions options, Run run)
    {
        return valueOrEnd<StepValue<Run>>(runStep(std::move(options), stepFunction(std::move(run)), {}));
    }
    /// `rollback` gets what the step gave, and undoes it if the workflow fails later: the last step first.
    /// Needs a `rollbackCheckpoint` before. It is tried once; if it fails, again when the actor wakes next.
    template <class Run, class Rollback>
    WorkflowTask<StepValue<Run>> step(StepOptions options, Run run, Rollback rollback)
    {
        return valueOrEnd<StepValue<Run>>(runStep(std::move(options), stepFunction(std::move(run)),
                                                  rollbackFunction<StepValue<Run>>(std::move(rollback))));
    }
    template <class Run, class Rollback>
    WorkflowTask<StepValue<Run>> step(QString name, Run run, Rollback rollback)
    {
        return step(StepOptions{.name = std::move(name)}, std::move(run), std::move(rollback));
    }
    static constexpr WorkflowFailure::Kinds caughtSteps = WorkflowFailure::Kinds(WorkflowFailure::Critical) |
                                                          WorkflowFailure::Timeout |
                                                          WorkflowFailure::Exhausted;
    /// The same, and gives a failure of these kinds as a value.
    template <class Run>
    WorkflowTask<Attempt<StepValue<Run>>> tryStep(StepOptions options, Run run,
                                                  WorkflowFailure::Kinds kinds = caughtSteps)
    {
        return valueOrFailure<StepValue<Run>>(runStep(std::move(options), stepFunction(std::move(run)), {}),
                                              kinds);
    }
    template <class Run>
    WorkflowTask<Attempt<StepValue<Run>>> tryStep(QString name, Run run,
                                                  WorkflowFailure::Kinds kinds = caughtSteps)
    {
        return tryStep(StepOptions{.name = std::move(name)}, std::move(run), kinds);
    }
    static constexpr WorkflowFailure::Kinds caughtBlocks =
        caughtSteps | WorkflowFailure::Join | WorkflowFailure::Race;
    /// Runs a coroutine with a context of its own, and gives a failure in it as a value. It has no entry
    /// itself.
    template <class Run>
    WorkflowTask<Attempt<TaskValue<Run>>> tryBlock(QString name, Run run,
                                                   WorkflowFailure::Kinds kinds = caughtBlocks)
    {
        return valueOrFailure<TaskValue<Run>>(runBlock(std::move(name), branchBody(std::move(run))), kinds);
    }

    // --- Time ---
    WorkflowTask<> sleep(QString name, std::chrono::milliseconds duration);
    WorkflowTask<> sleepUntil(QString name, Instant at);

    // --- Loops ---
    /// Runs a coroutine again and again, each time with what the time before gave, until that is
    /// `done(value)`. The state is stored with each entry of a round, and old rounds are forgotten.
    template <class State, class Run>
    WorkflowTask<LoopValue<Run, State>> loop(LoopOptions options, State state, Run run)
    {
        return valueOrEnd<LoopValue<Run, State>>(
            asAttempt(runLoop(std::move(options), toValue(state), loopBody<State>(std::move(run)))));
    }
    template <class State, class Run>
    WorkflowTask<LoopValue<Run, State>> loop(QString name, State state, Run run)
    {
        return loop(LoopOptions{.name = std::move(name)}, std::move(state), std::move(run));
    }
    /// The same without a state.
    template <class Run>
    WorkflowTask<> loop(LoopOptions options, Run run)
    {
        return valueOrEnd<void>(asAttempt(runLoop(std::move(options), QCborValue(QCborValue::Undefined),
                                                  statelessLoopBody(std::move(run)))));
    }
    template <class Run>
    WorkflowTask<> loop(QString name, Run run)
    {
        return loop(LoopOptions{.name = std::move(name)}, std::move(run));
    }

    // --- Branches ---
    /// Runs all branches side by side and gives what each gave; one without a value gives std::monostate.
    /// Fails after all of them are over, if any has failed.
    template <class... Runs>
    WorkflowTask<std::tuple<BranchValue<Runs>...>> join(QString name, WorkflowBranchOf<Runs>... branches)
    {
        std::vector<NamedBody> bodies;
        (bodies.push_back({branches.name, branchBody(std::move(branches.run))}), ...);
        return joined<BranchValue<Runs>...>(runJoin(std::move(name), std::move(bodies)),
                                            QStringList{branches.name...});
    }
    /// The same for any number of branches of one kind, by name.
    template <class Run>
    WorkflowTask<std::map<QString, BranchValue<Run>>> join(QString name,
                                                           std::vector<WorkflowBranchOf<Run>> branches)
    {
        return joinedMap<BranchValue<Run>>(runJoin(std::move(name), bodiesOf(std::move(branches))));
    }
    /// Runs all branches side by side until the first one is done; the others are cancelled and forgotten.
    /// Fails if all fail.
    template <class Run, class... Runs>
    WorkflowTask<RaceResult<BranchValue<Run>>> race(QString name, WorkflowBranchOf<Run> first,
                                                    WorkflowBranchOf<Runs>... others)
    {
        std::vector<NamedBody> bodies;
        bodies.push_back({first.name, branchBody(std::move(first.run))});
        (bodies.push_back({others.name, branchBody(std::move(others.run))}), ...);
        return raced<BranchValue<Run>>(runRace(std::move(name), std::move(bodies)));
    }

    // --- Messages ---
    /// Waits for the next message of the actor's queue.
    WorkflowTask<WorkflowMessage> listen(QString name, ListenOptions options = {});
    /// At least one, unless the timeout is over.
    WorkflowTask<std::vector<WorkflowMessage>> listenBatch(QString name, ListenOptions options);
    /// Answers the sender of a message that was received as completable; before the next one is received.
    WorkflowTask<> complete(WorkflowMessage message, QCborValue response = QCborValue(QCborValue::Undefined));

    // --- Undoing, and changes of the code ---
    /// From here on steps may have a rollback.
    WorkflowTask<> rollbackCheckpoint(QString name);
    /// In the place of an entry that the code no longer has: histories with it and without it fit. `type` is
    /// what it was: `step`, `loop`, `sleep`, `message`, `join`, `race` and so on.
    WorkflowTask<> removed(QString name, QString type);
    /// Which version of the code a workflow goes by that was begun by an older one: `latest` for one that
    /// comes here first, 1 for one that has been beyond this place already; the same each time. From 1 up.
    WorkflowTask<int> version(QString name, int latest);

    /// Whether the actor is going to sleep or to be destroyed; what a step begins may be in vain then.
    [[nodiscard]] bool isStopping() const;

private:
    friend class WorkflowRunner;
    friend class WorkflowBranch;

    using Item = WorkflowHistory::Item;
    using Outcome = Attempt<QCborValue>;
    using StepFunction = std::move_only_function<ActionResult()>;
    using RollbackFunction = std::move_only_function<ActionResult(const QCborValue &)>;
    using Body = std::move_only_function<WorkflowTask<QCborValue>(WorkflowContext &)>;
    struct NamedBody {
        QString name;
        Body run;
    };
    struct Turn {
        bool isDone = false;
        QCborValue value;
    };
    using LoopBody = std::move_only_function<WorkflowTask<Turn>(WorkflowContext &, const QCborValue &)>;
    struct Race {
        QString winner;
        QCborValue value;
    };
    /// Where an entry stands, and the item that the history has for it.
    struct Place {
        QString name;
        Location location;
        Item *item = nullptr;
    };
    /// Notices an entry that is begun while another one is under way.
    class Entering;

    // What is behind the functions above.
    WorkflowTask<Outcome> runStep(StepOptions options, StepFunction run, RollbackFunction rollback);
    WorkflowTask<Outcome> runBlock(QString name, Body body);
    WorkflowTask<QCborValue> runLoop(LoopOptions options, QCborValue state, LoopBody body);
    WorkflowTask<Attempt<QCborMap>> runJoin(QString name, std::vector<NamedBody> bodies);
    WorkflowTask<Attempt<Race>> runRace(QString name, std::vector<NamedBody> bodies);

    // Parts of a step.
    enum class Again { No, Yes };
    WorkflowTask<> checkStep(const StepOptions &options, QString other, bool hasRollback);
    WorkflowTask<Outcome> attemptStep(Item &item, const StepOptions &options, StepFunction &run);
    WorkflowTask<WorkflowFailure> failStep(Item &item, const StepOptions &options, QString errorText,
                                           Again again);
    WorkflowTask<WorkflowFailure> endStep(Item &item, QString name, QString errorText);
    [[nodiscard]] Outcome replayedStep(Item &item, const QString &name, RollbackFunction rollback);

    // Parts of a loop.
    WorkflowTask<> finishLoop(Item &item, const LoopOptions &options, QCborValue value);
    [[nodiscard]] static std::uint32_t roundsKept(const LoopOptions &options);

    // Parts of joins and races.
    template <class Kind>
    WorkflowTask<Item *> openBranches(QString name, const std::vector<NamedBody> &bodies);
    Result<std::unique_ptr<WorkflowBranch>> makeBranch(const Item &item, const QString &name);
    WorkflowTask<Attempt<QCborMap>> finishJoin(Item &item, QString name);
    WorkflowTask<> finishRace(Item &item);

    // Parts of listening.
    struct Listening;
    WorkflowTask<Item *> openDeadline(const Listening &listening);
    WorkflowTask<std::vector<WorkflowMessage>> replayMessages(const Listening &listening);
    WorkflowTask<std::vector<WorkflowMessage>> takeMessages(const Listening &listening);
    WorkflowTask<std::vector<WorkflowMessage>> receive(const Listening &listening);
    WorkflowTask<> waitForMessage(const Listening &listening);
    WorkflowTask<> removeMessage(WorkflowMessage message, QCborValue response);
    void noteUncompleted(const Listening &listening, Item &item, const WorkflowMessage &message,
                         bool isCompleted);
    bool visitMessages(const QString &name);

    // Parts of all.
    WorkflowTask<> parkIfStopping();
    WorkflowTask<> notUnderWay(QString name, QString other);
    WorkflowTask<Place> enter(QString name);
    WorkflowTask<Item *> add(const Place &place, persist::workflow::EntryKind kind);
    WorkflowTask<> store(Item &item);
    WorkflowTask<> flush();
    WorkflowTask<> waitUntil(Instant at);
    /// None if the coroutine came by everything that the history has inside.
    [[nodiscard]] std::optional<WorkflowFailure> unvisited() const;
    template <class Kind>
    WorkflowTask<> expect(const Place &place);

    /// These do not give control back to who awaits them.
    [[nodiscard]] WorkflowEnd fail(const WorkflowFailure &failure);
    [[nodiscard]] WorkflowEnd mismatch(const QString &message);
    [[nodiscard]] WorkflowEnd mistake(const QString &message);
    [[nodiscard]] WorkflowEnd limitReached(const Error &error);
    /// The end of what can be rolled back.
    [[nodiscard]] WorkflowEnd halt();

    // Between values of C++ and of the history.
    template <class T>
    WorkflowTask<T> valueOf(QCborValue value)
    {
        if constexpr (!std::is_void_v<T>) {
            Result<T> converted = fromValue<T>(value);
            if (!converted)
                co_await mismatch(converted.error().message);
            co_return *std::move(converted);
        }
    }
    template <class T>
    WorkflowTask<T> valueOrEnd(WorkflowTask<Outcome> task)
    {
        const Outcome outcome = co_await std::move(task);
        if (!outcome)
            co_await fail(outcome.error());
        if constexpr (!std::is_void_v<T>)
            co_return co_await valueOf<T>(*outcome);
    }
    template <class T>
    WorkflowTask<Attempt<T>> valueOrFailure(WorkflowTask<Outcome> task, WorkflowFailure::Kinds kinds)
    {
        Outcome outcome = co_await std::move(task);
        if (!outcome && !kinds.testFlag(outcome.error().kind))
            co_await fail(outcome.error());
        if (!outcome)
            co_return std::unexpected(std::move(outcome).error());
        if constexpr (std::is_void_v<T>)
            co_return Attempt<T>();
        else
            co_return Attempt<T>(co_await valueOf<T>(*outcome));
    }
    WorkflowTask<Outcome> asAttempt(WorkflowTask<QCborValue> task)
    {
        co_return Outcome(co_await std::move(task));
    }
    template <class... Ts>
    WorkflowTask<std::tuple<Ts...>> joined(WorkflowTask<Attempt<QCborMap>> task, QStringList names)
    {
        const Attempt<QCborMap> values = co_await std::move(task);
        if (!values)
            co_await fail(values.error());
        co_return co_await tupleOf<Ts...>(*values, names, std::index_sequence_for<Ts...>());
    }
    template <class... Ts, std::size_t... i>
    WorkflowTask<std::tuple<Ts...>> tupleOf(QCborMap values, QStringList names, std::index_sequence<i...>)
    {
        std::tuple<std::optional<Ts>...> held;
        (std::get<i>(held).emplace(co_await valueOf<Ts>(values.value(names[i]))), ...);
        co_return std::tuple<Ts...>(*std::get<i>(std::move(held))...);
    }
    template <class T>
    WorkflowTask<std::map<QString, T>> joinedMap(WorkflowTask<Attempt<QCborMap>> task)
    {
        const Attempt<QCborMap> values = co_await std::move(task);
        if (!values)
            co_await fail(values.error());
        std::map<QString, T> converted;
        for (auto value = values->cbegin(); value != values->cend(); ++value)
            converted.emplace(value.key().toString(), co_await valueOf<T>(value.value()));
        co_return converted;
    }
    template <class T>
    WorkflowTask<RaceResult<T>> raced(WorkflowTask<Attempt<Race>> task)
    {
        const Attempt<Race> race = co_await std::move(task);
        if (!race)
            co_await fail(race.error());
        co_return RaceResult<T>{race->winner, co_await valueOf<T>(race->value)};
    }

    template <class Run>
    static StepFunction stepFunction(Run run)
    {
        return [run = std::move(run)]() mutable -> ActionResult {
            if constexpr (std::is_void_v<std::invoke_result_t<Run &>>) {
                run();
                return {};
            } else {
                return run();
            }
        };
    }
    template <class T, class Rollback>
    RollbackFunction rollbackFunction(Rollback rollback)
    {
        return [rollback = std::move(rollback)](const QCborValue &value) mutable -> ActionResult {
            if constexpr (std::is_void_v<T>)
                return stepFunction([&] { return rollback(); })();
            else if (const Result<T> output = fromValue<T>(value))
                return stepFunction([&] { return rollback(*output); })();
            else
                return std::unexpected(output.error());
        };
    }
    /// The coroutine of a branch, on a lambda that lives as long as it.
    template <class Run>
    static WorkflowTask<QCborValue> runBranch(Run &run, WorkflowContext &context)
    {
        if constexpr (std::is_void_v<TaskValue<Run>>) {
            co_await run(context);
            co_return QCborValue(QCborValue::Undefined);
        } else {
            co_return toValue(co_await run(context));
        }
    }
    template <class Run>
    static Body branchBody(Run run)
    {
        return [run = std::move(run)](WorkflowContext &context) mutable { return runBranch(run, context); };
    }
    template <class Run>
    static std::vector<NamedBody> bodiesOf(std::vector<WorkflowBranchOf<Run>> branches)
    {
        std::vector<NamedBody> bodies;
        for (WorkflowBranchOf<Run> &branch : branches)
            bodies.push_back({branch.name, branchBody(std::move(branch.run))});
        return bodies;
    }
    template <class State, class Run>
    static WorkflowTask<Turn> runTurn(Run &run, WorkflowContext &round, QCborValue value)
    {
        State state = co_await round.valueOf<State>(std::move(value));
        auto step = co_await run(round, std::move(state));
        if (step.next.index() == 0)
            co_return Turn{.isDone = false, .value = toValue(std::get<0>(step.next))};
        co_return Turn{.isDone = true, .value = toValue(std::get<1>(step.next))};
    }
    template <class State, class Run>
    static LoopBody loopBody(Run run)
    {
        return [run = std::move(run)](WorkflowContext &round, const QCborValue &state) mutable {
            return runTurn<State>(run, round, state);
        };
    }
    template <class Run>
    static WorkflowTask<Turn> runStatelessTurn(Run &run, WorkflowContext &round)
    {
        const Loop next = co_await run(round);
        co_return Turn{.isDone = next == Loop::Done, .value = QCborValue(QCborValue::Undefined)};
    }
    template <class Run>
    static LoopBody statelessLoopBody(Run run)
    {
        return [run = std::move(run)](WorkflowContext &round, const QCborValue &) mutable {
            return runStatelessTurn(run, round);
        };
    }

    WorkflowBranch &m_branch;
    WorkflowRunner &m_runner;
    Location m_location;
    bool m_hasCheckpoint;
    QString m_entering;    ///< The name of the entry under way.
    QSet<QString> m_names; ///< Of the entries so far.
    struct Uncompleted {
        quint64 id = 0;
        Item *item = nullptr;
    };
    std::optional<Uncompleted> m_uncompleted; ///< To be completed before the next message.
};

} // namespace rove::runtime
