// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/connection.h"
#include "engine/runtime/http/http.h"
#include "engine/runtime/http/httpreply.h"
#include "engine/runtime/http/streamedreply.h"
#include "engine/runtime/tunnel.h"
#include "protocol/base/limits.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QString>

#include <map>
#include <memory>

namespace rove::runtime {

class ActorInstance;

/// The HTTP side of one actor (spec/client-gateway.md 6 and 7): its routes, actions, plain requests, requests
/// whose body comes in chunks, and answers whose body goes so. Every exchange is answered once, unless its
/// client has gone, and keeps the actor awake until the answer's end. Owned by the actor's instance, on its
/// thread.
class HttpServer {
public:
    /// Of the bodies that are still coming; so many of the longest. Of short ones many more may come at once:
    /// through a gateway that streams, each action does.
    static constexpr qsizetype uploadBytesMax = limits::streamedUploadsPerActorMax * limits::httpBodyBytesMax;

    explicit HttpServer(ActorInstance &instance);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    void start(const Tunnel &tunnel, const envoy::v8::RequestStart &request);
    void takeChunk(RequestKey key, const envoy::v8::RequestChunk &chunk);
    void takeWindow(RequestKey key, const envoy::v8::ResponseBodyWindowUpdate &update);
    /// The client has gone; what runs for it runs on, but an answer in pieces ends, and its actor hears of
    /// it.
    void abort(RequestKey key);
    /// Whether the body of a request still comes.
    [[nodiscard]] bool isReceiving() const { return m_uploadCount > 0; }
    /// The actor stops: whoever still waits is told so.
    void abortAll();
    /// The actor is gone: nobody is told anything more.
    void forgetAll();

private:
    /// An open request.
    struct Exchange {
        Tunnel tunnel;
        client::Encoding encoding = client::Encoding::Json;
        int version = client::versionMax;
        std::unique_ptr<Connection> connection = {};
        /// Set while its body still comes.
        std::unique_ptr<envoy::v8::RequestStart> upload = {};
        bool abandoned = false;
        AnswerForm answerForm = AnswerForm::Whole;
        /// Set while its answer goes out in pieces.
        std::unique_ptr<StreamedReply> download = {};
    };

    void dispatch(RequestKey key, const envoy::v8::RequestStart &request);
    HttpReply fixedRoute(const QString &path) const;
    void callAction(RequestKey key, const QString &name, const envoy::v8::RequestStart &request);
    Result<QCborArray> readArguments(Exchange &exchange, const envoy::v8::RequestStart &request) const;
    void finishAction(RequestKey key, const Result<QCborValue> &outcome);
    HttpReply actionReply(const Exchange &exchange, const Result<QCborValue> &outcome) const;
    void sendToQueue(RequestKey key, const QString &name, const envoy::v8::RequestStart &request);
    void finishQueueSend(RequestKey key, const Result<client::v4::HttpQueueSendResponse> &outcome);
    void callRequestHook(RequestKey key, const QString &path, const envoy::v8::RequestStart &request);
    Result<HttpResponse> runRequestHook(Exchange &exchange, const QString &path,
                                        const envoy::v8::RequestStart &request);
    void inspect(RequestKey key, const QString &path, const envoy::v8::RequestStart &request);

    void startDownload(RequestKey key, HttpReply head, std::shared_ptr<ResponsePipe> pipe);
    void pump(RequestKey key);
    void endDownload(RequestKey key);
    void runStreamHandler(const ResponsePipe::Handler &handler);

    void fail(RequestKey key, const ErrorReport &report);
    void fail(RequestKey key, const Error &error);
    std::unique_ptr<envoy::v8::RequestStart> takeUpload(Exchange &exchange);
    void reply(RequestKey key, HttpReply reply);
    void close(Exchange &exchange);

    ActorInstance &m_instance;
    std::map<RequestKey, Exchange> m_exchanges;
    int m_uploadCount = 0;
    qsizetype m_uploadBytes = 0; ///< Of their bodies so far.
};

} // namespace rove::runtime
