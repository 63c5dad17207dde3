// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/schedule/actorcron.h"

#include "engine/runtime/actioncalls.h"
#include "engine/runtime/actorinstance.h"
#include "engine/runtime/completion.h"
#include "engine/runtime/errorreport.h"
#include "protocol/base/cbor.h"

#include <algorithm>
#include <utility>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using persist::CronCadence;
using persist::FireResult;
using persist::IntervalCadence;
using persist::RecurringFire;
using persist::RecurringSchedule;
namespace v8 = envoy::v8;

/// Of a timer's count: the wall clock may be set meanwhile.
constexpr milliseconds timerMax = 1h;
/// After a write that failed.
constexpr milliseconds retryDelay = 1s;
/// So that `cronHistoryMax` of them fit one answer of the storage.
constexpr qsizetype fireBytesMax = 16 * limits::kibi;

Instant wallClock()
{
    return floor<milliseconds>(system_clock::now());
}

Instant instantOf(std::int64_t count)
{
    return Instant(milliseconds(count));
}

std::int64_t countOf(Instant instant)
{
    return instant.time_since_epoch().count();
}

Error scheduleError(const QString &code, const QString &message, const QCborMap &metadata = {})
{
    return Error::fromWire(u"schedule"_s, code, message, metadata);
}

Result<> checkName(const QString &name)
{
    const qsizetype size = name.toUtf8().size();
    QString reason;
    if (size == 0)
        reason = u"must not be empty"_s;
    else if (size > cronNameBytesMax)
        reason = u"must be at most %1 UTF-8 bytes"_s.arg(cronNameBytesMax);
    else
        return {};
    return std::unexpected(
        scheduleError(u"invalid_name"_s, u"Schedule name is invalid: "_s % reason, {{u"reason"_s, reason}}));
}

Result<> checkHistory(qint64 count, int min)
{
    if (count >= min && count <= cronHistoryMax)
        return {};
    const QString text = u"Schedule maxHistory must be between 0 and %1; received %2."_s;
    return std::unexpected(scheduleError(u"invalid_max_history"_s, text.arg(cronHistoryMax).arg(count),
                                         {{u"max_history"_s, count}, {u"maximum"_s, cronHistoryMax}}));
}

Result<> checkInterval(qint64 count)
{
    const qint64 min = cronIntervalMin.count();
    if (count >= min)
        return {};
    const QString text = u"Schedule interval must be at least %1 ms; received %2 ms."_s;
    return std::unexpected(scheduleError(u"invalid_interval"_s, text.arg(min).arg(count),
                                         {{u"interval_ms"_s, count}, {u"minimum_ms"_s, min}}));
}

ScheduleKind kindOf(const RecurringSchedule &stored)
{
    return std::holds_alternative<CronCadence>(stored.cadence) ? ScheduleKind::Cron : ScheduleKind::Every;
}

QCborArray argumentsOf(const RecurringSchedule &stored)
{
    return callArguments(cbor::decodeCompat(stored.args).value_or(QCborValue(QCborArray())));
}

CronJob jobOf(const RecurringSchedule &stored)
{
    CronJob job{.name = stored.name,
                .kind = kindOf(stored),
                .action = stored.action,
                .arguments = argumentsOf(stored),
                .nextRunAt = instantOf(stored.nextRunAt),
                .lastRunAt = stored.lastRunAt.transform(instantOf),
                .expression = {},
                .timeZone = {},
                .maxHistory = static_cast<int>(stored.maxHistory)};
    if (const auto *cron = std::get_if<CronCadence>(&stored.cadence)) {
        job.expression = cron->expression;
        job.timeZone = cron->timezone;
    } else {
        job.interval = milliseconds(std::get<IntervalCadence>(stored.cadence).intervalMs);
    }
    return job;
}

