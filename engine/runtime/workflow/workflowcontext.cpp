// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/workflow/workflowcontext.h"

#include "engine/runtime/workflow/workflowbranch.h"
#include "engine/runtime/workflow/workflowrunner.h"
#include "protocol/base/cbor.h"
#include "protocol/persist/workflowcodec.h"

#include <QtCore/QScopeGuard>

#include <algorithm>
#include <cmath>

namespace rove::runtime {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace persist::workflow;
using Hold = WorkflowRunner::Hold;

namespace {

const QCborValue nothing{QCborValue::Undefined};

Instant wallClock()
{
    return floor<milliseconds>(system_clock::now());
}

/// What the history keeps of a value that may be none.
std::optional<QByteArray> stored(const QCborValue &value)
{
    return value.isUndefined() ? std::nullopt : std::optional(cbor::encode(value));
}

QCborValue restored(const QByteArray &bytes)
{
    return cbor::decode(bytes).value_or(nothing);
}

QCborValue restored(const std::optional<QByteArray> &bytes)
{
    return bytes ? restored(*bytes) : nothing;
}

/// The pause after so many attempts: without chance, so that a replay waits no differently.
milliseconds backoff(std::uint32_t attempts, const StepOptions &options)
{
    const double factor = std::pow(2.0, std::min(attempts, 62U));
    const double pause = static_cast<double>(options.retryBackoffBase.count()) * factor;
    return milliseconds(
        static_cast<std::int64_t>(std::min(pause, static_cast<double>(options.retryBackoffMax.count()))));
}

/// Of a step that failed for good, from what the history keeps of it.
WorkflowFailure stepFailure(const QString &name, const QString &errorText, std::uint32_t attempts)
{
    WorkflowFailure failure{.kind = failureKindOf(errorText),
                            .where = name,
                            .message = errorText.section(u": "_s, 1),
                            .attempts = static_cast<int>(attempts)};
    if (failure.kind == WorkflowFailure::Exhausted)
        failure.message = u"Step \"%1\" exhausted retries: %2"_s.arg(name, errorText);
    return failure;
}

QString cut(const QString &text)
{
    return text.left(limits::workflowErrorCharactersMax);
}

template <class Kind>
QString kindNameOf()
{
    return kindName(EntryKind(Kind()));
}

QString underWay(const QString &name, const QString &other)
{
    return u"\"%1\" is begun while \"%2\" is under way: a branch, round or block uses the context that it "
           "was given, and what is not awaited is not done."_s.arg(name, other);
}

bool isOpen(const BranchStatus &status)
{
    return status.status == BranchStatusType::Pending || status.status == BranchStatusType::Running;
}

/// Sets what became of a branch.
void record(BranchStatus &status, const WorkflowBranch &branch)
{
    const bool isCompleted = branch.state() == WorkflowBranch::State::Completed;
    status.status = isCompleted ? BranchStatusType::Completed : BranchStatusType::Failed;
    status.output = isCompleted ? stored(branch.output()) : std::nullopt;
    status.error = isCompleted ? std::nullopt : std::optional(cut(branch.failure().text()));
}

/// The same, when the history cannot hold what the branch gave.
void recordLimit(BranchStatus &status, const Error &error)
{
    status = {.status = BranchStatusType::Failed, .output = {}, .error = stepErrorText(error)};
}

void markOver(WorkflowHistory::Item &item, EntryStatus status = EntryStatus::Completed)
{
    item.metadata.status = status;
    item.metadata.completedAt = workflowNow();
}

QString namesOf(const std::map<QString, BranchStatus> &branches)
{
    QStringList names;
    for (const auto &[name, status] : branches)
        names.append(u'"' % name % u'"');
    return names.join(u", "_s);
}

WorkflowContext::Location inside(WorkflowContext::Location location, PathSegment segment)
{
    location.push_back(segment);
    return location;
}

/// Waits for a future of the runtime itself, none of which throws or is cancelled by others.
template <class T>
WorkflowTask<Result<T>> resultOf(WorkflowRunner &runner, QFuture<Result<T>> future)
{
    struct Answer {
        Result<T> result = failure(ErrorCode::ActorStopping);
        WorkflowSignal came;
    };
    const auto answer = std::make_shared<Answer>();
    future
        .then(&runner,
              [&runner, answer](const Result<T> &result) {
                  answer->result = result;
                  answer->came.fire(&runner);
              })
        .onCanceled(&runner, [&runner, answer] { answer->came.fire(&runner); });
    co_await answer->came;
    co_return answer->result;
}

} // namespace

/// Entries of one context follow one another: one that is begun while another is under way belongs to another
/// context, which its branch or round was given.
class WorkflowContext::Entering {
public:
    Entering(WorkflowContext &context, const QString &name)
        : m_context(context)
    {
        if (context.m_entering.isNull())
            context.m_entering = name;
        else
            m_other = context.m_entering;
    }
    Entering(const Entering &) = delete;
    Entering &operator=(const Entering &) = delete;
    ~Entering()
    {
        if (m_other.isNull())
            m_context.m_entering = QString();
    }
    /// The name of the entry that is under way already.
    [[nodiscard]] const QString &other() const { return m_other; }

private:
    WorkflowContext &m_context;
    QString m_other;
};

WorkflowContext::WorkflowContext(WorkflowBranch &branch, Location location, bool hasCheckpoint)
    : m_branch(branch)
    , m_runner(branch.runner())
    , m_location(std::move(location))
    , m_hasCheckpoint(hasCheckpoint)
{}

bool WorkflowContext::isStopping() const
{
    return m_runner.isStopping();
}

// --- Ends ---

WorkflowEnd WorkflowContext::fail(const WorkflowFailure &failure)
{
    if (failure.isOfCode())
        m_runner.giveUp(failure);
    else
        m_branch.fail(failure);
    return {};
}

WorkflowEnd WorkflowContext::mismatch(const QString &message)
{
    return fail({.kind = WorkflowFailure::Mismatch,
                 .where = m_entering,
                 .message = u"The workflow's code does not fit its history: "_s % message});
}

WorkflowEnd WorkflowContext::mistake(const QString &message)
{
    return fail({.kind = WorkflowFailure::Mistake, .where = m_entering, .message = message});
}

WorkflowEnd WorkflowContext::limitReached(const Error &error)
{
    return fail({.kind = WorkflowFailure::Critical, .where = m_entering, .message = error.message});
}

WorkflowEnd WorkflowContext::halt()
{
    m_branch.halt();
    return {};
}

// --- Parts of all entries ---

WorkflowTask<> WorkflowContext::parkIfStopping()
{
    if (!m_runner.isStopping())
        co_return;
    m_runner.park();
    co_await WorkflowEnd();
}

WorkflowTask<> WorkflowContext::notUnderWay(QString name, QString other)
{
    if (!other.isNull())
        co_await mistake(underWay(name, other));
}

WorkflowTask<WorkflowContext::Place> WorkflowContext::enter(QString name)
{
    co_await parkIfStopping();
    if (name.isEmpty() || name.size() > limits::workflowNameCharactersMax)
        co_await mistake(u"The name of a workflow's entry must have from 1 to %1 characters."_s.arg(
            limits::workflowNameCharactersMax));
    if (m_names.contains(name))
        co_await mistake(
            u"The name \"%1\" is there twice in \"%2\": each entry needs a name of its own."_s.arg(
                name, m_runner.history().pathOf(m_location)));
    m_names.insert(name);
    if (m_location.size() >= limits::workflowDepthMax)
        co_await mistake(
            u"The workflow's entries are nested deeper than %1."_s.arg(limits::workflowDepthMax));
    const Result<std::uint32_t> index = m_runner.history().nameIndex(name);
    if (!index)
        co_await limitReached(index.error());
    Place place{.name = std::move(name), .location = m_location};
    place.location.emplace_back(*index);
    place.item = m_runner.history().find(place.location);
    if (place.item)
        place.item->isVisited = true;
    co_return place;
}

template <class Kind>
WorkflowTask<> WorkflowContext::expect(const Place &place)
{
    if (place.item && !std::holds_alternative<Kind>(place.item->entry.kind))
        co_await mismatch(
            u"the code has the %1 \"%2\" where the history has the %3 \"%4\". An entry that is no longer "
            "wanted is replaced by removed(), and a new one needs a new name."_s.arg(
                kindNameOf<Kind>(), place.name, kindName(place.item->entry.kind),
                m_runner.history().pathOf(place.location)));
}

WorkflowTask<WorkflowHistory::Item *> WorkflowContext::add(const Place &place, EntryKind kind)
{
    const Result<Item *> added = m_runner.history().add(place.location, std::move(kind));
    if (!added)
        co_await limitReached(added.error());
    co_return *added;
}

WorkflowTask<> WorkflowContext::store(Item &item)
{
    const Result<> kept = m_runner.history().store(item);
    if (!kept)
        co_await limitReached(kept.error());
}

WorkflowTask<> WorkflowContext::flush()
{
    const Hold hold(m_runner);
    co_await m_runner.flush();
}

WorkflowTask<> WorkflowContext::waitUntil(Instant at)
{
    if (at <= wallClock())
        co_return;
    const WorkflowRunner::Wait wait(m_runner, at);
    co_await wait.signal();
}

std::optional<WorkflowFailure> WorkflowContext::unvisited() const
{
    const WorkflowHistory &history = m_runner.history();
    const Item *left = m_runner.isRollingBack() ? nullptr : history.firstUnvisited(m_location);
    if (!left)
        return std::nullopt;
    const QString end =
        m_location.empty() ? u"its end"_s : u"the end of \"%1\""_s.arg(history.pathOf(m_location));
    return WorkflowFailure{
        .kind = WorkflowFailure::Mismatch,
        .where = {},
        .message =
            u"The workflow's code does not fit its history: the history has the %1 \"%2\", and the code "
            "came to %3 without it. An entry that is no longer wanted is replaced by removed()."_s.arg(
                kindName(left->entry.kind), history.pathOf(left->entry.location), end)};
}

// --- Steps ---

WorkflowTask<WorkflowContext::Outcome> WorkflowContext::runStep(StepOptions options, StepFunction run,
                                                                RollbackFunction rollback)
{
    const Entering entering(*this, options.name);
    co_await checkStep(options, entering.other(), rollback != nullptr);
    Place place = co_await enter(options.name);
    co_await expect<StepEntry>(place);
    const bool isOver = place.item && (place.item->metadata.status == EntryStatus::Completed ||
                                       place.item->metadata.status == EntryStatus::Exhausted ||
                                       place.item->as<StepEntry>().output);
    if (isOver)
        co_return replayedStep(*place.item, options.name, std::move(rollback));
    if (m_runner.isRollingBack())
        co_await halt();
    if (!place.item)
        place.item = co_await add(place, StepEntry());
    Item &item = *place.item;
    for (;;) {
        const std::uint32_t attempts = item.metadata.attempts;
        if (std::cmp_greater(attempts, options.maxRetries)) {
            const QString lastError = item.metadata.error.value_or(u"Error: it was interrupted"_s);
            co_return std::unexpected(co_await endStep(item, options.name, lastError));
        }
        if (attempts > 0)
            co_await waitUntil(workflowInstant(item.metadata.lastAttemptAt) + backoff(attempts, options));
        co_await parkIfStopping();
        Outcome outcome = co_await attemptStep(item, options, run);
        if (outcome || item.metadata.status == EntryStatus::Exhausted)
            co_return outcome;
    }
}

WorkflowTask<> WorkflowContext::checkStep(const StepOptions &options, QString other, bool hasRollback)
{
    co_await notUnderWay(options.name, std::move(other));
    if (hasRollback && !m_hasCheckpoint)
        co_await mistake(u"The step \"%1\" has a rollback, which needs a rollbackCheckpoint before it."_s.arg(
            options.name));
    if (options.maxRetries < 0 || options.maxRetries > limits::stepRetryCountMax)
        co_await mistake(u"The step \"%1\" wants %2 retries; from 0 to %3 are possible."_s.arg(options.name)
                             .arg(options.maxRetries)
                             .arg(limits::stepRetryCountMax));
}

WorkflowContext::Outcome WorkflowContext::replayedStep(Item &item, const QString &name,
                                                       RollbackFunction rollback)
{
    if (item.metadata.status == EntryStatus::Exhausted)
        return std::unexpected(
            stepFailure(name, item.metadata.error.value_or(u"Error"_s), item.metadata.attempts));
    QCborValue output = restored(item.as<StepEntry>().output);
    if (rollback && m_runner.isRollingBack() && !item.metadata.rollbackCompletedAt)
        m_runner.addRollback(
            {.item = &item, .name = name, .run = [rollback = std::move(rollback), output]() mutable {
                 return rollback(output);
             }});
    return output;
}

WorkflowTask<WorkflowContext::Outcome> WorkflowContext::attemptStep(Item &item, const StepOptions &options,
                                                                    StepFunction &run)
{
    const Hold hold(m_runner);
    item.metadata.status = EntryStatus::Running;
    ++item.metadata.attempts;
    item.metadata.lastAttemptAt = workflowNow();
    co_await store(
        item); // Written with whatever comes next; a crash before that does not count as an attempt.
    const std::optional<Result<QCborValue>> result =
        co_await m_runner.call([&run] { return run(); }, options.timeout);
    if (!result)
        co_return std::unexpected(
            co_await failStep(item, options,
                              u"StepTimeoutError: Step \"%1\" timed out after %2ms"_s.arg(options.name)
                                  .arg(options.timeout.count()),
                              options.retryOnTimeout ? Again::Yes : Again::No));
    if (!*result) {
        const bool isFinal = failureKindOf(result->error()) != WorkflowFailure::Exhausted;
        co_return std::unexpected(co_await failStep(item, options, stepErrorText(result->error()),
                                                    isFinal ? Again::No : Again::Yes));
    }
    item.as<StepEntry>() = {.output = stored(**result), .error = {}};
    item.metadata.error.reset();
    markOver(item);
    if (const Result<> kept = m_runner.history().store(item); !kept) {
        item.as<StepEntry>().output.reset();
        item.metadata.completedAt.reset();
        co_return std::unexpected(co_await endStep(item, options.name, stepErrorText(kept.error())));
    }
    if (!options.ephemeral)
        co_await flush();
    co_return restored(item.as<StepEntry>().output);
}

WorkflowTask<WorkflowFailure> WorkflowContext::failStep(Item &item, const StepOptions &options,
                                                        QString errorText, Again again)
{
    if (again == Again::No || std::cmp_greater(item.metadata.attempts, options.maxRetries))
        co_return co_await endStep(item, options.name, std::move(errorText));
    item.metadata.status = EntryStatus::Failed;
    item.metadata.error = cut(errorText);
    item.as<StepEntry>().error = cut(errorText);
    WorkflowFailure failure = stepFailure(options.name, errorText, item.metadata.attempts);
    failure.message = errorText;
    m_runner.logAttempt(failure, workflowInstant(item.metadata.lastAttemptAt) +
                                     backoff(item.metadata.attempts, options));
    co_await store(item);
    co_await flush();
    co_return failure;
}

/// The failure is in the history before anyone acts on it, so that it is the same after a restart.
WorkflowTask<WorkflowFailure> WorkflowContext::endStep(Item &item, QString name, QString errorText)
{
    item.metadata.status = EntryStatus::Exhausted;
    item.metadata.error = cut(errorText);
    item.as<StepEntry>().error = cut(errorText);
    const WorkflowFailure failure = stepFailure(name, *item.metadata.error, item.metadata.attempts);
    m_runner.logAttempt(failure, {});
    co_await store(item);
    co_await flush();
    co_return failure;
}

// --- Blocks ---

WorkflowTask<WorkflowContext::Outcome> WorkflowContext::runBlock(QString name, Body body)
{
    const Entering entering(*this, name);
    co_await notUnderWay(name, entering.other());
    const Place place = co_await enter(name);
    if (place.item)
        co_await mismatch(u"the code has a block \"%1\" where the history has the %2 \"%3\"."_s.arg(
            name, kindName(place.item->entry.kind), m_runner.history().pathOf(place.location)));
    WorkflowBranch block(m_runner, place.location, m_hasCheckpoint);
    const WorkflowSignal settled;
    block.start(std::move(body), [this, settled] { settled.fire(&m_runner); });
    co_await settled;
    if (block.state() == WorkflowBranch::State::Halted)
        co_await halt();
    if (block.state() == WorkflowBranch::State::Failed)
        co_return std::unexpected(block.failure());
    co_return block.output();
}

// --- Time ---

WorkflowTask<> WorkflowContext::sleep(QString name, milliseconds duration)
{
    return sleepUntil(std::move(name), wallClock() + duration);
}

WorkflowTask<> WorkflowContext::sleepUntil(QString name, Instant at)
{
    const Entering entering(*this, name);
    co_await notUnderWay(name, entering.other());
    const Place place = co_await enter(name);
    co_await expect<SleepEntry>(place);
    if (place.item && place.item->as<SleepEntry>().state != SleepState::Pending)
        co_return;
    if (m_runner.isRollingBack())
        co_await halt();
    Item *item = place.item;
    if (!item) {
        item = co_await add(place, SleepEntry{.deadline = workflowTime(at), .state = SleepState::Pending});
        co_await store(*item);
        co_await flush();
    }
    co_await waitUntil(workflowInstant(item->as<SleepEntry>().deadline));
    item->as<SleepEntry>().state = SleepState::Completed;
    markOver(*item);
    co_await store(*item);
    co_await flush();
}

// --- Loops ---

WorkflowTask<QCborValue> WorkflowContext::runLoop(LoopOptions options, QCborValue state, LoopBody body)
{
    const Entering entering(*this, options.name);
    co_await notUnderWay(options.name, entering.other());
    const Place place = co_await enter(options.name);
    co_await expect<LoopEntry>(place);
    WorkflowHistory &history = m_runner.history();
    if (place.item && place.item->metadata.status == EntryStatus::Completed) {
        history.visitSubtree(place.location);
        co_return restored(place.item->as<LoopEntry>().output);
    }
    if (m_runner.isRollingBack() && !place.item)
        co_await halt();
    Item *item = place.item;
    if (!item)
        item = co_await add(place, LoopEntry{.state = cbor::encode(state), .iteration = 0, .output = {}});
    auto &entry = item->as<LoopEntry>();
    item->metadata.status = EntryStatus::Running;
    co_await store(*item);
    history.visitRounds(place.location, entry.iteration);
    for (;;) {
        co_await parkIfStopping();
        const LoopIterationMarker marker{.loop = std::get<std::uint32_t>(place.location.back()),
                                         .iteration = entry.iteration};
        WorkflowContext round(m_branch, inside(place.location, marker), m_hasCheckpoint);
        const Turn turn = co_await body(round, restored(entry.state));
        if (const std::optional<WorkflowFailure> left = round.unvisited())
            co_await fail(*left);
        if (turn.isDone) {
            co_await finishLoop(*item, options, turn.value);
            co_return turn.value;
        }
        if (m_runner.isRollingBack()) // Of an earlier round nothing is known but that it is over.
            co_await halt();
        entry.state = cbor::encode(turn.value);
        ++entry.iteration;
        co_await store(*item); // Written with the next entry of a round.
        if (entry.iteration % std::max(options.historyPruneInterval, 1U) == 0) {
            history.removeRounds(place.location, entry.iteration, roundsKept(options));
            co_await flush();
        }
    }
}

WorkflowTask<> WorkflowContext::finishLoop(Item &item, const LoopOptions &options, QCborValue value)
{
    auto &entry = item.as<LoopEntry>();
    entry.output = stored(value);
    markOver(item);
    m_runner.history().removeRounds(item.entry.location, entry.iteration + 1, roundsKept(options));
    co_await store(item);
    co_await flush();
}

std::uint32_t WorkflowContext::roundsKept(const LoopOptions &options)
{
    return std::min(options.historySize.value_or(options.historyPruneInterval), limits::loopHistoryRoundsMax);
}

// --- Branches ---

/// What is the same for a join and a race: the branches must be those of the history.
template <class Kind>
WorkflowTask<WorkflowHistory::Item *> WorkflowContext::openBranches(QString name,
                                                                    const std::vector<NamedBody> &bodies)
{
    if (bodies.empty() || bodies.size() > limits::workflowBranchCountMax)
        co_await mistake(u"\"%1\" has %2 branches; from 1 to %3 are possible."_s.arg(name)
                             .arg(bodies.size())
                             .arg(limits::workflowBranchCountMax));
    std::map<QString, BranchStatus> branches;
    for (const NamedBody &body : bodies)
        if (!branches.try_emplace(body.name).second)
            co_await mistake(u"\"%1\" has the branch \"%2\" twice."_s.arg(name, body.name));
    const Place place = co_await enter(name);
    co_await expect<Kind>(place);
    if (!place.item) {
        if (m_runner.isRollingBack())
            co_await halt();
        Kind kind;
        kind.branches = std::move(branches);
        Item *const item = co_await add(place, std::move(kind));
        co_await store(*item);
        co_await flush();
        co_return item;
    }
    const std::map<QString, BranchStatus> &known = place.item->as<Kind>().branches;
    const auto isSame = [](const auto &one, const auto &other) { return one.first == other.first; };
    if (!std::ranges::equal(known, branches, isSame))
        co_await mismatch(u"the code's %1 \"%2\" has the branches %3, and the history's has %4."_s.arg(
            kindNameOf<Kind>(), name, namesOf(branches), namesOf(known)));
    co_return place.item;
}

Result<std::unique_ptr<WorkflowBranch>> WorkflowContext::makeBranch(const Item &item, const QString &name)
{
    const std::uint32_t index = TRY(m_runner.history().nameIndex(name));
    return std::make_unique<WorkflowBranch>(m_runner, inside(item.entry.location, index), m_hasCheckpoint);
}

WorkflowTask<WorkflowContext::Attempt<QCborMap>> WorkflowContext::runJoin(QString name,
                                                                          std::vector<NamedBody> bodies)
{
    const Entering entering(*this, name);
    co_await notUnderWay(name, entering.other());
    Item &item = *co_await openBranches<JoinEntry>(name, bodies);
    std::map<QString, BranchStatus> &statuses = item.as<JoinEntry>().branches;
    std::vector<std::unique_ptr<WorkflowBranch>> branches;
    std::size_t running = 0;
    const WorkflowSignal settled;
    m_runner.history().visitSubtree(item.entry.location);
    for (NamedBody &body : bodies) {
        BranchStatus &status = statuses[body.name];
        // To know what can be undone also those that are done are gone through.
        if (!isOpen(status) && !m_runner.isRollingBack())
            continue;
        Result<std::unique_ptr<WorkflowBranch>> made = makeBranch(item, body.name);
        if (!made)
            co_await limitReached(made.error());
        m_runner.history().forgetVisits((*made)->context().m_location);
        branches.push_back(*std::move(made));
        ++running;
    }
    auto next = branches.begin();
    for (NamedBody &body : bodies) {
        BranchStatus &status = statuses[body.name];
        if (!isOpen(status) && !m_runner.isRollingBack())
            continue;
        WorkflowBranch &branch = **next++;
        if (!m_runner.isRollingBack())
            status.status = BranchStatusType::Running;
        branch.start(std::move(body.run), [this, &item, &status, &branch, &running, settled] {
            if (!m_runner.isRollingBack()) {
                record(status, branch);
                if (const Result<> kept = m_runner.history().store(item); !kept)
                    recordLimit(status, kept.error());
            }
            if (--running == 0)
                settled.fire(&m_runner);
        });
    }
    if (!branches.empty())
        co_await settled;
    co_return co_await finishJoin(item, name);
}

WorkflowTask<WorkflowContext::Attempt<QCborMap>> WorkflowContext::finishJoin(Item &item, QString name)
{
    QCborMap values;
    QStringList errors;
    for (const auto &[branch, status] : item.as<JoinEntry>().branches) {
        if (isOpen(status)) // Only while rolling back.
            co_await halt();
        if (status.status == BranchStatusType::Completed)
            values.insert(branch, restored(status.output));
        else
            errors.append(branch % u": "_s % status.error.value_or(u"unknown error"_s));
    }
    if (!m_runner.isRollingBack() && !item.metadata.completedAt) {
        markOver(item, errors.isEmpty() ? EntryStatus::Completed : EntryStatus::Failed);
        co_await store(item);
        co_await flush();
    }
    if (errors.isEmpty())
        co_return values;
    co_return std::unexpected(
        WorkflowFailure{.kind = WorkflowFailure::Join,
                        .where = name,
                        .message = u"Join \"%1\" failed: %2"_s.arg(name, errors.join(u"; "_s))});
}

WorkflowTask<WorkflowContext::Attempt<WorkflowContext::Race>>
WorkflowContext::runRace(QString name, std::vector<NamedBody> bodies)
{
    const Entering entering(*this, name);
    co_await notUnderWay(name, entering.other());
    Item &item = *co_await openBranches<RaceEntry>(name, bodies);
    auto &race = item.as<RaceEntry>();
    const bool isKnown = race.winner.has_value();
    m_runner.history().visitSubtree(item.entry.location);
    std::vector<std::unique_ptr<WorkflowBranch>> branches;
    std::size_t running = 0;
    const WorkflowSignal settled;
    const auto isToBeRun = [&](const NamedBody &body) {
        if (m_runner.isRollingBack())
            return !isKnown || *race.winner == body.name;
        return !isKnown && isOpen(race.branches[body.name]);
    };
    for (const NamedBody &body : bodies) {
        if (!isToBeRun(body))
            continue;
        Result<std::unique_ptr<WorkflowBranch>> made = makeBranch(item, body.name);
        if (!made)
            co_await limitReached(made.error());
        m_runner.history().forgetVisits((*made)->context().m_location);
        branches.push_back(*std::move(made));
        ++running;
    }
    auto next = branches.begin();
    for (NamedBody &body : bodies) {
        if (!isToBeRun(body))
            continue;
        WorkflowBranch &branch = **next++;
        BranchStatus &status = race.branches[body.name];
        if (!m_runner.isRollingBack())
            status.status = BranchStatusType::Running;
        branch.start(std::move(body.run),
                     [this, &item, &race, &status, &branch, &running, settled, key = body.name] {
                         --running;
                         if (!m_runner.isRollingBack() && !race.winner) {
                             record(status, branch);
                             if (const Result<> kept = m_runner.history().store(item); !kept)
                                 recordLimit(status, kept.error());
                             if (status.status == BranchStatusType::Completed)
                                 race.winner = key;
                         }
                         if (running == 0 || (race.winner && !m_runner.isRollingBack()))
                             settled.fire(&m_runner);
                     });
    }
    if (!branches.empty())
        co_await settled;
    if (m_runner.isRollingBack() && !isKnown)
        co_await halt();
    if (!m_runner.isRollingBack()) {
        branches.clear(); // Cancels the losers.
        if (!item.metadata.completedAt)
            co_await finishRace(item);
    }
    if (race.winner)
        co_return Race{.winner = *race.winner, .value = restored(race.branches[*race.winner].output)};
    QStringList errors;
    for (const auto &[branch, status] : race.branches)
        errors.append(branch % u": "_s % status.error.value_or(u"unknown error"_s));
    co_return std::unexpected(WorkflowFailure{
        .kind = WorkflowFailure::Race,
        .where = name,
        .message = u"All branches of race \"%1\" failed: %2"_s.arg(name, errors.join(u"; "_s))});
}

WorkflowTask<> WorkflowContext::finishRace(Item &item)
{
    auto &race = item.as<RaceEntry>();
    for (auto &[name, status] : race.branches) {
        if (race.winner && isOpen(status))
            status.status = BranchStatusType::Cancelled;
        const Result<std::uint32_t> index = m_runner.history().nameIndex(name);
        if (race.winner && *race.winner != name && index)
            m_runner.history().removeSubtree(inside(item.entry.location, *index));
    }
    markOver(item, race.winner ? EntryStatus::Completed : EntryStatus::Failed);
    co_await store(item);
    co_await flush();
}

// --- Messages ---

/// One call of `listenBatch`.
struct WorkflowContext::Listening {
    QString name;
    ListenOptions options;
    Place count;              ///< The entry that says how many there were.
    Item *deadline = nullptr; ///< The entry of the timeout.

