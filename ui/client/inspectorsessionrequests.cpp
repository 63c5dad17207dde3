// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "ui/client/inspectoraccess.h"
#include "ui/client/inspectorsession.h"
#include "ui/client/inspectorwire.h"

#include <algorithm>

/// InspectorSession: requests, and how each gets its end.
namespace rove::ui {

using namespace Qt::StringLiterals;
using namespace inspectorwire;
namespace v6 = inspector::v6;

QByteArray InspectorSession::userValue(const QCborValue &value) const
{
    return protocolVersion() >= orderedVersionMin ? cbor::encodeCompat(value) : cbor::encode(value);
}

template <class Response, class Read>
auto InspectorSession::ask(const v6::ToServer &message, Access access, std::chrono::milliseconds timeout,
                           Read read)
{
    using Answered = std::invoke_result_t<Read, const Response &>;
    return request(message, access, timeout).then([read](const Result<v6::ToClient> &answer) -> Answered {
        if (!answer)
            return std::unexpected(answer.error());
        if (const auto *response = std::get_if<Response>(&*answer))
            return read(*response);
        return failure(ErrorCode::ClientProtocol, u"The inspector answered something else."_s);
    });
}

Async<InspectedState> InspectorSession::requestState()
{
    return ask<v6::StateResponse>(v6::StateRequest{.id = nextId()}, Access::Read,
                                  limits::inspectorRequestTimeout,
                                  [](const v6::StateResponse &response) -> Result<InspectedState> {
                                      InspectedState state{.isEnabled = response.isStateEnabled, .value = {}};
                                      if (response.state)
                                          state.value = TRY(decodeUserValue(*response.state));
                                      return state;
                                  });
}

Async<std::vector<InspectedConnection>> InspectorSession::requestConnections()
{
    return ask<v6::ConnectionsResponse>(
        v6::ConnectionsRequest{.id = nextId()}, Access::Read, limits::inspectorRequestTimeout,
        [](const v6::ConnectionsResponse &response) -> Result<std::vector<InspectedConnection>> {
            return readConnections(response.connections);
        });
}

Async<QStringList> InspectorSession::requestActions()
{
    return ask<v6::RpcsListResponse>(v6::RpcsListRequest{.id = nextId()}, Access::Read,
                                     limits::inspectorRequestTimeout,
                                     [](const v6::RpcsListResponse &response) -> Result<QStringList> {
                                         return QStringList(response.rpcs.begin(), response.rpcs.end());
                                     });
}

Async<QCborValue> InspectorSession::callAction(const QString &name, const QCborArray &arguments)
{
    return ask<v6::ActionResponse>(
        v6::ActionRequest{.id = nextId(), .name = name, .args = userValue(arguments)}, Access::Write,
        limits::inspectorActionTimeout,
        [](const v6::ActionResponse &response) { return decodeUserValue(response.output); });
}

Async<> InspectorSession::patchState(const QCborValue &state)
{
    return request(v6::PatchStateRequest{.state = userValue(state)}, Access::Write,
                   limits::inspectorRequestTimeout)
        .then(
            [](const Result<v6::ToClient> &answer) { return answer.transform([](const v6::ToClient &) {}); });
}

Async<v6::ToClient> InspectorSession::request(const v6::ToServer &message, Access access,
                                              std::chrono::milliseconds timeout)
{
    const auto refuse = [](const Error &error) { return ready<v6::ToClient>(std::unexpected(error)); };
    const Access needed = accessOf(message) == Access::Write ? Access::Write : access;
    if (const Result<> permitted = m_http.permit(needed); !permitted)
        return refuse(permitted.error());
    if (m_phase != Phase::Live)
        return refuse(Error::of(ErrorCode::ClientClosed));
    if (m_pending.size() >= static_cast<size_t>(limits::inspectorPendingCountMax))
        return refuse(Error::of(ErrorCode::ActorOverloaded));
    const Result<QByteArray> frame = inspector::encodeToServer(message, *m_dialect);
    if (!frame)
        return refuse(frame.error());
    if (frame->size() > limits::inspectorFrameBytesOutMax)
        return refuse(Error::of(ErrorCode::MessageIncomingTooLong));

    Pending pending;
    pending.id = requestIdOf(message).value_or(0);
    pending.deadline = QDeadlineTimer(timeout);
    if (const auto *patch = std::get_if<v6::PatchStateRequest>(&message))
        pending.patch = patch->state;
    const Async<v6::ToClient> answer = pending.answer.future();
    m_pending.push_back(std::move(pending));
    m_socket->sendBinaryMessage(*frame);
    expireRequests();
    return answer;
}

void InspectorSession::settle(quint64 id, const v6::ToClient &message)
{
    const auto found = std::ranges::find(m_pending, id, &Pending::id);
    if (found == m_pending.end())
        return;
    const Answer<v6::ToClient> answer = found->answer;
    // Where answers come in order, what was asked before and given up will not be answered any more.
    const auto first = std::remove_if(m_pending.begin(), found,
                                      [](const Pending &earlier) { return earlier.answer.isGiven(); });
    m_pending.erase(first, found + 1);
    answer.give(message);
}

void InspectorSession::settlePatch(const QByteArray &bytes)
{
    const auto found = std::ranges::find(m_pending, std::optional(bytes), &Pending::patch);
    if (found == m_pending.end())
        return;
    const Answer<v6::ToClient> answer = found->answer;
    m_pending.erase(found);
    answer.give(v6::StateUpdated{.state = bytes});
}

void InspectorSession::settleOldest(const Error &error)
{
    const Answer<v6::ToClient> answer = m_pending.front().answer;
    m_pending.pop_front();
    answer.give(std::unexpected(error));
}

/// Gives up what waited too long and sets the timer for the next.
void InspectorSession::expireRequests()
{
    std::vector<Answer<v6::ToClient>> expired;
    QDeadlineTimer next(QDeadlineTimer::Forever);
    for (const Pending &pending : m_pending) {
        if (pending.answer.isGiven())
            continue;
        if (pending.deadline.hasExpired())
            expired.push_back(pending.answer);
        else
            next = std::min(next, pending.deadline);
    }
    if (!next.isForever())
        m_expiryTimer.start(std::chrono::milliseconds(next.remainingTime() + 1));
    for (const Answer<v6::ToClient> &answer : expired)
        answer.give(failure(ErrorCode::ClientTimeout));
}

void InspectorSession::failPending(const Error &error)
{
    for (const Pending &pending : std::exchange(m_pending, {}))
        pending.answer.give(std::unexpected(error));
}

} // namespace rove::ui
