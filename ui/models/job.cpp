// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/job.h"

#include "ui/models/errortext.h"
#include "ui/models/jobtext.h"
#include "ui/models/modelstext.h"

#include <QtCore/QUuid>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rove::ui {

using namespace Qt::StringLiterals;

bool isWorthRetrying(const Error &error)
{
    switch (error.code) {
    case ErrorCode::ActorOverloaded:
    case ErrorCode::ActorStopping:
    case ErrorCode::ClientCancelled:
    case ErrorCode::ClientClosed:
    case ErrorCode::ClientTimeout:
    case ErrorCode::ClientUnreachable:
    case ErrorCode::GuardActorStoppedWhileWaiting:
    case ErrorCode::GuardRequestTimeout:
    case ErrorCode::GuardServiceUnavailable:
        return true;
    case ErrorCode::Foreign: {
        // What engines and the proxies before them call "too many requests" and "not now".
        const QString word = error.codeName();
        return word == u"rate_limit" || word == u"rate_limited" || word == u"too_many_requests" ||
               word == u"overloaded" || word == u"service_unavailable";
    }
    default:
        return false;
    }
}

Job::Job(JobSpec spec, QObject *lifeline, QObject *parent)
    : QObject(parent)
    , m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_spec(std::move(spec))
    , m_lifeline(lifeline)
    , m_itemStarts(m_spec.items.size())
    , m_backoff(m_spec.retryDelayMin, m_spec.retryDelayMax)
{
    m_spec.concurrency = std::clamp(m_spec.concurrency, 1, joblimits::concurrencyMax);
    m_counts.total = static_cast<int>(m_spec.items.size());
    m_waitingCount = m_counts.total;
    m_queue.resize(m_spec.items.size());
    std::iota(m_queue.begin(), m_queue.end(), 0);
    m_pumpTimer.setSingleShot(true);
    m_pumpTimer.setInterval(0);
    m_pauseTimer.setSingleShot(true);
    connect(&m_pumpTimer, &QTimer::timeout, this, &Job::pump);
    connect(&m_pauseTimer, &QTimer::timeout, this, &Job::pump);
    if (lifeline)
        connect(lifeline, &QObject::destroyed, this, &Job::onLifelineGone);
}

Job::~Job() = default;

bool Job::isOver() const
{
    return m_state == State::Done || m_state == State::Failed || m_state == State::Cancelled;
}

void Job::start()
{
    if (m_startedAt.isValid())
        return;
    m_startedAt = QDateTime::currentDateTimeUtc();
    addLog(ModelsText::tr("Started: %n item(s), up to %1 at a time.", nullptr, m_counts.total)
               .arg(m_spec.concurrency));
    setState(State::Running);
    m_pumpTimer.start();
}

void Job::pause()
{
    if (m_state != State::Running)
        return;
    addLog(ModelsText::tr("Paused."));
    setState(State::Paused);
}

void Job::resume()
{
    if (m_state != State::Paused || !m_startedAt.isValid())
        return;
    addLog(ModelsText::tr("Resumed."));
    m_stallCount = 0;
    m_endings.clear();
    m_backoff.reset();
    m_pauseTimer.stop();
    setState(State::Running);
    m_pumpTimer.start();
}

void Job::cancel()
{
    if (m_state != State::Running && m_state != State::Paused)
        return;
    m_queue.clear();
    m_pauseTimer.stop();
    cancelItems(JobItem::State::Waiting);
    if (m_counts.running == 0)
        return end(State::Cancelled);
    addLog(ModelsText::tr("Cancelled; waiting for %n item(s) under way.", nullptr, m_counts.running));
    setState(State::Cancelling);
}

bool Job::canRetry() const
{
    return isOver() && m_lifeline && m_counts.failed + m_counts.cancelled > 0;
}

void Job::retryFailed()
{
    if (!canRetry())
        return;
    for (int index = 0; index < m_counts.total; ++index) {
        JobItem &item = m_spec.items[static_cast<size_t>(index)];
        if (item.state != JobItem::State::Failed && item.state != JobItem::State::Cancelled)
            continue;
        item.attemptCount = 0;
        item.error.reset();
        item.note.clear();
        setItemState(item, JobItem::State::Waiting);
        m_queue.push_back(index);
        emit itemChanged(index);
    }
    addLog(ModelsText::tr("Started again with %n item(s).", nullptr, m_waitingCount));
    m_endedAt = {};
    m_stallCount = 0;
    m_endings.clear();
    m_backoff.reset();
    setState(State::Running);
    emit progressChanged();
    m_pumpTimer.start();
}

double Job::rate() const
{
    if (m_endings.size() < 2)
        return 0;
    const std::chrono::duration<double> span = m_endings.back() - m_endings.front();
    return span.count() > 0 ? static_cast<double>(m_endings.size() - 1) / span.count() : 0;
}

std::optional<std::chrono::seconds> Job::timeLeft() const
{
    const double perSecond = rate();
    if (m_state != State::Running || perSecond <= 0)
        return std::nullopt;
    return std::chrono::seconds(std::lround((m_waitingCount + m_counts.running) / perSecond));
}

// --- Working ---

