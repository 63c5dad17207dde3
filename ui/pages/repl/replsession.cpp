// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replsession.h"

#include "engine/script/scriptlimits.h"
#include "ui/models/actorlabel.h"
#include "ui/pages/repl/consolesource.h"
#include "ui/pages/repl/replerrors.h"
#include "ui/pages/repl/repllimits.h"
#include "ui/pages/repl/repltext.h"
#include "ui/widgets/jsontext.h"

#include <QtCore/QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto stateInterval = 30ms;
constexpr qsizetype hintCharactersMax = 120;

QString savedName(int number)
{
    return u'$' % QString::number(number);
}

} // namespace

ReplSession::ReplSession(ActorSession &actor, ReplStore &store, QObject *parent)
    : QObject(parent)
    , m_actor(actor)
    , m_store(store)
{
    m_stopTimer.setSingleShot(true);
    m_stopTimer.setInterval(repllimits::stopPatience);
    connect(&m_stopTimer, &QTimer::timeout, this, &ReplSession::replaceWorld);
    m_stateTimer.setSingleShot(true);
    m_stateTimer.setInterval(stateInterval);
    connect(&m_stateTimer, &QTimer::timeout, this, &ReplSession::sendState);
    connect(&actor.document(), &StateDocument::liveChanged, this, [this] {
        if (m_worker && !m_stateTimer.isActive())
            m_stateTimer.start();
    });
    connect(&actor, &ActorSession::actionsChanged, this, [this] {
        post([actions = m_actor.actions()](ReplWorker &worker) { worker.setActions(actions); });
    });
}

ReplSession::~ReplSession()
{
    QThread *thread = dropWorker();
    // It ends at once unless a script is in native code; then it is left to end by itself.
    if (thread && thread->wait(repllimits::endPatience))
        delete thread;
}

// --- The worker ---

bool ReplSession::ensureWorker()
{
    if (m_worker)
        return true;
    m_leftBehind.removeIf([](const QPointer<QThread> &thread) { return thread.isNull(); });
    if (m_leftBehind.size() >= repllimits::abandonedWorldCountMax)
        return false;
    m_link = ReplLink();
    m_worker = new ReplWorker(m_link);
    m_thread = new QThread;
    m_thread->setObjectName(u"repl"_s);
    m_thread->setStackSize(script::limits::threadStackBytes);
    m_worker->moveToThread(m_thread);
    connect(m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connectWorker();
    m_thread->start();
    post([actions = m_actor.actions()](ReplWorker &worker) { worker.setActions(actions); });
    return true;
}

void ReplSession::connectWorker()
{
    // What a worker said before it was replaced may still be on its way.
    const auto on = [this, worker = m_worker](auto signal, auto slot) {
        connect(worker, signal, this, [this, worker, slot](const auto &...values) {
            if (worker == m_worker)
                (this->*slot)(values...);
        });
    };
    on(&ReplWorker::ended, &ReplSession::onEnded);
    on(&ReplWorker::printed, &ReplSession::onPrinted);
    on(&ReplWorker::rejected, &ReplSession::onRejected);
    on(&ReplWorker::actionCalled, &ReplSession::onAction);
    on(&ReplWorker::helpAsked, &ReplSession::showHelp);
    on(&ReplWorker::clearAsked, &ReplSession::clear);
    on(&ReplWorker::stopped, &ReplSession::onStopped);
    connect(m_worker, &ReplWorker::pendingChanged, this, [this, worker = m_worker](qsizetype calls) {
        if (worker != m_worker)
            return;
        m_pendingCalls = calls;
        updateRunning();
    });
}

QThread *ReplSession::dropWorker()
{
    if (!m_worker)
        return nullptr;
    m_link.stop->store(true);
    m_worker = nullptr;
    m_pendingCalls = 0;
    QThread *thread = std::exchange(m_thread, nullptr);
    thread->quit();
    return thread;
}

void ReplSession::leaveBehind(QThread *thread)
{
    if (!thread)
        return;
    m_leftBehind.append(thread);
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    // It may have ended before that.
    if (thread->isFinished())
        thread->deleteLater();
}

void ReplSession::post(const std::function<void(ReplWorker &)> &what)
{
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, what] { what(*worker); }, Qt::QueuedConnection);
}

