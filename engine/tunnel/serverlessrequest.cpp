// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/serverlessrequest.h"

#include "protocol/bare/codec.h"
#include "protocol/base/limits.h"

#include <QtCore/QtEndian>

#include <utility>
#include <variant>

namespace rove::tunnel {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int statusOk = 200;
/// Platforms start a machine first; the actor has as long to run (spec/engine-api.md 3.2).
constexpr std::chrono::milliseconds answerTimeout = 30s;
/// A platform says `ping` every second (spec/runner-envoy.md 6).
constexpr std::chrono::milliseconds silenceTimeout = 60s;
constexpr qsizetype errorBodyBytesMax = 4 * limits::kibi;

// What a runner pool's platform says first, as BARE behind the version (spec/runner-envoy.md 2.1 and 2.2).
struct RunnerNamed {
    QString runnerId;
    std::uint16_t protocolVersion = 0;
};
struct RunnerNamedBefore4 {
    QString runnerId;
};
constexpr std::uint16_t protocolInPayloadMin = 4;

template <class Message>
Result<QString> runnerIdIn(QByteArrayView message)
{
    return std::get<0>(TRY(bare::decode<std::variant<Message>>(message))).runnerId;
}

Result<RunnerId> readRunnerId(const QByteArray &payload)
{
    const auto decoded = QByteArray::fromBase64Encoding(payload, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() < qsizetype(sizeof(std::uint16_t)))
        return failure(ErrorCode::ClientProtocol, u"The payload is not base64 of a message."_s);
    const auto version = qFromLittleEndian<std::uint16_t>(decoded.decoded.constData());
    const QByteArrayView message = QByteArrayView(decoded.decoded).sliced(sizeof version);
    return RunnerId::parse(version < protocolInPayloadMin ? TRY(runnerIdIn<RunnerNamedBefore4>(message))
                                                          : TRY(runnerIdIn<RunnerNamed>(message)));
}

bool isEventStream(const net::Headers &headers)
{
    const QByteArray type = net::headerValue(headers, "content-type").value_or(QByteArray());
    return type.split(';').value(0).trimmed().compare("text/event-stream", Qt::CaseInsensitive) == 0;
}

} // namespace

ServerlessRequest::ServerlessRequest(Kind kind, Handlers handlers)
    : m_kind(kind)
    , m_handlers(std::move(handlers))
{}

void ServerlessRequest::start(net::Client &client, net::ClientRequest request)
{
    request.headers.push_back({.name = "accept", .value = "text/event-stream"});
    request.answerTimeout = answerTimeout;
    request.silenceTimeout = silenceTimeout;
    m_exchange =
        client.send(std::move(request), {.onHead = [this](const net::ResponseHead &head) { answered(head); },
                                         .onBody = [this](const QByteArray &piece) { bodyCame(piece); },
                                         .onEnd = [this](const Result<> &outcome) { ended(outcome); }});
}

void ServerlessRequest::answered(const net::ResponseHead &head)
{
    m_status = head.status;
    m_isStream = head.status == statusOk && isEventStream(head.headers);
}

void ServerlessRequest::bodyCame(const QByteArray &piece)
{
    if (!m_isStream) {
        m_errorBody += piece.first(std::min(piece.size(), errorBodyBytesMax - m_errorBody.size()));
        return;
    }
    const auto events = m_events.feed(piece);
    if (!events)
        return finish(core::ServerlessInvalidSsePayload{.message = events.error().message, .rawPayload = {}});
    for (const StreamEvent &event : *events) {
        if (!m_exchange) // One before has ended it.
            return;
        take(event);
    }
}

void ServerlessRequest::take(const StreamEvent &event)
{
    if (event.name == "stopping")
        m_isStopping = true;
    else if (m_kind == Kind::Runner && event.name.isEmpty() && !m_isRunnerNamed)
        nameRunner(event.data);
}

void ServerlessRequest::nameRunner(const QByteArray &payload)
{
    const Result<RunnerId> id = readRunnerId(payload);
    if (!id)
        return finish(core::ServerlessInvalidSsePayload{.message = id.error().message,
                                                        .rawPayload = QString::fromUtf8(payload)});
    m_isRunnerNamed = true;
    m_handlers.onRunnerNamed(*id);
}

void ServerlessRequest::ended(const Result<> &outcome)
{
    finish(faultAtEnd(outcome));
}

std::optional<core::ServerlessFault> ServerlessRequest::faultAtEnd(const Result<> &outcome) const
{
    if (m_status != 0 && m_status != statusOk)
        return core::ServerlessHttpError{.statusCode = m_status, .body = QString::fromUtf8(m_errorBody)};
    if (m_status != 0 && !m_isStream)
        return core::ServerlessConnectionError{u"The platform does not answer with an event stream."_s};
    if (m_isStopping)
        return std::nullopt;
    if (!outcome)
        return core::ServerlessConnectionError{outcome.error().message};
    // A runner's process may end with its request; then its socket tells what became of it.
    if (m_kind == Kind::Runner && m_isRunnerNamed)
        return std::nullopt;
    return core::ServerlessStreamEndedEarly{};
}

void ServerlessRequest::finish(std::optional<core::ServerlessFault> fault)
{
    m_exchange.reset();
    Handlers handlers = std::exchange(m_handlers, {});
    if (handlers.onEnded)
        handlers.onEnded(std::move(fault));
}

} // namespace rove::tunnel
