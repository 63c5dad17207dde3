// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/world.h"

#include "engine/script/worldimpl.h"

namespace rove::script {

World::World(WorldOptions options)
    : m_private(std::make_unique<Private>(std::move(options)))
{}

World::~World() = default;

void World::addFunction(const QString &name, Crossing arguments, Function function)
{
    m_private->addHostFunction(name, arguments, std::move(function), {});
}

void World::addAsyncFunction(const QString &name, AsyncFunction function)
{
    m_private->addHostFunction(name, Crossing::Exact, {}, std::move(function));
}

std::optional<Thrown> World::bootstrap(const QString &source, const QString &fileName)
{
    return m_private->bootstrap(source, fileName);
}

void World::setUnhandled(std::function<void(const Thrown &)> unhandled)
{
    m_private->unhandled = std::move(unhandled);
}

void World::evaluate(const Evaluation &evaluation, Done done)
{
    m_private->evaluate(evaluation, std::move(done));
}

std::optional<Thrown> World::check(const QString &source, const QString &fileName)
{
    return m_private->check(source, fileName);
}

World::Jobs World::runJobs(std::chrono::milliseconds slice)
{
    return m_private->runJobs(slice);
}

void World::settle(quint64 call, const Outcome &outcome)
{
    m_private->settle(call, outcome);
}

bool World::stopAll()
{
    return m_private->stopAll();
}

void World::setGlobal(const QString &name, const QCborValue &value)
{
    m_private->setGlobal(name, value);
}

Outcome World::global(const QString &name, Crossing crossing)
{
    return m_private->global(name, crossing);
}

void World::removeGlobal(const QString &name)
{
    m_private->removeGlobal(name);
}

qsizetype World::pendingCallCount() const
{
    return m_private->callCount();
}

qsizetype World::evaluationCount() const
{
    return m_private->evaluationCount();
}

qint64 World::memoryBytes() const
{
    return m_private->memoryBytes();
}

} // namespace rove::script
