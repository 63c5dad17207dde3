// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/network.h"

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {
namespace {

constexpr auto usualDelayMax = 20ms;
/// When a client hears that the machine at the other end is gone.
constexpr auto brokenDelayMax = 20s;

} // namespace

/// One HTTP request, from its sending to its one end.
struct Network::Exchange {
    Ended ended; ///< Empty after the end.
    std::uint64_t life = 0;
    bool isAtEngine = false;
    net::Task gone; ///< The engine's, to hear that the client left.
};

/// An answer that the engine sends piece by piece, to a client that takes each at once. The client sees it
/// whole, or, if the engine lets go of it before its end, a broken connection.
class Network::PiecewiseAnswer final : public net::ResponseBody {
public:
    PiecewiseAnswer(Network &network, std::shared_ptr<Exchange> exchange, net::HttpResponse head)
        : m_network(network)
        , m_exchange(std::move(exchange))
        , m_answer(std::move(head))
    {
        m_answer.body.clear();
    }
    ~PiecewiseAnswer() override
    {
        if (!m_hasEnded && m_exchange->life == m_network.m_life)
            m_network.finishLater(m_exchange, {.kind = Ending::Kind::Broken, .response = {}});
    }

    void write(QByteArray bytes) override { m_answer.body += bytes; }
    void end() override
    {
        m_hasEnded = true;
        m_network.finishLater(m_exchange, {.kind = Ending::Kind::Answered, .response = std::move(m_answer)});
    }
    [[nodiscard]] qsizetype queuedBytes() const override { return 0; }
    void onTaken(net::Task) override {}

private:
    Network &m_network;
    std::shared_ptr<Exchange> m_exchange;
    net::HttpResponse m_answer;
    bool m_hasEnded = false;
};

/// The engine's end of an exchange. A responder that is dropped unanswered is a request without an end.
class Network::Responder final : public net::HttpResponder {
public:
    Responder(Network &network, std::shared_ptr<Exchange> exchange)
        : m_network(network)
        , m_exchange(std::move(exchange))
    {}
    ~Responder() override
    {
        if (!m_hasAnswered && m_exchange->ended && m_exchange->life == m_network.m_life)
            m_network.m_oracle.breakPromise(u"a request was dropped without an answer"_s);
    }

    void respond(net::HttpResponse response) override
    {
        if (std::exchange(m_hasAnswered, true))
            return;
        m_network.finishLater(m_exchange, {.kind = Ending::Kind::Answered, .response = std::move(response)});
    }
    [[nodiscard]] std::unique_ptr<net::ResponseBody> start(net::HttpResponse head) override
    {
        m_hasAnswered = true;
        return std::make_unique<PiecewiseAnswer>(m_network, m_exchange, std::move(head));
    }
    void onGone(net::Task callback) override { m_exchange->gone = std::move(callback); }

private:
    Network &m_network;
    std::shared_ptr<Exchange> m_exchange;
    bool m_hasAnswered = false;
};

/// The engine's end of a handshake.
class Network::Upgrade final : public net::WebSocketUpgrade {
public:
    Upgrade(Network &network, Opened opened)
        : m_network(network)
        , m_opened(std::move(opened))
        , m_life(network.m_life)
    {}
    ~Upgrade() override
    {
        if (!m_opened)
            return;
        if (m_life == m_network.m_life)
            m_network.m_oracle.breakPromise(u"a handshake was dropped without a decision"_s);
        refuse();
    }

    void accept(net::Headers,
                std::move_only_function<void(std::unique_ptr<net::WebSocket>)> accepted) override
    {
        if (!m_opened)
            return;
        auto wire = std::make_shared<Wire>(m_network.m_around);
        std::erase_if(m_network.m_wires, [](const auto &open) { return open.expired(); });
        m_network.m_wires.push_back(wire);
        wire->announce(std::exchange(m_opened, {}));
        accepted(wire->engineEnd());
    }
    void reject(net::HttpResponse) override { refuse(); }
    /// No client leaves before the answer here.
    void onGone(net::Task) override {}

private:
    void refuse()
    {
        const Surroundings &around = m_network.m_around;
        around.scheduler.after(around.delay(usualDelayMax),
                               [opened = std::exchange(m_opened, {})] mutable { opened(nullptr); });
    }

    Network &m_network;
    Opened m_opened;
    std::uint64_t m_life;
};

Network::Network(const Surroundings &around, Oracle &oracle)
    : m_around(around)
    , m_oracle(oracle)
{}

void Network::request(net::HttpRequest request, Ended ended, Wire::After patience)
{
    auto exchange = std::make_shared<Exchange>(Exchange{.ended = std::move(ended), .gone = {}});
    m_oracle.requestSent();
    m_around.scheduler.after(
        m_around.delay(usualDelayMax),
        [this, exchange, request = std::move(request)] mutable { arrive(exchange, std::move(request)); });
    if (patience)
        m_around.scheduler.after(*patience, [this, exchange] {
            if (!exchange->ended)
                return;
            finish(exchange, {.kind = Ending::Kind::GaveUp, .response = {}});
            if (net::Task gone = std::exchange(exchange->gone, {}))
                gone();
        });
}

void Network::arrive(const std::shared_ptr<Exchange> &exchange, net::HttpRequest request)
{
    if (!exchange->ended)
        return;
    if (!m_gateway)
        return finish(exchange, {.kind = Ending::Kind::Refused, .response = {}});
    exchange->life = m_life;
    std::erase_if(m_open, [](const auto &open) { return open.expired(); });
    m_open.push_back(exchange);
    m_gateway->handleRequest(std::move(request), std::make_shared<Responder>(*this, exchange));
}

void Network::finish(const std::shared_ptr<Exchange> &exchange, Ending ending)
{
    if (Ended ended = std::exchange(exchange->ended, {})) {
        m_oracle.requestEnded();
        ended(std::move(ending));
    }
}

void Network::finishLater(const std::shared_ptr<Exchange> &exchange, Ending ending)
{
    exchange->gone = nullptr;
    m_around.scheduler.after(
        m_around.delay(usualDelayMax),
        [this, exchange, ending = std::move(ending)] mutable { finish(exchange, std::move(ending)); });
}

void Network::open(net::HttpRequest request, Opened opened)
{
    m_around.scheduler.after(m_around.delay(usualDelayMax), [this, request = std::move(request),
                                                             opened = std::move(opened)] mutable {
        if (!m_gateway)
            return opened(nullptr);
        m_gateway->handleUpgrade(std::move(request), std::make_shared<Upgrade>(*this, std::move(opened)));
    });
}

void Network::engineDies()
{
    m_gateway = nullptr;
    ++m_life;
    for (const auto &open : std::exchange(m_open, {}))
        if (const auto exchange = open.lock()) {
            exchange->gone = nullptr;
            m_around.scheduler.after(m_around.delay(brokenDelayMax), [this, exchange] {
                finish(exchange, {.kind = Ending::Kind::Broken, .response = {}});
            });
        }
    for (const auto &open : std::exchange(m_wires, {}))
        if (const auto wire = open.lock())
            wire->cut({}, m_around.delay(brokenDelayMax));
}

} // namespace rove::sim
