// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"
#include "ui/client/async.h"
#include "ui/client/endpoint.h"
#include "ui/client/transportoptions.h"
#include "ui/client/writeguard.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtNetwork/QHttpHeaders>
#include <QtNetwork/QNetworkAccessManager>

#include <chrono>
#include <utility>

namespace rove::ui {

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
    /// A longer answer is cut off and counts as none.
    qsizetype answerBytesMax = limits::httpBodyBytesMax;
};

struct HttpResponse {
    int status = 0;
    QHttpHeaders headers = {};
    QByteArray body;
    /// From sending to the last byte.
    std::chrono::microseconds duration{};
};

/// HTTP to one endpoint, and only to it: redirects are refused, so a token never travels on. Every request
/// has a time-out and a bound on its answer. A read-only connection refuses writes here, before a byte
/// leaves; whatever a request calls itself, one whose method is not GET or HEAD is a write. TLS and proxy are
/// the endpoint's; where they cannot be used, every request says why. Owned by the connection's holder, used
/// by all clients of that connection; GUI thread. What goes wrong becomes one of `ClientUnreachable`,
/// `ClientTls`, `ClientTimeout`, `ClientCancelled`, `ClientNotRivet`, `ClientReadOnly`, or what the peer
/// reported.
class HttpClient : public QObject {
    Q_OBJECT
public:
    explicit HttpClient(Endpoint endpoint, WriteMode writeMode, QObject *parent = nullptr);
    /// Requests under way end as `ClientCancelled`.
    ~HttpClient() override;

    [[nodiscard]] const Endpoint &endpoint() const { return m_endpoint; }
    /// What every socket to this endpoint uses, or why there can be none.
    [[nodiscard]] const Result<Transport> &transport() const { return m_transport; }
    [[nodiscard]] WriteMode writeMode() const { return m_guard.mode(); }
    void setWriteMode(WriteMode mode) { m_guard.setMode(mode); }
    /// Opening the lock for a while, and the time that is left.
    [[nodiscard]] WriteGuard &guard() { return m_guard; }
    /// `ClientReadOnly` for a write on a read-only connection.
    [[nodiscard]] Result<> permit(Access access) const { return m_guard.permit(access); }

    /// Answers with any 2xx response; other statuses become the error that the body describes.
    Async<HttpResponse> send(const HttpRequest &request);

    /// For sockets beside this client: theirs has broken, so the endpoint may be gone.
    void noteLostSocket() { emit contactLost(); }

signals:
    void writeModeChanged(WriteMode mode);
    /// A request or a socket ended for want of a connection; whoever watches the endpoint should look now.
    void contactLost();

private:
    Endpoint m_endpoint;
    Result<Transport> m_transport;
    WriteGuard m_guard;
    QNetworkAccessManager m_network;
    /// Set while the destructor ends what is under way: an answer must not start anything new.
    bool m_isClosing = false;
};

} // namespace rove::ui
