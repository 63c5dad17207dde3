// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replworker.h"

#include "engine/script/world.h"
#include "protocol/base/ensure.h"
#include "ui/pages/repl/consolesource.h"
#include "ui/pages/repl/replbootstrap.h"
#include "ui/pages/repl/replentry.h"
#include "ui/pages/repl/repllimits.h"

#include <QtCore/QTimer>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using script::Crossing;
using script::Outcome;
using SteadyClock = std::chrono::steady_clock;

Outcome nothing()
{
    return QCborValue(QCborValue::Undefined);
}

bool isFalsy(const QCborValue &value)
{
    return value.isFalse() || value.isNull() || value.isUndefined() || value == QCborValue(0) ||
           value == QCborValue(u""_s);
}

/// The label that `console.time` and its like take.
QString labelOf(const QCborArray &arguments)
{
    return arguments.isEmpty() ? u"default"_s : arguments.first().toString(u"default"_s);
}

std::chrono::milliseconds waitOf(const QCborArray &arguments)
{
    const double wanted = arguments.isEmpty() ? 0 : arguments.first().toDouble();
    const auto longest = static_cast<double>(std::chrono::milliseconds(repllimits::waitMax).count());
    // A comparison with NaN is false.
    return std::chrono::milliseconds(wanted > 0 ? static_cast<qint64>(std::min(wanted, longest)) : 0);
}

} // namespace

ReplWorker::ReplWorker(ReplLink link)
    : m_link(std::move(link))
{}

ReplWorker::~ReplWorker() = default;

void ReplWorker::ensureWorld()
{
    if (m_world)
        return;
    m_world = std::make_unique<script::World>(script::WorldOptions{.stop = m_link.stop});
    m_world->setUnhandled([this](const script::Thrown &thrown) { emit rejected(thrown); });
    m_world->addFunction(u"state"_s, Crossing::Exact,
                         [this](const QCborArray &) -> Outcome { return m_state; });
    m_world->addFunction(u"stateVersion"_s, Crossing::Exact,
                         [this](const QCborArray &) -> Outcome { return QCborValue(m_stateVersion); });
    m_world->addAsyncFunction(u"wait"_s, [this](quint64 call, const QCborArray &arguments) {
        QTimer::singleShot(waitOf(arguments), this, [this, call] { settle(call, nothing()); });
    });
    m_world->addFunction(u"help"_s, Crossing::Shown, [this](const QCborArray &) {
        flush();
        emit helpAsked();
        return nothing();
    });
    addActor();
    addConsole();
    addConsoleTools();
    const std::optional<script::Thrown> failed = m_world->bootstrap(replBootstrap(), u"rove:console"_s);
    ENSURE(!failed);
}

void ReplWorker::addActor()
{
    m_world->addFunction(u"actions"_s, Crossing::Exact, [this](const QCborArray &) -> Outcome {
        return QCborValue(QCborArray::fromStringList(m_actions));
    });
    m_world->addFunction(u"declare"_s, Crossing::Exact, [this](const QCborArray &arguments) -> Outcome {
        if (++m_declaredActions > repllimits::actionNameCountMax)
            return std::unexpected(
                script::Thrown{.name = u"RangeError"_s, .message = u"too many names of actions were used"_s});
        const QString name = arguments.first().toString();
        m_world->addAsyncFunction(u"actor."_s % name, [this, name](quint64 call, const QCborArray &values) {
            emit actionCalled(call, name, values);
        });
        return nothing();
    });
}

void ReplWorker::addConsole()
{
    using enum ConsoleLine::Level;
    const auto add = [this](const QString &name, ConsoleLine::Level level) {
        m_world->addFunction(name, Crossing::Shown, [this, level](const QCborArray &arguments) {
            print(level, arguments);
            return nothing();
        });
    };
    add(u"log"_s, Log);
    add(u"debug"_s, Debug);
    add(u"info"_s, Info);
    add(u"warn"_s, Warning);
    add(u"error"_s, Error);
    m_world->addFunction(u"clear"_s, Crossing::Shown, [this](const QCborArray &) {
        m_lines.clear();
        m_lineBytes = 0;
        emit clearAsked();
        return nothing();
    });
}