CronFire fireOf(const RecurringFire &stored)
{
    CronFire fire{.action = stored.action,
                  .scheduledAt = instantOf(stored.scheduledAt),
                  .firedAt = instantOf(stored.firedAt),
                  .finishedAt = stored.finishedAt.transform(instantOf),
                  .outcome = static_cast<CronFire::Outcome>(stored.result),
                  .error = {}};
    if (stored.error) {
        const QCborValue metadata =
            cbor::decodeCompat(stored.error->metadata.value_or(QByteArray())).value_or(QCborValue());
        fire.error =
            Error::fromWire(stored.error->group, stored.error->code, stored.error->message, metadata.toMap());
    }
    return fire;
}

persist::FireError errorOf(const Error &error)
{
    const ErrorReport report = ErrorReport::of(error);
    return {
        .group = report.group, .code = report.code, .message = report.message, .metadata = report.metadata};
}

QByteArray encodeBounded(RecurringFire fire)
{
    QByteArray bytes = persist::encode(fire);
    if (bytes.size() <= fireBytesMax || !fire.error)
        return bytes;
    fire.error->metadata.reset();
    fire.error->message.truncate(limits::crashMessageCharactersMax / 2);
    return persist::encode(fire);
}

KvEntry entryOf(const QString &name, std::uint64_t number, const RecurringFire &fire)
{
    return {persist::recurringFireKey(name, number), encodeBounded(fire)};
}

} // namespace

ActorCron::ActorCron(ActorInstance &instance, const ActorOptions &options)
    : m_instance(instance)
    , m_options(options)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ActorCron::fire);
}

// --- What is set ---

QFuture<Result<>> ActorCron::set(const CronSchedule &schedule)
{
    return upsert({.name = schedule.name,
                   .cadence = CronCadence{.expression = schedule.expression, .timezone = schedule.timeZone},
                   .action = schedule.action,
                   .args = cbor::encodeCompat(schedule.arguments),
                   .lastRunAt = {},
                   .maxHistory = static_cast<std::uint32_t>(schedule.maxHistory),
                   .runningFire = {}});
}

QFuture<Result<>> ActorCron::every(const IntervalSchedule &schedule)
{
    return upsert({.name = schedule.name,
                   .cadence = IntervalCadence{.intervalMs = schedule.interval.count()},
                   .action = schedule.action,
                   .args = cbor::encodeCompat(schedule.arguments),
                   .lastRunAt = {},
                   .maxHistory = static_cast<std::uint32_t>(schedule.maxHistory),
                   .runningFire = {}});
}

/// With its expression and zone read; what is wrong with them.
Result<ActorCron::Job> ActorCron::makeJob(RecurringSchedule stored) const
{
    Job job{.stored = std::move(stored), .expression = {}, .zone = QTimeZone::utc()};
    if (const auto *cron = std::get_if<CronCadence>(&job.stored.cadence)) {
        const QByteArray zone = cron->timezone.toUtf8();
        if (!QTimeZone::isTimeZoneIdAvailable(zone))
            return std::unexpected(scheduleError(
                u"invalid_timezone"_s, u"Schedule timezone '"_s % cron->timezone % u"' is invalid."_s,
                {{u"timezone"_s, cron->timezone}}));
        job.zone = QTimeZone(zone);
        job.expression = TRY(CronExpression::parse(cron->expression));
    } else {
        TRY(checkInterval(std::get<IntervalCadence>(job.stored.cadence).intervalMs));
    }
    return job;
}

Result<> ActorCron::checkNew(const RecurringSchedule &wanted) const
{
    TRY(checkName(wanted.name));
    TRY(checkHistory(static_cast<std::int32_t>(wanted.maxHistory), 0));
    if (!m_instance.type().hasAction(wanted.action))
        return failure(ErrorCode::ActorActionNotFound, u"Action `"_s % wanted.action % u"` was not found."_s);
    return m_jobs.contains(wanted.name) ? Result<>() : checkRoom();
}