    [[nodiscard]] bool isOver() const
    {
        return deadline && workflowInstant(deadline->as<SleepEntry>().deadline) <= wallClock();
    }
};

WorkflowTask<WorkflowMessage> WorkflowContext::listen(QString name, ListenOptions options)
{
    options.count = 1;
    const std::vector<WorkflowMessage> messages = co_await listenBatch(name, options);
    if (messages.empty())
        co_await fail(
            {.kind = WorkflowFailure::Critical,
             .where = name,
             .message = u"\"%1\" got no message in time; listenBatch gives none instead."_s.arg(name)});
    co_return messages.front();
}

WorkflowTask<std::vector<WorkflowMessage>> WorkflowContext::listenBatch(QString name, ListenOptions options)
{
    const Entering entering(*this, name);
    co_await notUnderWay(name, entering.other());
    if (m_uncompleted)
        co_await mistake(u"\"%1\" listens for a message before the one before is completed."_s.arg(name));
    Listening listening{.name = name, .options = std::move(options), .count = {}};
    listening.count = co_await enter(name % u":count"_s);
    co_await expect<MessageEntry>(listening.count);
    if (m_runner.isRollingBack() && !listening.count.item)
        co_await halt();
    if (listening.options.timeout)
        listening.deadline = co_await openDeadline(listening);
    if (listening.count.item)
        co_return co_await replayMessages(listening);
    co_return co_await takeMessages(listening);
}

WorkflowTask<WorkflowHistory::Item *> WorkflowContext::openDeadline(const Listening &listening)
{
    const Place place = co_await enter(listening.name % u":deadline"_s);
    co_await expect<SleepEntry>(place);
    if (place.item || listening.count.item)
        co_return place.item;
    const Instant at = wallClock() + *listening.options.timeout;
    Item *const item =
        co_await add(place, SleepEntry{.deadline = workflowTime(at), .state = SleepState::Pending});
    co_await store(*item);
    co_await flush();
    co_return item;
}

WorkflowTask<std::vector<WorkflowMessage>> WorkflowContext::replayMessages(const Listening &listening)
{
    const QCborValue count = restored(listening.count.item->as<MessageEntry>().messageData);
    std::vector<WorkflowMessage> messages;
    for (qint64 i = 0; i < std::min<qint64>(count.toInteger(), limits::workflowMessagesPerReadMax); ++i) {
        const Place place = co_await enter(u"%1:%2"_s.arg(listening.name).arg(i));
        co_await expect<MessageEntry>(place);
        if (!place.item)
            co_await mismatch(u"the history has no message \"%1\"."_s.arg(place.name));
        const auto &entry = place.item->as<MessageEntry>();
        Result<RecordedMessage> recorded = readRecordedMessage(entry.name, entry.messageData);
        if (!recorded)
            co_await mismatch(recorded.error().message);
        noteUncompleted(listening, *place.item, recorded->message, recorded->isCompleted);
        messages.push_back(std::move(recorded->message));
    }
    co_return messages;
}

void WorkflowContext::noteUncompleted(const Listening &listening, Item &item, const WorkflowMessage &message,
                                      bool isCompleted)
{
    if (listening.options.completable == ListenOptions::Completable::Yes && !isCompleted)
        m_uncompleted = Uncompleted{.id = message.id, .item = &item};
}

WorkflowTask<std::vector<WorkflowMessage>> WorkflowContext::takeMessages(const Listening &listening)
{
    std::vector<WorkflowMessage> messages;
    while (!listening.isOver()) {
        messages = co_await receive(listening);
        if (!messages.empty())
            break;
        co_await waitForMessage(listening);
    }
    const Hold hold(m_runner);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const Place place = co_await enter(u"%1:%2"_s.arg(listening.name).arg(i));
        Item *const item = co_await add(
            place, MessageEntry{.name = messages[i].name, .messageData = recordMessage(messages[i], false)});
        markOver(*item);
        co_await store(*item);
        noteUncompleted(listening, *item, messages[i], false);
    }
    if (listening.deadline) {
        listening.deadline->as<SleepEntry>().state =
            messages.empty() ? SleepState::Completed : SleepState::Interrupted;
        markOver(*listening.deadline);
        co_await store(*listening.deadline);
    }
    const QStringList &names = listening.options.names;
    const QString label = names.isEmpty() ? u"*"_s : names.join(u'|');
    Item *const count =
        co_await add(listening.count, MessageEntry{.name = label % u":count"_s,
                                                   .messageData = cbor::encode(qint64(messages.size()))});
    markOver(*count);
    co_await store(*count);
    co_await flush();
    // In this order: after a crash in between it is there twice, and the history knows that.
    if (listening.options.completable == ListenOptions::Completable::No)
        for (WorkflowMessage &message : messages) {
            co_await removeMessage(message, nothing);
            message.ticket.reset();
        }
    co_return messages;
}

