// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/errand.h"

#include "engine/runtime/actorcontext.h"

namespace rove::kitactors {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace runtime;

namespace {

WorkflowTask<QString> hold(WorkflowContext &branch, QString name, QString what)
{
    co_return co_await branch.step(name, [what] { return what; });
}

} // namespace

ActorOptions Errand::options()
{
    ActorOptions options;
    options.sleepTimeout = 120s;
    options.queues = {u"word"_s};
    return options;
}

Workflow Errand::run(WorkflowContext &errand)
{
    const int parcels = co_await errand.step(u"pack"_s, [this] {
        m_steps.append(u"packed"_s);
        return 3;
    });
    co_await errand.sleep(u"walk"_s, 300ms);
    co_await errand.step(
        {.name = u"ring"_s, .maxRetries = 5, .retryBackoffBase = 20ms, .retryBackoffMax = 50ms},
        [this] { return ring(); });
    const auto [left, right] = co_await errand.join(
        u"both hands"_s,
        branch(u"left"_s, [](WorkflowContext &hand) { return hold(hand, u"left"_s, u"bread"_s); }),
        branch(u"right"_s, [](WorkflowContext &hand) { return hold(hand, u"right"_s, u"wine"_s); }));
    const WorkflowMessage word = co_await errand.listen(u"wait for the word"_s, {.names = {u"word"_s}});
    const QCborMap outcome{
        {u"parcels"_s, parcels}, {u"left"_s, left}, {u"right"_s, right}, {u"word"_s, word.body}};
    co_await errand.step(u"return"_s, [this, outcome] {
        m_steps.append(u"returned"_s);
        m_outcome = outcome;
    });
}

Result<> Errand::ring()
{
    if (++m_attempts < 3)
        return userError(u"nobody opens"_s);
    m_steps.append(u"rang"_s);
    return {};
}

QCborMap Errand::read() const
{
    return context().state();
}

void Errand::doze()
{
    context().sleep();
}

} // namespace rove::kitactors