QFuture<Result<>> ActorCron::upsert(RecurringSchedule wanted)
{
    Completion<void> completion;
    QFuture<Result<>> future = completion.start();
    const QString name = wanted.name;
    Result<Job> job = checkNew(wanted).and_then([&] { return makeJob(std::move(wanted)); });
    if (!job) {
        completion.complete(std::unexpected(job.error()));
        return future;
    }
    const auto existing = m_jobs.find(name);
    const bool isSameCadence =
        existing != m_jobs.end() && existing->second.stored.cadence == job->stored.cadence;
    const std::optional<Instant> next = isSameCadence ? instantOf(existing->second.stored.nextRunAt)
                                                      : nextRun(*job, wallClock(), wallClock());
    if (!next) {
        const QString reason = u"there is no time that it matches"_s;
        completion.complete(std::unexpected(scheduleError(u"invalid_cron_expression"_s,
                                                          u"Cron expression is invalid: "_s % reason,
                                                          {{u"reason"_s, reason}})));
        return future;
    }
    job->stored.nextRunAt = countOf(*next);
    job->life = existing == m_jobs.end() ? ++m_lives : existing->second.life;
    if (existing != m_jobs.end()) {
        job->isAdvancing = existing->second.isAdvancing;
        job->stored.lastRunAt = existing->second.stored.lastRunAt;
        job->stored.firstFire = existing->second.stored.firstFire;
        job->stored.nextFire = existing->second.stored.nextFire;
        job->stored.runningFire = existing->second.stored.runningFire;
    }
    trimHistory(job->stored);
    std::optional<Job> before;
    if (existing != m_jobs.end())
        before = existing->second;
    const RecurringSchedule stored = job->stored;
    m_jobs.insert_or_assign(name, *std::move(job));
    armTimer();
    emit changed();
    store(stored, {}, [this, before, stored, completion](const Result<> &result) {
        if (!result)
            takeBack(stored, before);
        completion.complete(result);
    });
    return future;
}

/// What could not be stored does not count, unless it has been changed again.
void ActorCron::takeBack(const RecurringSchedule &stored, const std::optional<Job> &before)
{
    const auto job = m_jobs.find(stored.name);
    if (job == m_jobs.end() || job->second.stored != stored)
        return;
    if (before)
        job->second = *before;
    else
        m_jobs.erase(job);
    armTimer();
    emit changed();
}

Result<> ActorCron::checkRoom() const
{
    const std::size_t count = m_jobs.size() + m_instance.schedule().actions().size();
    if (std::cmp_less(count, m_options.maxSchedules))
        return {};
    const QString text = u"Actor has reached its limit of %1 pending schedules."_s;
    return std::unexpected(scheduleError(u"max_schedules_exceeded"_s, text.arg(m_options.maxSchedules),
                                         {{u"maximum"_s, m_options.maxSchedules}}));
}

std::vector<CronJob> ActorCron::jobs() const
{
    std::vector<CronJob> jobs;
    jobs.reserve(m_jobs.size());
    for (const auto &[name, job] : m_jobs)
        jobs.push_back(jobOf(job.stored));
    std::ranges::stable_sort(jobs, {}, &CronJob::nextRunAt);
    return jobs;
}

std::optional<CronJob> ActorCron::find(const QString &name) const
{
    const auto job = m_jobs.find(name);
    return job == m_jobs.end() ? std::nullopt : std::optional(jobOf(job->second.stored));
}

