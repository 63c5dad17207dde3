// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/outgoing.h"

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {
namespace {

constexpr auto usualDelayMax = 20ms;
/// When somebody outside hears that the engine has given up, or is gone.
constexpr auto goneDelayMax = 5s;

Result<> failed(ErrorCode code)
{
    return std::unexpected(Error{.code = code, .message = u"made up"_s, .metadata = {}});
}

} // namespace

class Outgoing::EngineEnd final : public net::Exchange {
public:
    explicit EngineEnd(std::shared_ptr<Outgoing> outgoing)
        : m_outgoing(std::move(outgoing))
    {}
    ~EngineEnd() override { m_outgoing->cancelled(); }

private:
    std::shared_ptr<Outgoing> m_outgoing;
};

Outgoing::Outgoing(const Surroundings &around, net::ClientRequest request, net::Client::Handlers handlers)
    : m_around(around)
    , m_request(std::move(request))
    , m_handlers(std::move(handlers))
{}

std::unique_ptr<net::Exchange> Outgoing::engineEnd()
{
    giveUpAfter(m_request.answerTimeout);
    return std::make_unique<EngineEnd>(shared_from_this());
}

// --- The end outside ---

void Outgoing::answer(int status, const QByteArray &contentType)
{
    carry([this, status, contentType] { arriveHead(status, contentType); });
}

void Outgoing::say(const QByteArray &piece)
{
    carry([this, piece] { arrivePiece(piece); });
}

void Outgoing::end()
{
    endLater({});
}

void Outgoing::fail(ErrorCode code)
{
    endLater(failed(code));
}

void Outgoing::endLater(const Result<> &outcome)
{
    carry([this, outcome] { finish(outcome); });
    m_isOpen = false;
}

/// Runs `arrived` at the engine's end, after all that was said before.
void Outgoing::carry(Scheduler::Task arrived)
{
    if (!m_isOpen)
        return;
    m_lastArrival = std::max(m_lastArrival, m_around.now() + m_around.delay(usualDelayMax));
    m_around.scheduler.at(m_lastArrival, [self = shared_from_this(), arrived = std::move(arrived)] mutable {
        if (self->m_isHeard)
            arrived();
    });
}

// --- The engine's end ---

void Outgoing::arriveHead(int status, const QByteArray &contentType)
{
    giveUpAfter(m_request.silenceTimeout);
    m_handlers.onHead({.status = status, .headers = {{"content-type", contentType}}});
}

void Outgoing::arrivePiece(const QByteArray &piece)
{
    giveUpAfter(m_request.silenceTimeout);
    m_handlers.onBody(piece);
}

void Outgoing::giveUpAfter(std::chrono::milliseconds patience)
{
    if (m_timeout)
        m_around.scheduler.cancel(*m_timeout);
    m_timeout = m_around.scheduler.after(patience, [self = weak_from_this()] {
        if (const auto outgoing = self.lock(); outgoing && outgoing->m_isHeard)
            outgoing->finish(failed(ErrorCode::ClientTimeout));
    });
}

void Outgoing::finish(const Result<> &outcome)
{
    // The owner may destroy its end in the handler, and the handlers with it.
    auto handlers = std::exchange(m_handlers, {});
    cancelled();
    handlers.onEnd(outcome);
}

void Outgoing::cancelled()
{
    if (!std::exchange(m_isHeard, false))
        return;
    if (m_timeout)
        m_around.scheduler.cancel(*m_timeout);
    if (!std::exchange(m_isOpen, false))
        return;
    m_around.scheduler.after(m_around.delay(goneDelayMax), [self = shared_from_this()] {
        if (const auto gone = std::exchange(self->m_gone, {}))
            gone();
    });
}

} // namespace rove::sim
