// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/exchange.h"

#include "tests/bench/actorwire.h"

#include <utility>

using namespace std::string_view_literals;

namespace rove::bench {

namespace {

constexpr std::string_view numberMark = "{n}";

class PingExchange final : public Exchange {
public:
    PingExchange(std::size_t requestBytes, std::size_t replyBytes)
        : m_request(requestBytes, 'x')
        , m_replyBytes(replyBytes)
    {}

    std::string_view nextRequest() override { return m_request; }
    std::size_t replyBytes(std::string_view received) override
    {
        return received.size() < m_replyBytes ? 0 : m_replyBytes;
    }

private:
    std::string m_request;
    std::size_t m_replyBytes;
};

class HttpExchange final : public Exchange {
public:
    explicit HttpExchange(std::string request)
        : m_request(std::move(request))
    {}

    std::string_view nextRequest() override { return m_request; }
    std::size_t replyBytes(std::string_view received) override { return answerBytes(received); }

private:
    std::string m_request;
};

class NumberedExchange final : public Exchange {
public:
    NumberedExchange(std::string_view host, HttpCall call, std::shared_ptr<std::size_t> count)
        : m_host(host)
        , m_call(std::move(call))
        , m_count(std::move(count))
    {}

    std::string_view nextRequest() override
    {
        const std::string number = std::to_string(++*m_count);
        m_request = httpRequest(m_call.method, m_host, numbered(m_call.path, number),
                                "content-type: application/json\r\n", numbered(m_call.body, number));
        return m_request;
    }
    std::size_t replyBytes(std::string_view received) override { return answerBytes(received); }

private:
    static std::string numbered(std::string text, const std::string &number)
    {
        if (const std::size_t mark = text.find(numberMark); mark != std::string::npos)
            text.replace(mark, numberMark.size(), number);
        return text;
    }

    std::string m_host;
    HttpCall m_call;
    std::shared_ptr<std::size_t> m_count;
    std::string m_request;
};

class WebSocketExchange final : public Exchange {
public:
    WebSocketExchange(std::string_view host, std::string_view path)
        : m_opening(socketOpening(host, path))
    {}

    std::string opening() override { return m_opening; }
    std::size_t openedBytes(std::string_view received) override { return socketOpenedBytes(received); }

    std::string_view nextRequest() override
    {
        m_request = clientFrame(actionRequest(CounterAction::Increment, ++m_id));
        return m_request;
    }

    std::size_t replyBytes(std::string_view received) override
    {
        const Frame frame = readFrame(received);
        if (frame.bytes > 0 && !isActionResponse(frame.payload, m_id))
            surprise("Not the answer to the action", frame.payload);
        return frame.bytes;
    }

private:
    std::string m_opening;
    std::string m_request;
    std::uint64_t m_id = 0;
};

} // namespace

std::size_t Exchange::openedBytes(std::string_view received)
{
    surprise("The peer spoke first", received);
}

std::unique_ptr<Exchange> makePingExchange(std::size_t requestBytes, std::size_t replyBytes)
{
    return std::make_unique<PingExchange>(requestBytes, replyBytes);
}

std::unique_ptr<Exchange> makeHttpExchange(std::string_view host, std::string_view path)
{
    // spec/client-gateway.md 2.3: version 4, then the arguments `[1]` as CBOR.
    return std::make_unique<HttpExchange>(httpRequest("POST", host, path,
                                                      "content-type: application/octet-stream\r\n"
                                                      "x-rivet-encoding: bare\r\n",
                                                      "\x04\x00\x02\x81\x01"sv));
}

std::unique_ptr<Exchange> makeCallExchange(std::string_view host, HttpCall call,
                                           std::shared_ptr<std::size_t> count)
{
    return std::make_unique<NumberedExchange>(host, std::move(call), std::move(count));
}

std::unique_ptr<Exchange> makeWebSocketExchange(std::string_view host, std::string_view path)
{
    return std::make_unique<WebSocketExchange>(host, path);
}

} // namespace rove::bench
