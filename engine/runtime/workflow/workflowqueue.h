// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/workflow/workflowmessage.h"
#include "protocol/base/error.h"

#include <QtCore/QFuture>
#include <QtCore/QStringList>

#include <vector>

namespace rove::runtime {

class ActorQueue;

/// An actor's queue as its workflow sees it: every message is received as completable, so that the history
/// has it before it leaves the queue. Owned by the runner; on the actor's thread, on which the futures are
/// completed too.
class WorkflowQueue {
public:
    explicit WorkflowQueue(ActorQueue &queue)
        : m_queue(queue)
    {}

    /// Those of these names that are there now, oldest first; of any name, if none is given. They stay until
    /// `complete`.
    QFuture<Result<std::vector<WorkflowMessage>>> receive(const QStringList &names, int count);
    /// Removes it for good and answers its sender; also one that an earlier generation received, by its id. A
    /// message that is gone is no failure.
    QFuture<Result<>> complete(const WorkflowMessage &message, const QCborValue &response);
    /// Done when there is one to receive.
    QFuture<Result<>> waitForAvailable(const QStringList &names);

private:
    ActorQueue &m_queue;
};

} // namespace rove::runtime
