// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/workflow/workflowqueue.h"

#include "engine/runtime/completion.h"
#include "engine/runtime/queue/actorqueue.h"

using namespace std::chrono_literals;

namespace rove::runtime {
namespace {

std::vector<WorkflowMessage> asWorkflowMessages(const ActorQueue::Messages &received)
{
    std::vector<WorkflowMessage> messages;
    for (const QueueMessage &message : received)
        messages.push_back({.id = message.id(),
                            .name = message.name(),
                            .body = message.body(),
                            .createdAt = message.createdAt(),
                            .ticket = std::make_shared<const QueueMessage>(message)});
    return messages;
}

} // namespace

QFuture<Result<std::vector<WorkflowMessage>>> WorkflowQueue::receive(const QStringList &names, int count)
{
    return m_queue
        .nextBatch(
            {.names = names, .count = count, .timeout = 0ms, .completable = QueueReceive::Completable::Yes})
        .then([](const Result<ActorQueue::Messages> &received) {
            return received.transform(asWorkflowMessages);
        });
}

QFuture<Result<>> WorkflowQueue::complete(const WorkflowMessage &message, const QCborValue &response)
{
    if (const auto received = std::static_pointer_cast<const QueueMessage>(message.ticket))
        return received->complete(response);
    Completion<void> completion;
    QFuture<Result<>> future = completion.start();
    m_queue.complete(message.id, response,
                     [completion](const Result<> &completed) { completion.complete(completed); });
    return future;
}

QFuture<Result<>> WorkflowQueue::waitForAvailable(const QStringList &names)
{
    return m_queue.waitForAvailable(names);
}

} // namespace rove::runtime