/// Those that are new. What a crash has left of others is removed.
WorkflowTask<std::vector<WorkflowMessage>> WorkflowContext::receive(const Listening &listening)
{
    const Hold hold(m_runner);
    const bool isCompletable = listening.options.completable == ListenOptions::Completable::Yes;
    const int count =
        isCompletable ? 1 : std::clamp(listening.options.count, 1, limits::workflowMessagesPerReadMax);
    std::vector<WorkflowMessage> fresh;
    for (bool isAgain = true; isAgain && fresh.empty();) {
        co_await parkIfStopping();
        Result<std::vector<WorkflowMessage>> received = co_await resultOf<std::vector<WorkflowMessage>>(
            m_runner, m_runner.messages().receive(listening.options.names, count));
        if (!received) { // Logged where it happened; a message is not lost by it.
            co_await waitUntil(wallClock() + m_runner.retryInterval());
            continue;
        }
        isAgain = false;
        for (WorkflowMessage &message : *received) {
            if (m_runner.history().hasMessage(message.id)) {
                co_await removeMessage(std::move(message), nothing);
                isAgain = true;
            } else {
                fresh.push_back(std::move(message));
            }
        }
    }
    co_return fresh;
}

WorkflowTask<> WorkflowContext::waitForMessage(const Listening &listening)
{
    const WorkflowSignal came;
    QFuture<Result<>> available = m_runner.messages().waitForAvailable(listening.options.names);
    available.then(&m_runner, [&runner = m_runner, came](const Result<> &there) {
        if (there || !runner.isStopping())
            came.fire(&runner);
    });
    const auto forget = qScopeGuard([&available] { available.cancel(); });
    std::optional<WorkflowRunner::Wait> wait;
    if (listening.deadline)
        wait.emplace(m_runner, workflowInstant(listening.deadline->as<SleepEntry>().deadline), came);
    co_await came;
}

