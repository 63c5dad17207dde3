// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/shift.h"

#include "engine/runtime/actorcontext.h"

namespace rove::kitactors {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace runtime;

ActorOptions Shift::options()
{
    ActorOptions options;
    options.sleepTimeout = 120s;
    options.queues = {u"load"_s};
    return options;
}

Workflow Shift::run(WorkflowContext &shift)
{
    co_await shift.loop(u"rounds"_s, qint64(0),
                        [this](WorkflowContext &round, qint64 sum) -> WorkflowTask<LoopStep<qint64, qint64>> {
                            const WorkflowMessage message =
                                co_await round.listen(u"load"_s, {.names = {u"load"_s}});
                            const qint64 load = message.body.toInteger();
                            const qint64 next = sum + load;
                            co_await round.step(u"add"_s, [this, next] {
                                m_sum = next;
                                ++m_rounds;
                            });
                            if (load == 0)
                                co_return done(next);
                            co_return again(next);
                        });
}

QCborMap Shift::read() const
{
    return context().state();
}

void Shift::doze()
{
    context().sleep();
}

} // namespace rove::kitactors