void ReplSession::sendState()
{
    m_stateTimer.stop();
    const StateDocument &document = m_actor.document();
    post([state = document.isLoaded() ? document.live() : QCborValue()](ReplWorker &worker) {
        worker.setState(state);
    });
}

// --- Running ---

bool ReplSession::run(const QString &input)
{
    const QString source = input.trimmed();
    if (source.isEmpty() || source.size() > repllimits::inputCharactersMax ||
        m_running.size() >= repllimits::runningCountMax || m_isStopping)
        return false;
    if (!ensureWorker()) {
        note(ReplText::tr("No script can be run: too many scripts did not stop when they were told to. "
                          "They end with Rove, at the latest."),
             ConsoleLine::Level::Error);
        return false;
    }
    const int number = ++m_runCount;
    const QString name = savedName(++m_savedCount);
    const QString dropped = m_savedCount > repllimits::savedResultCountMax
                                ? savedName(m_savedCount - repllimits::savedResultCountMax)
                                : QString();
    m_transcript.append({{.kind = ReplEntry::Kind::Input,
                          .run = number,
                          .text = source,
                          .at = QDateTime::currentDateTime()}});
    if (!dropped.isEmpty())
        m_transcript.forgetSaved(dropped);
    for (const QString &declared : toConsoleSource(source).declared) {
        if (!m_declared.contains(declared) && m_declared.size() < repllimits::declaredNameCountMax)
            m_declared.append(declared);
    }
    m_store.addHistory(source);
    m_running.insert(number, name);
    sendState();
    post([number, source, name, dropped](ReplWorker &worker) { worker.run(number, source, name, dropped); });
    updateRunning();
    emit ran(source);
    return true;
}

void ReplSession::cancel()
{
    if (!m_worker || m_isStopping || (m_running.isEmpty() && m_pendingCalls == 0))
        return;
    m_isStopping = true;
    m_link.stop->store(true);
    post([](ReplWorker &worker) { worker.stop(); });
    m_stopTimer.start();
    emit phaseChanged();
}

void ReplSession::clear()
{
    m_transcript.clear();
}

void ReplSession::restart()
{
    leaveWorld();
    note(ReplText::tr("A new world was started. Variables and results of before are gone."));
    updateRunning();
}

ReplSession::Phase ReplSession::phase() const
{
    if (m_isStopping)
        return Phase::Stopping;
    if (!m_running.isEmpty() || m_pendingCalls > 0)
        return Phase::Running;
    return m_worker ? Phase::Ready : Phase::Unused;
}

void ReplSession::updateRunning()
{
    const bool isRunning = !m_running.isEmpty() || m_pendingCalls > 0;
    if (!isRunning)
        m_runningSince = {};
    else if (m_runningSince.isNull())
        m_runningSince = QDateTime::currentDateTime();
    emit phaseChanged();
}

// --- What the worker says ---

void ReplSession::onEnded(const ReplEnd &end)
{
    const QString name = m_running.take(end.run);
    using Cause = script::Thrown::Cause;
    const bool isStopped = !end.outcome && end.outcome.error().cause == Cause::Stopped;
    const ReplEntry::State state = end.outcome ? ReplEntry::State::Done
                                   : isStopped ? ReplEntry::State::Stopped
                                               : ReplEntry::State::Failed;
    m_transcript.finishInput(end.run, state, end.duration);
    const bool isKept = end.outcome && !end.outcome->isUndefined();
    if (end.outcome)
        m_transcript.append({{.kind = ReplEntry::Kind::Result,
                              .run = end.run,
                              .value = *end.outcome,
                              .savedAs = isKept ? name : QString(),
                              .at = QDateTime::currentDateTime()}});
    else if (!isStopped)
        m_transcript.append({replErrorEntry(end.outcome.error(), end.run)});
    // A number that nothing was saved under is given to the next.
    if (!isKept && name == savedName(m_savedCount))
        --m_savedCount;
    updateRunning();
}

