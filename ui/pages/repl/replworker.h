// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/outcome.h"

#include <QtCore/QCborArray>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QStringList>

#include <atomic>
#include <chrono>
#include <memory>

namespace rove::script {
class World;
}

namespace rove::ui {

/// One line that a script printed.
struct ConsoleLine {
    enum class Level { Log, Debug, Info, Warning, Error };

    Level level = Level::Log;
    /// As shown; each argument one.
    QCborArray arguments;
};

/// What a console and its world share across their threads.
struct ReplLink {
    std::shared_ptr<std::atomic<bool>> stop = std::make_shared<std::atomic<bool>>(false);
    /// Batches of lines that the window has not taken yet.
    std::shared_ptr<std::atomic<int>> batches = std::make_shared<std::atomic<int>>(0);
};

/// What became of one input.
struct ReplEnd {
    int run = 0;
    script::Outcome outcome;
    std::chrono::microseconds duration{};
};

/// The thread's side of a console: a script world with the globals of an actor's console. Lives on a thread
/// of its own, where ReplSession posts what it is to do; its signals carry values back. The world is made
/// with the first input. Never fails; what a script does wrong comes back as an outcome.
class ReplWorker : public QObject {
    Q_OBJECT
public:
    explicit ReplWorker(ReplLink link);
    ~ReplWorker() override;

    // All on the worker's thread.
    void run(int number, const QString &source, const QString &keepAs, const QString &dropped);
    void settle(quint64 call, const script::Outcome &outcome);
    void setState(const QCborValue &state);
    void setActions(const QStringList &actions);
    /// Ends everything that runs or waits.
    void stop();

signals:
    void ended(const rove::ui::ReplEnd &end);
    void printed(const QList<rove::ui::ConsoleLine> &lines, qint64 dropped);
    void rejected(const rove::script::Thrown &thrown);
    void actionCalled(quint64 call, const QString &name, const QCborArray &arguments);
    void helpAsked();
    void clearAsked();
    void pendingChanged(qsizetype calls);
    /// False if the world went on and is to be thrown away.
    void stopped(bool isQuiet);

private:
    void ensureWorld();
    void addConsole();
    void addConsoleTools();
    void addActor();
    void print(ConsoleLine::Level level, const QCborArray &arguments);
    void flush();
    void pump();
    void schedulePump();
    void afterWork();

    ReplLink m_link;
    std::unique_ptr<script::World> m_world;
    QStringList m_actions;
    QCborValue m_state;
    qint64 m_stateVersion = 0;
    QList<ConsoleLine> m_lines;
    qsizetype m_lineBytes = 0;
    qint64 m_droppedLines = 0;
    int m_declaredActions = 0;
    std::chrono::steady_clock::time_point m_flushedAt;
    QHash<QString, std::chrono::steady_clock::time_point> m_timers;
    QHash<QString, int> m_counters;
    qsizetype m_reportedCalls = 0;
    bool m_isPumpScheduled = false;
    bool m_isFlushScheduled = false;
};

} // namespace rove::ui