/// Until it is done: a message that is still there would be received again.
WorkflowTask<> WorkflowContext::removeMessage(WorkflowMessage message, QCborValue response)
{
    const Hold hold(m_runner);
    while (!co_await resultOf<void>(m_runner, m_runner.messages().complete(message, response))) {
        co_await parkIfStopping();
        co_await waitUntil(wallClock() + m_runner.retryInterval());
    }
}

WorkflowTask<> WorkflowContext::complete(WorkflowMessage message, QCborValue response)
{
    if (!m_uncompleted || m_uncompleted->id != message.id || m_runner.isRollingBack())
        co_return; // It has been completed before.
    co_await parkIfStopping();
    const Hold hold(m_runner);
    co_await removeMessage(message, std::move(response));
    Item &item = *m_uncompleted->item;
    item.as<MessageEntry>().messageData = recordMessage(message, true);
    m_uncompleted.reset();
    co_await store(item);
    co_await flush();
}

// --- Undoing, and changes of the code ---

WorkflowTask<> WorkflowContext::rollbackCheckpoint(QString name)
{
    const Entering entering(*this, name);
    co_await notUnderWay(name, entering.other());
    const Place place = co_await enter(name);
    co_await expect<RollbackCheckpointEntry>(place);
    if (!place.item) {
        if (m_runner.isRollingBack())
            co_await halt();
        Item *const item = co_await add(place, RollbackCheckpointEntry{.name = name});
        markOver(*item);
        co_await store(*item);
        co_await flush();
    }
    m_hasCheckpoint = true;
}