void ReplWorker::addConsoleTools()
{
    using enum ConsoleLine::Level;
    m_world->addFunction(u"assert"_s, Crossing::Shown, [this](QCborArray arguments) {
        const bool isWrong = arguments.isEmpty() || isFalsy(arguments.takeFirst());
        if (isWrong) {
            arguments.prepend(u"Assertion failed"_s);
            print(Error, arguments);
        }
        return nothing();
    });
    m_world->addFunction(u"count"_s, Crossing::Shown, [this](const QCborArray &arguments) {
        const QString label = labelOf(arguments);
        if (m_counters.size() < repllimits::declaredNameCountMax || m_counters.contains(label))
            print(Info, {u"%1: %2"_s.arg(label).arg(++m_counters[label])});
        return nothing();
    });
    m_world->addFunction(u"time"_s, Crossing::Shown, [this](const QCborArray &arguments) {
        if (m_timers.size() < repllimits::declaredNameCountMax)
            m_timers.insert(labelOf(arguments), SteadyClock::now());
        return nothing();
    });
    m_world->addFunction(u"timeEnd"_s, Crossing::Shown, [this](const QCborArray &arguments) {
        const QString label = labelOf(arguments);
        if (const auto started = m_timers.constFind(label); started != m_timers.constEnd()) {
            const std::chrono::duration<double, std::milli> taken = SteadyClock::now() - *started;
            print(Info, {u"%1: %2 ms"_s.arg(label).arg(taken.count(), 0, 'f', 1)});
            m_timers.remove(label);
        }
        return nothing();
    });
}

void ReplWorker::run(int number, const QString &source, const QString &keepAs, const QString &dropped)
{
    ensureWorld();
    if (!dropped.isEmpty())
        m_world->removeGlobal(dropped);
    const QString fileName = u"input %1"_s.arg(number);
    // A console takes `{a: 1}` for the object that it looks like, where it can be one.
    const QString object = asObjectLiteral(source);
    const bool isObject = !object.isNull() && !m_world->check(object, fileName);
    const auto start = SteadyClock::now();
    m_world->evaluate({.source = isObject ? object : toConsoleSource(source).source,
                       .fileName = fileName,
                       .keepAs = {keepAs, u"$_"_s}},
                      [this, number, start](const Outcome &outcome) {
                          flush();
                          emit ended({.run = number,
                                      .outcome = outcome,
                                      .duration = std::chrono::duration_cast<std::chrono::microseconds>(
                                          SteadyClock::now() - start)});
                      });
    afterWork();
}

void ReplWorker::settle(quint64 call, const Outcome &outcome)
{
    if (!m_world)
        return;
    m_world->settle(call, outcome);
    afterWork();
}

void ReplWorker::setState(const QCborValue &state)
{
    m_state = state;
    ++m_stateVersion;
}

void ReplWorker::setActions(const QStringList &actions)
{
    m_actions = actions;
}

void ReplWorker::stop()
{
    const bool isQuiet = !m_world || m_world->stopAll();
    m_link.stop->store(false);
    afterWork();
    emit stopped(isQuiet);
}

// --- Jobs ---

void ReplWorker::schedulePump()
{
    if (m_isPumpScheduled)
        return;
    m_isPumpScheduled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isPumpScheduled = false;
            pump();
        },
        Qt::QueuedConnection);
}

/// In slices, between which what was posted meanwhile is heard: answers, a new state, a stop.
void ReplWorker::pump()
{
    if (m_world->runJobs(repllimits::jobSlice) == script::World::Jobs::More)
        schedulePump();
    flush();
    if (const qsizetype calls = m_world->pendingCallCount(); calls != m_reportedCalls) {
        m_reportedCalls = calls;
        emit pendingChanged(calls);
    }
}

void ReplWorker::afterWork()
{
    if (m_world)
        pump();
}

// --- Printing ---

void ReplWorker::print(ConsoleLine::Level level, const QCborArray &arguments)
{
    const qsizetype weight = valueWeight(arguments);
    if (m_lines.size() >= repllimits::consoleBacklogMax ||
        m_lineBytes + weight > repllimits::consoleBacklogBytesMax) {
        ++m_droppedLines;
    } else {
        m_lines.append({level, arguments});
        m_lineBytes += weight;
    }
    if (SteadyClock::now() - m_flushedAt > repllimits::consoleFlushInterval)
        flush();
}

void ReplWorker::flush()
{
    if (m_lines.isEmpty() && m_droppedLines == 0)
        return;
    if (m_link.batches->load() >= repllimits::consoleBatchesInFlightMax) {
        // The window is behind. What is kept is sent when it has caught up.
        if (!std::exchange(m_isFlushScheduled, true))
            QTimer::singleShot(repllimits::consoleFlushInterval, this, [this] {
                m_isFlushScheduled = false;
                flush();
            });
        return;
    }
    m_flushedAt = SteadyClock::now();
    m_link.batches->fetch_add(1);
    m_lineBytes = 0;
    emit printed(std::exchange(m_lines, {}), std::exchange(m_droppedLines, 0));
}

} // namespace rove::ui
