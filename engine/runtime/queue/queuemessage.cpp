// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/queue/queuemessage.h"

#include "engine/runtime/completion.h"
#include "engine/runtime/queue/actorqueue.h"

#include <utility>

namespace rove::runtime {

using namespace Qt::StringLiterals;

QFuture<Result<>> QueueMessage::complete(const QCborValue &response) const
{
    if (m_ticket)
        return m_ticket->complete(m_ticket, response);
    const QString text = u"Queue '%1' does not support completion responses."_s.arg(m_name);
    const Error error =
        Error::fromWire(u"queue"_s, u"complete_not_configured"_s, text, {{u"name"_s, m_name}});
    return QtFuture::makeReadyValueFuture<Result<>>(std::unexpected(error));
}

QueueTicket::QueueTicket(ActorQueue &queue, quint64 messageId, KeepAwake keepAwake)
    : m_queue(&queue)
    , m_messageId(messageId)
    , m_keepAwake(std::move(keepAwake))
{}

QueueTicket::~QueueTicket()
{
    if (m_queue && !m_completed)
        m_queue->release(m_messageId);
}

QFuture<Result<>> QueueTicket::complete(const std::shared_ptr<QueueTicket> &self, const QCborValue &response)
{
    Completion<void> completion;
    QFuture<Result<>> future = completion.start();
    if (std::exchange(m_completed, true)) {
        completion.complete(std::unexpected(
            Error::fromWire(u"queue"_s, u"already_completed"_s, u"Queue message was already completed."_s)));
    } else if (!m_queue) {
        completion.complete(std::unexpected(actorAborted()));
    } else {
        // The ticket lives until the message is gone: should that fail, it is released with the last copy.
        m_queue->complete(m_messageId, response, [self, completion](const Result<> &completed) {
            self->m_completed = completed.has_value();
            completion.complete(completed);
        });
    }
    return future;
}

} // namespace rove::runtime