WorkflowTask<> WorkflowContext::removed(QString name, QString type)
{
    const Entering entering(*this, name);
    co_await notUnderWay(name, entering.other());
    const Place place = co_await enter(name);
    WorkflowHistory &history = m_runner.history();
    if (place.item) {
        const QLatin1StringView found = kindName(place.item->entry.kind);
        if (!std::holds_alternative<RemovedEntry>(place.item->entry.kind) && found != type)
            co_await mismatch(
                u"the code has the removed %1 \"%2\" where the history has the %3 \"%4\"."_s.arg(
                    type, name, found, history.pathOf(place.location)));
        history.visitSubtree(place.location);
        co_return;
    }
    if (visitMessages(name)) // They are entries of their own.
        co_return;
    if (m_runner.isRollingBack())
        co_await halt();
    Item *const item = co_await add(place, RemovedEntry{.originalType = type, .originalName = name});
    markOver(*item);
    co_await store(*item);
    co_await flush();
}

bool WorkflowContext::visitMessages(const QString &name)
{
    WorkflowHistory &history = m_runner.history();
    const auto visit = [&](const QString &part) {
        const std::optional<std::uint32_t> index = history.knownNameIndex(name % u':' % part);
        Item *const item = index ? history.find(inside(m_location, *index)) : nullptr;
        if (item)
            item->isVisited = true;
        return item != nullptr;
    };
    if (!visit(u"count"_s))
        return visit(u"deadline"_s);
    visit(u"deadline"_s);
    for (int i = 0; i < limits::workflowMessagesPerReadMax && visit(QString::number(i)); ++i)
        continue;
    return true;
}

WorkflowTask<int> WorkflowContext::version(QString name, int latest)
{
    const Entering entering(*this, name);
    co_await notUnderWay(name, entering.other());
    if (latest < 1)
        co_await mistake(u"version(\"%1\", %2): versions count from 1."_s.arg(name).arg(latest));
    const Place place = co_await enter(name);
    co_await expect<VersionCheckEntry>(place);
    if (place.item)
        co_return static_cast<int>(place.item->as<VersionCheckEntry>().resolved);
    if (m_runner.isRollingBack())
        co_await halt();
    // What has not been come by yet was written by code that did not ask.
    const bool isOlder = m_runner.history().firstUnvisited(m_location) != nullptr;
    const int resolved = isOlder ? 1 : latest;
    Item *const item = co_await add(place, VersionCheckEntry{.resolved = static_cast<std::uint32_t>(resolved),
                                                             .latest = static_cast<std::uint32_t>(latest)});
    markOver(*item);
    co_await store(*item);
    co_await flush();
    co_return resolved;
}

} // namespace rove::runtime
