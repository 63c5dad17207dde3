// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/switchboard.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/http/responsestream.h"
#include "engine/runtime/socket/websocket.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTimer>

#include <stdexcept>

namespace rove::kitactors {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using runtime::HttpRequest;
using runtime::HttpResponse;

namespace {

HttpResponse describe(const HttpRequest &request)
{
    QJsonObject headers;
    for (const auto &[name, value] : request.headers)
        headers.insert(name, value);
    const QJsonObject seen{{"method"_L1, request.method},
                           {"path"_L1, request.path},
                           {"headers"_L1, headers},
                           {"length"_L1, qint64{request.body.size()}}};
    return {.headers = {{u"content-type"_s, u"application/json"_s},
                        {u"x-switchboard"_s, u"yes"_s},
                        {u"x-method"_s, request.method}},
            .body = QJsonDocument(seen).toJson(QJsonDocument::Compact)};
}

HttpResponse echo(const HttpRequest &request)
{
    const auto type = request.headers.find(u"content-type"_s);
    return {.headers = {{u"content-type"_s,
                         type == request.headers.end() ? u"application/octet-stream"_s : type->second}},
            .body = request.body};
}

HttpResponse withStatus(const QString &query)
{
    const QString code = QUrlQuery(query).queryItemValue(u"code"_s);
    HttpResponse response{.status = code.toInt()};
    if (response.status == 302)
        response.headers.emplace(u"location"_s, u"/elsewhere"_s);
    if (response.status != 204 && response.status != 304)
        response.body = "status " + code.toLatin1();
    return response;
}

/// An envoy's answer has one value a name (spec/runner-envoy.md 2.3), so of two cookies the last arrives.
HttpResponse withCookies()
{
    return {.headers = {{u"x-long"_s, QString(4000, u'y')}, {u"set-cookie"_s, u"b=2; Path=/"_s}}};
}

} // namespace

runtime::ActorOptions Switchboard::options()
{
    runtime::ActorOptions options;
    options.sleepTimeout = 2min;
    return options;
}

runtime::ActorOptions Switchboard::lastingOptions()
{
    runtime::ActorOptions lasting = options();
    lasting.canHibernateWebSocket = true;
    return lasting;
}

Result<HttpResponse> Switchboard::onRequest(const HttpRequest &request)
{
    const QString path = request.path.section(u'?', 0, 0);
    const QString word = path.section(u'/', -1);
    if (word == "echo"_L1)
        return echo(request);
    if (word == "status"_L1)
        return withStatus(request.path.section(u'?', 1));
    if (word == "cookies"_L1)
        return withCookies();
    if (word == "ticks"_L1)
        return ticks();
    if (word == "crash"_L1)
        throw std::runtime_error("a secret of the switchboard");
    return describe(request);
}

/// Four, one after the other.
HttpResponse Switchboard::ticks()
{
    auto body = std::make_shared<runtime::ResponseStream>();
    auto *timer = new QTimer(this); // Until the last tick.
    connect(timer, &QTimer::timeout, this, [body, timer, number = 0]() mutable {
        body->write("data: " + QByteArray::number(number) + "\n\n");
        if (++number < 4)
            return;
        body->finish();
        timer->deleteLater();
    });
    timer->start(60ms);
    return {.headers = {{u"content-type"_s, u"text/event-stream"_s}}, .stream = body};
}

Result<> Switchboard::onWebSocket(runtime::WebSocket &socket)
{
    const QString path = socket.request().path;
    if (path.contains("refused"_L1))
        throw std::runtime_error("a secret of the switchboard");
    if (path.contains("greeting"_L1))
        socket.sendText(path);
    socket.onText([&socket](const QString &text) {
        if (text == "bye"_L1)
            socket.close(4001, u"bye yourself"_s);
        else
            socket.sendText(text);
    });
    socket.onBinary([&socket](const QByteArray &bytes) { socket.sendBinary(bytes); });
    socket.onClosed([this](const runtime::SocketEnd &end) { m_closes.push_back(end); });
    return {};
}

QCborArray Switchboard::closes() const
{
    QCborArray closes;
    for (const runtime::SocketEnd &end : m_closes)
        closes.append(QCborMap{{u"code"_s, end.code}, {u"reason"_s, end.reason}});
    return closes;
}

void Switchboard::doze()
{
    context().sleep();
}

} // namespace rove::kitactors