QFuture<Result<bool>> ActorCron::remove(const QString &name)
{
    Completion<bool> completion;
    QFuture<Result<bool>> future = completion.start();
    const auto job = m_jobs.extract(name);
    if (job.empty()) {
        completion.complete(false);
        return future;
    }
    armTimer();
    emit changed();
    const RecurringSchedule &stored = job.mapped().stored;
    std::vector<QByteArray> removals{persist::recurringScheduleKey(name)};
    if (m_jobs.empty()) {
        removals.push_back(persist::recurringMarkKey());
        m_isMarked = false;
    }
    EngineLink &link = m_instance.link();
    const QString &actorId = m_instance.identity().actorId;
    link.writeKv(actorId, {}, removals, this, [completion](const Result<> &removed) {
        completion.complete(removed.transform([] { return true; }));
    });
    link.requestKv(actorId,
                   v8::KvDeleteRangeRequest{.start = persist::recurringFireKey(name, stored.firstFire),
                                            .end = persist::recurringFireKey(name, stored.nextFire)},
                   this, [](const Result<v8::KvResponseData> &) {});
    return future;
}

// --- What is stored ---

void ActorCron::store(const RecurringSchedule &stored, std::vector<KvEntry> fires, DoneHandler done)
{
    std::vector<KvEntry> puts = std::move(fires);
    puts.emplace_back(persist::recurringScheduleKey(stored.name), persist::encode(stored));
    if (!std::exchange(m_isMarked, true))
        puts.emplace_back(persist::recurringMarkKey(), persist::recurringMark());
    m_instance.link().writeKv(m_instance.identity().actorId, puts, {}, this, std::move(done));
}

/// Forgets what is too old; a schedule that forgets all of it forgets a running one too.
void ActorCron::trimHistory(RecurringSchedule &stored)
{
    const std::uint64_t kept = std::min<std::uint64_t>(stored.nextFire - stored.firstFire, stored.maxHistory);
    const std::uint64_t first = stored.nextFire - kept;
    if (first == stored.firstFire)
        return;
    const v8::KvDeleteRangeRequest range{.start = persist::recurringFireKey(stored.name, stored.firstFire),
                                         .end = persist::recurringFireKey(stored.name, first)};
    m_instance.link().requestKv(m_instance.identity().actorId, range, this,
                                [](const Result<v8::KvResponseData> &) {});
    stored.firstFire = first;
}

/// Over all schedules there is a bound too; the longest history gives way.
void ActorCron::boundHistories()
{
    const auto length = [](const auto &entry) {
        return entry.second.stored.nextFire - entry.second.stored.firstFire;
    };
    std::uint64_t total = 0;
    for (const auto &entry : m_jobs)
        total += length(entry);
    if (total <= cronHistoryPerActorMax)
        return;
    RecurringSchedule &longest = std::ranges::max_element(m_jobs, {}, length)->second.stored;
    m_instance.link().writeKv(m_instance.identity().actorId, {},
                              {persist::recurringFireKey(longest.name, longest.firstFire)}, this,
                              [](const Result<> &) {});
    ++longest.firstFire;
}

void ActorCron::restore(const StoredCron &stored)
{
    for (const RecurringSchedule &schedule : stored.schedules) {
        Result<Job> job = makeJob(schedule);
        if (job) {
            job->stored.maxHistory = std::min<std::uint32_t>(schedule.maxHistory, cronHistoryMax);
            job->stored.firstFire = std::min(schedule.firstFire, schedule.nextFire);
            job->life = ++m_lives;
            m_jobs.insert_or_assign(schedule.name, *std::move(job));
        } else {
            m_instance.logFailure(u"schedule "_s % schedule.name, job.error().message);
        }
        m_isMarked = true;
    }
}

// --- What is due ---

std::optional<Instant> ActorCron::earliest() const
{
    const auto first =
        std::ranges::min_element(m_jobs, {}, [](const auto &entry) { return entry.second.stored.nextRunAt; });
    return first == m_jobs.end() ? std::nullopt : std::optional(instantOf(first->second.stored.nextRunAt));
}

void ActorCron::start()
{
    m_started = true;
    for (auto &[name, job] : m_jobs)
        if (const auto number = std::exchange(job.stored.runningFire, std::nullopt))
            recover(name, *number);
    fire();
}

void ActorCron::stop()
{
    m_started = false;
    m_timer.stop();
}