void ReplSession::onPrinted(const QList<ConsoleLine> &lines, qint64 dropped)
{
    m_link.batches->fetch_sub(1);
    QList<ReplEntry> entries;
    entries.reserve(lines.size() + 1);
    for (const ConsoleLine &line : lines) {
        ReplEntry entry{.kind = ReplEntry::Kind::Console,
                        .printed = line.arguments,
                        .level = line.level,
                        .at = QDateTime::currentDateTime()};
        const auto isUnfoldable = [](const QCborValue &value) {
            return value.isContainer() || value.isTag();
        };
        if (line.arguments.size() == 1 && isUnfoldable(line.arguments.first()))
            entry.value = line.arguments.first();
        else if (std::ranges::any_of(line.arguments, isUnfoldable))
            entry.value = line.arguments;
        entries.append(entry);
    }
    if (dropped > 0)
        entries.append({.kind = ReplEntry::Kind::Note,
                        .text = ReplText::tr("%n line(s) were printed faster than they can be shown.",
                                             nullptr, static_cast<int>(std::min<qint64>(dropped, INT_MAX))),
                        .level = ConsoleLine::Level::Warning,
                        .at = QDateTime::currentDateTime()});
    m_transcript.append(entries);
}

void ReplSession::onRejected(const script::Thrown &thrown)
{
    ReplEntry entry = replErrorEntry(thrown, 0);
    entry.text = ReplText::tr("Nobody caught: %1", "a rejected promise, with its error").arg(entry.text);
    m_transcript.append({entry});
}

void ReplSession::onAction(quint64 call, const QString &name, const QCborArray &arguments)
{
    const QString text = toJsonText(arguments, JsonLayout::OneLine);
    m_lastArguments.insert(name, text.size() <= hintCharactersMax ? text.sliced(1).chopped(1) : u"…"_s);
    m_actor.callAction(name, arguments)
        .then(this, [this, call, worker = m_worker](const Result<ActionResult> &answer) {
            // Nobody waits in a world that was replaced.
            if (worker != m_worker)
                return;
            const script::Outcome outcome = answer ? script::Outcome(answer->output)
                                                   : std::unexpected(toThrown(answer.error(), actorName()));
            post([call, outcome](ReplWorker &to) { to.settle(call, outcome); });
        });
}

QString ReplSession::actorName() const
{
    return m_actor.record() ? actorLabel(*m_actor.record()) : m_actor.actorId();
}

void ReplSession::onStopped(bool isQuiet)
{
    if (!m_isStopping)
        return;
    if (!isQuiet)
        return replaceWorld();
    m_isStopping = false;
    m_stopTimer.stop();
    note(
        ReplText::tr("Stopped. Variables are kept; an action that was already called goes on in the actor."));
    updateRunning();
}

void ReplSession::leaveWorld()
{
    leaveBehind(dropWorker());
    const QHash<int, QString> running = std::exchange(m_running, {});
    for (auto run = running.begin(); run != running.end(); ++run)
        m_transcript.finishInput(run.key(), ReplEntry::State::Stopped, {});
    m_declared.clear();
    m_transcript.forgetSaved();
    m_isStopping = false;
    m_stopTimer.stop();
}

void ReplSession::replaceWorld()
{
    leaveWorld();
    note(ReplText::tr("The script did not stop and was left behind. The next input starts a new world: "
                      "variables and results are gone."),
         ConsoleLine::Level::Warning);
    updateRunning();
}

void ReplSession::note(const QString &text, ConsoleLine::Level level)
{
    m_transcript.append(
        {{.kind = ReplEntry::Kind::Note, .text = text, .level = level, .at = QDateTime::currentDateTime()}});
}

void ReplSession::showHelp()
{
    const QStringList actions = m_actor.actions();
    const QStringList lines{
        ReplText::tr("actor.action(…) calls an action and gives a promise of its answer: await actor.%1()")
            .arg(actions.value(0, u"name"_s)),
        actions.isEmpty() ? ReplText::tr("The actions of this actor are not known while it sleeps.")
                          : ReplText::tr("Actions: %1").arg(actions.join(u", "_s)),
        ReplText::tr("state is the newest state of the actor, to read."),
        ReplText::tr("wait(ms) gives a promise that is kept after so many milliseconds."),
        ReplText::tr("$1, $2, … are the last results, $_ is the newest one."),
        ReplText::tr("console.log, warn, error, assert, count, time and timeEnd print here."),
        ReplText::tr("let, const and class may declare a name again in a later input."),
    };
    note(lines.join(u'\n'));
}

} // namespace rove::ui
