// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/connection.h"
#include "engine/runtime/http.h"
#include "engine/runtime/httpreply.h"
#include "engine/runtime/tunnel.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QString>

#include <map>
#include <memory>

namespace rove::runtime {

class ActorInstance;

/// The HTTP side of one actor (spec/client-gateway.md 6 and 7): its routes, actions, plain requests, and
/// requests whose body comes in chunks. Every exchange is answered once, unless its client has gone, and
/// keeps the actor awake until then. Owned by the actor's instance, on its thread.
class HttpServer {
public:
    explicit HttpServer(ActorInstance &instance);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    void start(const Tunnel &tunnel, const envoy::v8::RequestStart &request);
    void takeChunk(RequestKey key, const envoy::v8::RequestChunk &chunk);
    /// The client has gone; what runs for it runs on.
    void abort(RequestKey key);
    /// The actor stops: whoever still waits is told so.
    void abortAll();

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

    void fail(RequestKey key, const ErrorReport &report);
    void fail(RequestKey key, const Error &error);
    void reply(RequestKey key, HttpReply reply);

    ActorInstance &m_instance;
    std::map<RequestKey, Exchange> m_exchanges;
    int m_uploadCount = 0;
};

} // namespace rove::runtime
