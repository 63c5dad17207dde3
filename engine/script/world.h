// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/outcome.h"
#include "engine/script/scriptlimits.h"

#include <QtCore/QCborArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace rove::script {

struct WorldOptions {
    std::size_t memoryBytesMax = limits::memoryBytesMax;
    std::size_t stackBytesMax = limits::stackBytesMax;
    std::chrono::milliseconds turnMax = limits::turnMax;
    /// While it is true, whatever the world runs ends at once and no `catch` of the script stops that. Any
    /// thread may set it; `World::stopAll()` takes it back.
    std::shared_ptr<std::atomic<bool>> stop = std::make_shared<std::atomic<bool>>(false);
};

struct Evaluation {
    QString source;
    /// How stacks name it.
    QString fileName;
    /// Globals that the result becomes, unless it is undefined.
    QStringList keepAs = {};
};

/// One JavaScript world: a QuickJS runtime with a single context and its queue of jobs, bounded in memory,
/// stack and time. Knows nothing of actors; what a script may reach of the outside are the functions that its
/// owner adds.
///
/// It lives on the thread that made it, has no event loop of its own and does nothing by itself: whoever owns
/// it runs its jobs, and answers the calls of its asynchronous functions when they have an answer. Nothing
/// throws: what a script throws is an Outcome. A script cannot harm it, except by ending in native code that
/// takes for ever, which the owner notices as a turn that does not end.
class World {
public:
    /// Answers a call at once.
    using Function = std::function<Outcome(const QCborArray &arguments)>;
    /// Takes a call, which is a promise to the script until `settle` is told its number.
    using AsyncFunction = std::function<void(quint64 call, const QCborArray &arguments)>;
    using Done = std::function<void(const Outcome &outcome)>;

    explicit World(WorldOptions options = {});
    ~World();
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    /// Adds a member of the object that `bootstrap` hands to its function.
    void addFunction(const QString &name, Crossing arguments, Function function);
    void addAsyncFunction(const QString &name, AsyncFunction function);
    /// Runs a script whose value is a function, and calls that with the object of added functions. It is the
    /// only way to them, so a script later sees of them what this one gives out.
    [[nodiscard]] std::optional<Thrown> bootstrap(const QString &source, const QString &fileName);

    /// What a script says of an error that nobody caught, once its jobs have run.
    void setUnhandled(std::function<void(const Thrown &)> unhandled);

    /// Runs a script with top-level `await`. `done` hears once of its value, as it is shown, maybe before
    /// this returns; a promise is awaited first.
    void evaluate(const Evaluation &evaluation, Done done);
    /// The error of a script that cannot be read; none if it can.
    [[nodiscard]] std::optional<Thrown> check(const QString &source, const QString &fileName);

    enum class Jobs { None, More };
    /// Runs the jobs that wait, for so long.
    Jobs runJobs(std::chrono::milliseconds slice);
    /// Answers a call; one that is no longer waited for is ignored.
    void settle(quint64 call, const Outcome &outcome);

    /// Ends what runs and what waits: evaluations are done as stopped, calls are forgotten, globals stay.
    /// False if jobs went on regardless; such a world is to be thrown away.
    [[nodiscard]] bool stopAll();

    void setGlobal(const QString &name, const QCborValue &value);
    [[nodiscard]] Outcome global(const QString &name, Crossing crossing);
    void removeGlobal(const QString &name);

    [[nodiscard]] qsizetype pendingCallCount() const;
    [[nodiscard]] qsizetype evaluationCount() const;
    [[nodiscard]] qint64 memoryBytes() const;

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace rove::script