/// An action of the life before was running when that ended.
void ActorCron::recover(const QString &name, std::uint64_t number)
{
    const QByteArray key = persist::recurringFireKey(name, number);
    m_instance.link().requestKv(
        m_instance.identity().actorId, v8::KvGetRequest{.keys = {key}}, this,
        [this, name, number](const Result<v8::KvResponseData> &response) {
            const auto job = m_jobs.find(name);
            const auto *got = response ? std::get_if<v8::KvGetResponse>(&*response) : nullptr;
            if (job == m_jobs.end() || !got || got->values.empty())
                return;
            Result<RecurringFire> fire = persist::decodeRecurringFire(got->values.front());
            if (!fire)
                return;
            fire->finishedAt = countOf(wallClock());
            fire->result = FireResult::Error;
            fire->error = errorOf(
                scheduleError(u"interrupted"_s, u"Scheduled action was interrupted before completion."_s));
            store(job->second.stored, {entryOf(name, number, *fire)}, [](const Result<> &) {});
        });
}

void ActorCron::fire()
{
    const Instant now = wallClock();
    std::vector<std::pair<std::int64_t, QString>> dueJobs;
    for (const auto &[name, job] : m_jobs)
        if (!job.isAdvancing && instantOf(job.stored.nextRunAt) <= now)
            dueJobs.emplace_back(job.stored.nextRunAt, name);
    std::ranges::sort(dueJobs);
    m_retryAt.reset();
    for (const auto &[at, name] : dueJobs)
        advance(name, now);
    armTimer();
}

std::optional<Instant> ActorCron::nextRun(const Job &job, Instant last, Instant now)
{
    if (job.expression)
        return job.expression->nextAfter(now, job.zone);
    const milliseconds interval(std::get<IntervalCadence>(job.stored.cadence).intervalMs);
    // Counted from when it was due, so that being late does not add up.
    const auto steps = std::max(now - last, 0ms) / interval + 1;
    return last + steps * interval;
}

/// Notes the time and the next one before the action runs, so that no crash makes it run twice.
void ActorCron::advance(const QString &name, Instant now)
{
    Job &job = m_jobs.at(name);
    const Instant scheduledAt = instantOf(job.stored.nextRunAt);
    const std::optional<Instant> next = nextRun(job, scheduledAt, now);
    if (!next) {
        m_instance.logFailure(u"schedule "_s % name, u"Its expression matches no time any more."_s);
        remove(name);
        return;
    }
    Advance advance{
        .name = name,
        .life = job.life,
        .before = job.stored,
        .after = {},
        .isSkipped = m_running.contains(name),
        .fire = {.kind = kindOf(job.stored), .id = name, .scheduledAt = scheduledAt, .firedAt = now}};
    RecurringFire fire{.action = job.stored.action,
                       .scheduledAt = countOf(scheduledAt),
                       .firedAt = countOf(now),
                       .finishedAt = {},
                       .error = {}};
    job.stored.nextRunAt = countOf(*next);
    if (advance.isSkipped) {
        fire.finishedAt = countOf(now);
        fire.result = FireResult::Skipped;
    } else {
        job.stored.lastRunAt = countOf(now);
    }
    std::vector<KvEntry> fires;
    noteFire(job, fire, fires);
    job.isAdvancing = true;
    advance.after = job.stored;
    store(job.stored, std::move(fires),
          [this, advance = std::move(advance)](const Result<> &result) { advanced(advance, result); });
}

void ActorCron::noteFire(Job &job, RecurringFire fire, std::vector<KvEntry> &fires)
{
    const QString &name = job.stored.name;
    const bool isRunning = fire.result == FireResult::Running;
    std::optional<std::uint64_t> number;
    if (job.stored.maxHistory > 0) {
        number = job.stored.nextFire++;
        fires.push_back(entryOf(name, *number, fire));
        if (isRunning)
            job.stored.runningFire = number;
        trimHistory(job.stored);
        boundHistories();
    }
    if (isRunning)
        m_running.insert_or_assign(name, Running{.number = number, .fire = std::move(fire)});
}

