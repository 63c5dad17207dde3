// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/httphandles.h"

#include "engine/net/httpsession.h"

#include <utility>

namespace rove::net {

namespace {

class StreamedBody final : public ResponseBody {
public:
    explicit StreamedBody(std::weak_ptr<HttpSession> session)
        : m_session(std::move(session))
    {}
    ~StreamedBody() override
    {
        if (const auto session = m_session.lock())
            session->cutAnswer();
    }

    void write(QByteArray bytes) override
    {
        if (const auto session = m_session.lock())
            session->writeBody(std::move(bytes));
    }
    void end() override
    {
        if (const auto session = std::exchange(m_session, {}).lock())
            session->endAnswer();
    }
    [[nodiscard]] qsizetype queuedBytes() const override
    {
        const auto session = m_session.lock();
        return session ? session->queuedBytes() : 0;
    }
    void onTaken(Task callback) override
    {
        if (const auto session = m_session.lock())
            session->setTaken(std::move(callback));
    }

private:
    std::weak_ptr<HttpSession> m_session;
};

/// The one answer to one request. Whatever comes after the first decision is ignored.
class Responder final : public HttpResponder {
public:
    explicit Responder(std::weak_ptr<HttpSession> session)
        : m_session(std::move(session))
    {}
    ~Responder() override { respond({.status = 500}); }

    void respond(HttpResponse response) override
    {
        if (const auto session = std::exchange(m_session, {}).lock())
            session->answer(response);
    }
    std::unique_ptr<ResponseBody> start(HttpResponse head) override
    {
        std::weak_ptr<HttpSession> answering = std::exchange(m_session, {});
        if (const auto session = answering.lock())
            session->startAnswer(head);
        return std::make_unique<StreamedBody>(std::move(answering));
    }
    void onGone(Task callback) override
    {
        if (const auto session = m_session.lock())
            session->setGone(std::move(callback));
    }

private:
    std::weak_ptr<HttpSession> m_session;
};

class Upgrade final : public WebSocketUpgrade {
public:
    explicit Upgrade(std::weak_ptr<HttpSession> session)
        : m_session(std::move(session))
    {}
    ~Upgrade() override
    {
        if (const auto session = m_session.lock())
            session->dropUpgrade();
    }

    void accept(Headers headers, std::move_only_function<void(std::unique_ptr<WebSocket>)> accepted) override
    {
        if (const auto session = std::exchange(m_session, {}).lock())
            session->acceptUpgrade(headers, std::move(accepted));
    }
    void reject(HttpResponse response) override
    {
        if (const auto session = std::exchange(m_session, {}).lock())
            session->answer(response);
    }
    void onGone(Task callback) override
    {
        if (const auto session = m_session.lock())
            session->setGone(std::move(callback));
    }

private:
    std::weak_ptr<HttpSession> m_session;
};

class Upload final : public RequestBody {
public:
    Upload(std::weak_ptr<HttpSession> session, std::uint64_t requestNumber)
        : m_session(std::move(session))
        , m_requestNumber(requestNumber)
    {}
    ~Upload() override
    {
        if (const auto session = m_session.lock())
            session->readBody(m_requestNumber, nullptr);
    }

    void read(Read read) override
    {
        if (const auto session = m_session.lock())
            session->readBody(m_requestNumber, std::move(read));
    }

private:
    std::weak_ptr<HttpSession> m_session;
    const std::uint64_t m_requestNumber;
};

} // namespace

std::shared_ptr<HttpResponder> makeResponder(std::weak_ptr<HttpSession> session)
{
    return std::make_shared<Responder>(std::move(session));
}

std::shared_ptr<WebSocketUpgrade> makeUpgrade(std::weak_ptr<HttpSession> session)
{
    return std::make_shared<Upgrade>(std::move(session));
}

std::shared_ptr<RequestBody> makeRequestBody(std::weak_ptr<HttpSession> session, std::uint64_t requestNumber)
{
    return std::make_shared<Upload>(std::move(session), requestNumber);
}

} // namespace rove::net