void Job::pump()
{
    if (m_state != State::Running)
        return;
    while (!m_queue.empty() && m_counts.running < m_spec.concurrency && !m_pauseTimer.isActive() &&
           m_state == State::Running) {
        const int index = m_queue.front();
        m_queue.pop_front();
        startItem(index);
    }
    if (m_state == State::Running && m_queue.empty() && m_counts.running == 0)
        end(m_counts.failed > 0 ? State::Failed : State::Done);
}

void Job::startItem(int index)
{
    JobItem &item = m_spec.items[static_cast<size_t>(index)];
    ++item.attemptCount;
    m_itemStarts[static_cast<size_t>(index)] = SteadyClock::now();
    setItemState(item, JobItem::State::Running);
    emit itemChanged(index);
    m_spec.work(item).then(this, [this, index, age = m_age](const Result<QString> &answer) {
        if (age == m_age)
            onAnswer(index, answer);
    });
}

void Job::onAnswer(int index, const Result<QString> &answer)
{
    JobItem &item = m_spec.items[static_cast<size_t>(index)];
    item.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
        SteadyClock::now() - m_itemStarts[static_cast<size_t>(index)]);
    const bool mayTryAgain = m_state == State::Running || m_state == State::Paused;
    if (!answer && mayTryAgain && isWorthRetrying(answer.error()) &&
        item.attemptCount < joblimits::attemptCountMax) {
        tryAgainLater(index, answer.error());
    } else {
        if (answer) {
            item.note = *answer;
            item.error.reset();
            m_stallCount = 0;
            m_backoff.reset();
        } else {
            item.error = answer.error();
            addLog(u"%1: %2 %3"_s.arg(item.label, errorSentence(answer.error(), item.label),
                                      errorDetails(answer.error())));
        }
        m_endings.push_back(SteadyClock::now());
        if (m_endings.size() > joblimits::rateSampleCountMax)
            m_endings.pop_front();
        setItemState(item, answer ? JobItem::State::Done : JobItem::State::Failed);
    }
    emit itemChanged(index);
    emit progressChanged();
    if (m_state == State::Cancelling && m_counts.running == 0)
        return end(State::Cancelled);
    // Not at once: an answer that was there already would bring the next one while this is still on the
    // stack.
    m_pumpTimer.start();
}

void Job::tryAgainLater(int index, const Error &error)
{
    JobItem &item = m_spec.items[static_cast<size_t>(index)];
    item.error = error;
    setItemState(item, JobItem::State::Waiting);
    m_queue.push_back(index);
    // What fails while the job waits already was under way when it began to wait.
    if (m_pauseTimer.isActive() || m_state != State::Running)
        return;
    const QString sentence = errorSentence(error, m_spec.target);
    if (++m_stallCount >= joblimits::stallCountMax) {
        addLog(ModelsText::tr("Paused, as nothing gets done: %1").arg(sentence));
        setState(State::Paused, sentence);
        return;
    }
    const Backoff::Delay delay = m_backoff.next();
    addLog(ModelsText::tr("%1 The next try is in %2.").arg(sentence, jobTimeText(delay)));
    m_pauseTimer.start(delay);
}

int &Job::countOf(JobItem::State state)
{
    switch (state) {
    case JobItem::State::Running:
        return m_counts.running;
    case JobItem::State::Done:
        return m_counts.done;
    case JobItem::State::Failed:
        return m_counts.failed;
    case JobItem::State::Cancelled:
        return m_counts.cancelled;
    case JobItem::State::Waiting:
        break;
    }
    return m_waitingCount;
}

void Job::setItemState(JobItem &item, JobItem::State state)
{
    --countOf(item.state);
    item.state = state;
    ++countOf(state);
}

void Job::cancelItems(JobItem::State from)
{
    for (int index = 0; index < m_counts.total; ++index) {
        JobItem &item = m_spec.items[static_cast<size_t>(index)];
        if (item.state != from)
            continue;
        setItemState(item, JobItem::State::Cancelled);
        emit itemChanged(index);
    }
    emit progressChanged();
}

void Job::onLifelineGone()
{
    // Over already, but not to be retried any more.
    if (isOver())
        return emit progressChanged();
    ++m_age;
    m_queue.clear();
    m_pauseTimer.stop();
    m_pumpTimer.stop();
    for (JobItem &item : m_spec.items) {
        const bool isWaiting = item.state == JobItem::State::Waiting;
        // Whether those happened that were sent cannot be known any more.
        if (item.state == JobItem::State::Running || (isWaiting && item.attemptCount > 0)) {
            item.note = ModelsText::tr("The connection was closed before the answer came.");
            item.error.reset();
        }
    }
    cancelItems(JobItem::State::Waiting);
    cancelItems(JobItem::State::Running);
    end(State::Cancelled, ModelsText::tr("The connection was closed."));
}

void Job::end(State state, const QString &reason)
{
    m_endedAt = QDateTime::currentDateTimeUtc();
    if (m_spec.atEnd)
        m_spec.atEnd();
    addLog(reason.isEmpty() ? jobSummaryText(m_counts) : QString(reason % u' ' % jobSummaryText(m_counts)));
    setState(state, reason);
}

void Job::setState(State state, const QString &reason)
{
    m_reason = reason;
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

void Job::addLog(const QString &text)
{
    m_log.push_back({.at = QDateTime::currentDateTimeUtc(), .text = text});
    if (m_log.size() > joblimits::logLineCountMax)
        m_log.pop_front();
    emit logAdded();
}

} // namespace rove::ui