void ActorCron::advanced(const Advance &advance, const Result<> &result)
{
    const auto found = m_jobs.find(advance.name);
    const bool isGone = found == m_jobs.end() || found->second.life != advance.life;
    if (!isGone)
        found->second.isAdvancing = false;
    if (!result && !isGone) {
        m_instance.logFailure(u"schedule "_s % advance.name, result.error().message);
        if (found->second.stored == advance.after)
            found->second.stored = advance.before;
        m_retryAt = wallClock() + retryDelay;
    }
    armTimer();
    if (isGone || !result) {
        if (!advance.isSkipped)
            m_running.erase(advance.name);
        return;
    }
    emit changed();
    if (!advance.isSkipped)
        emit due(advance.fire, advance.before.action, argumentsOf(advance.before));
}

void ActorCron::finish(const QString &name, const Result<QCborValue> &outcome)
{
    const auto running = m_running.extract(name);
    const auto found = m_jobs.find(name);
    if (running.empty() || found == m_jobs.end())
        return;
    RecurringSchedule &stored = found->second.stored;
    RecurringFire fire = running.mapped().fire;
    const std::optional<std::uint64_t> number = running.mapped().number;
    if (number && stored.runningFire == number) {
        stored.runningFire.reset();
        fire.finishedAt = countOf(wallClock());
        fire.result = outcome ? FireResult::Ok : FireResult::Error;
        if (!outcome)
            fire.error = errorOf(outcome.error());
        std::vector<KvEntry> fires;
        if (*number >= stored.firstFire)
            fires.push_back(entryOf(name, *number, fire));
        store(stored, std::move(fires), [this](const Result<> &) { emit changed(); });
    }
    // A later version of the actor does without it.
    const bool isUnknown = !outcome && outcome.error().code == ErrorCode::ActorActionNotFound;
    if (isUnknown && stored.action == fire.action)
        remove(name);
}

void ActorCron::armTimer()
{
    if (!m_started)
        return;
    std::optional<Instant> next;
    for (const auto &[name, job] : m_jobs)
        if (!job.isAdvancing && (!next || instantOf(job.stored.nextRunAt) < *next))
            next = instantOf(job.stored.nextRunAt);
    if (!next)
        return m_timer.stop();
    m_timer.start(std::clamp(std::max(*next, m_retryAt.value_or(*next)) - wallClock(), 0ms, timerMax));
}

// --- What became of it ---

QFuture<Result<std::vector<CronFire>>> ActorCron::history(const QString &name, int limit)
{
    Completion<std::vector<CronFire>> completion;
    auto future = completion.start();
    const auto job = m_jobs.find(name);
    const Result<> checked = checkHistory(limit, 1);
    if (!checked || job == m_jobs.end()) {
        completion.complete(checked.transform([] { return std::vector<CronFire>(); }));
        return future;
    }
    const v8::KvListRequest request{
        .query = v8::KvListRangeQuery{.start = persist::recurringFireKey(name, job->second.stored.firstFire),
                                      .end = persist::recurringFireKey(name, job->second.stored.nextFire),
                                      .exclusive = true},
        .reverse = true,
        .limit = static_cast<std::uint64_t>(limit)};
    m_instance.link().requestKv(m_instance.identity().actorId, request, this,
                                [completion](const Result<v8::KvResponseData> &response) {
                                    if (!response)
                                        return completion.complete(std::unexpected(response.error()));
                                    std::vector<CronFire> fires;
                                    if (const auto *list = std::get_if<v8::KvListResponse>(&*response))
                                        for (const QByteArray &value : list->values)
                                            if (const Result<RecurringFire> fire =
                                                    persist::decodeRecurringFire(value))
                                                fires.push_back(fireOf(*fire));
                                    completion.complete(std::move(fires));
                                });
    return future;
}

} // namespace rove::runtime
