// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/async.h"
#include "ui/client/endpoint.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtNetwork/QNetworkAccessManager>

#include <chrono>
#include <utility>

namespace rove::ui {

/// What a call does to the engine or to an actor. Starting a sleeping actor is a write: it runs its code.
enum class Access { Read, Write };

/// Whether the user lets this connection change anything.
enum class WriteMode { ReadOnly, Allowed };

/// True for a failure that may be gone at the next try: the network, a busy or restarting engine. False where
/// somebody has to change something first, such as a token, a certificate or a name.
[[nodiscard]] bool isTransient(const Error &error);

struct HttpRequest {
    QByteArray method = "GET";
    /// Path and query under the endpoint, percent-encoded.
    QByteArray path;
    Access access = Access::Read;
    QByteArray body = {};
    QByteArray contentType = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    std::chrono::milliseconds timeout;
};

struct HttpResponse {
    int status = 0;
    QByteArray body;
    /// From sending to the last byte.
    std::chrono::microseconds duration{};
};

/// HTTP to one endpoint, and only to it: redirects are refused, so a token never travels on. Every request
/// has a time-out and a bound on its answer. A read-only connection refuses writes here, before a byte
/// leaves. Owned by the connection's holder, used by all clients of that connection; GUI thread. What goes
/// wrong becomes one of `ClientUnreachable`, `ClientTls`, `ClientTimeout`, `ClientCancelled`,
/// `ClientNotRivet`, `ClientReadOnly`, or what the peer reported.
class HttpClient : public QObject {
    Q_OBJECT
public:
    explicit HttpClient(Endpoint endpoint, WriteMode writeMode, QObject *parent = nullptr);
    /// Requests under way end as `ClientCancelled`.
    ~HttpClient() override;

    [[nodiscard]] const Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] WriteMode writeMode() const { return m_writeMode; }
    void setWriteMode(WriteMode mode);
    /// `ClientReadOnly` for a write on a read-only connection.
    [[nodiscard]] Result<> permit(Access access) const;

    /// Answers with any 2xx response; other statuses become the error that the body describes.
    Async<HttpResponse> send(const HttpRequest &request);

signals:
    void writeModeChanged(WriteMode mode);

private:
    Endpoint m_endpoint;
    WriteMode m_writeMode;
    QNetworkAccessManager m_network;
    /// Set while the destructor ends what is under way: an answer must not start anything new.
    bool m_isClosing = false;
};

} // namespace rove::ui
