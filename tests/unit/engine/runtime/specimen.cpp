// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/runtime/specimen.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/connection.h"
#include "engine/runtime/socket/websocket.h"

#include <QtCore/QStringBuilder>
#include <QtCore/QTimer>

#include <stdexcept>

namespace rove::runtime::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArrayList utf8(const QStringList &texts)
{
    QByteArrayList bytes;
    for (const QString &text : texts)
        bytes.append(text.toUtf8());
    return bytes;
}

Result<QStringList> keysOf(const Result<ActorContext::KvList> &entries)
{
    QStringList keys;
    for (const auto &[key, value] : TRY(entries))
        keys.append(QString::fromUtf8(key));
    return keys;
}

} // namespace

ActorOptions Specimen::options()
{
    ActorOptions options;
    options.noSleep = true;
    options.stateSaveInterval = 1ms;
    options.sleepGracePeriod = 100ms;
    return options;
}

Result<> Specimen::onCreate(const QCborValue &input)
{
    if (input.toMap().value(u"fail"_s).toBool())
        return failure(ErrorCode::InternalError, u"told not to start"_s);
    if (input.toMap().value(u"throw"_s).toBool())
        throw std::runtime_error("thrown in onCreate");
    if (input.toMap().value(u"stayAwake"_s).toBool())
        m_keepAwake = context().keepAwake();
    m_count = static_cast<int>(input.toMap().value(u"count"_s).toInteger());
    m_label = u"created"_s;
    return {};
}

Result<> Specimen::onWake()
{
    context().log(LogLevel::Info, u"woken"_s);
    return {};
}

void Specimen::onSleep()
{
    context().log(LogLevel::Info, u"sleeping"_s);
    m_label = u"slept"_s;
}

void Specimen::onDestroy()
{
    context().log(LogLevel::Info, u"destroyed"_s);
}

Result<> Specimen::onBeforeConnect(const QCborValue &params)
{
    const QString refuse = params.toMap().value(u"refuse"_s).toString();
    if (refuse == "user"_L1)
        return userError(u"denied"_s, u"denied"_s, {{u"why"_s, u"params"_s}});
    if (refuse == "internal"_L1)
        return failure(ErrorCode::RivetkitInternalError, u"a secret"_s);
    if (refuse == "throw"_L1)
        throw std::runtime_error("a secret");
    return {};
}

QCborValue Specimen::createConnectionState(const QCborValue &params)
{
    return params.toMap().value(u"name"_s);
}

void Specimen::onConnect(Connection &connection)
{
    if (connection.params().toMap().value(u"greet"_s).toBool())
        connection.send(u"greeting"_s, {u"hello"_s});
}

void Specimen::onDisconnect(Connection &)
{
    context().log(LogLevel::Info, u"disconnected"_s);
}

Result<HttpResponse> Specimen::onRequest(const HttpRequest &request)
{
    if (request.path == "/fail"_L1)
        return userError(u"no such page"_s, u"no_page"_s);
    if (request.path == "/hold"_L1) {
        workerIsHeld.release();
        workerMayGoOn.acquire();
    }
    const QString text = request.method % u' ' % request.path;
    return HttpResponse{
        .status = 201, .headers = {{u"x-specimen"_s, u"yes"_s}}, .body = text.toUtf8() + ' ' + request.body};
}

Result<> Specimen::onWebSocket(WebSocket &socket)
{
    if (!socket.request().path.startsWith("/websocket/echo"_L1))
        return userError(u"no such socket"_s, u"no_socket"_s);
    socket.onText([this, &socket](const QString &text) {
        if (text == "throw"_L1)
            throw std::runtime_error("the handler failed");
        if (text == "end"_L1)
            return socket.close(4001, u"as you wish"_s);
        add();
        socket.sendText(text);
    });
    socket.onBinary([this, &socket](const QByteArray &bytes) {
        add();
        socket.sendBinary(bytes);
    });
    socket.onClosed([this](const SocketEnd &end) {
        add(100);
        context().log(LogLevel::Info, u"socket closed"_s,
                      {{u"code"_s, QString::number(end.code)}, {u"reason"_s, end.reason}});
    });
    socket.sendText(u"welcome to "_s % socket.request().path);
    return {};
}

int Specimen::add(int by)
{
    m_count += by;
    emit countChanged();
    return m_count;
}

QCborArray Specimen::rest(int first, const RestArguments &others)
{
    QCborArray all{first};
    for (const QCborValue value : others.values)
        all.append(value);
    return all;
}

QCborMap Specimen::look() const
{
    return context().state();
}

ActionResult Specimen::callOther(const QString &key, const QString &action, int by)
{
    return context()
        .call({u"specimen"_s, {key}}, action, {by})
        .then(this, [this](const Result<QCborValue> &answer) {
            if (answer)
                m_label = u"answered"_s;
            return answer;
        });
}

ActionResult Specimen::userFailure()
{
    return userError(u"bad thing"_s, u"my_code"_s, {{u"a"_s, 1}, {u"b"_s, u"x"_s}});
}

ActionResult Specimen::ownFailure()
{
    return std::unexpected(Error::fromWire(u"mygroup"_s, u"mycode"_s, u"a secret"_s, {{u"a"_s, 1}}));
}

void Specimen::crash()
{
    throw std::runtime_error("a secret");
}

QString Specimen::whoAmI()
{
    const Connection *const caller = context().caller();
    return caller ? caller->state().toString(u"nobody"_s) : u"no caller"_s;
}

ActionResult Specimen::wait()
{
    m_waiting.emplace_back();
    m_waiting.back().start();
    return m_waiting.back().future();
}

void Specimen::release()
{
    for (QPromise<QCborValue> &promise : m_waiting) {
        promise.addResult(QCborValue(u"released"_s));
        promise.finish();
    }
    m_waiting.clear();
}

void Specimen::releaseLater()
{
    QTimer::singleShot(1ms, this, [this] { release(); });
}

void Specimen::finishLater()
{
    m_finish.start();
    context().waitUntil(m_finish.future());
    QTimer::singleShot(1ms, this, [this] {
        m_label = u"finished"_s;
        m_finish.finish();
    });
}

void Specimen::changeLater()
{
    QTimer::singleShot(1ms, this, [this] { add(100); });
}

void Specimen::goToSleep()
{
    context().sleep();
}

void Specimen::goAway()
{
    context().destroy();
}

ActionResult Specimen::saveNow()
{
    return context().saveState();
}

ActionResult Specimen::schedule(int milliseconds, int by)
{
    return context().scheduleAfter(std::chrono::milliseconds(milliseconds), u"add"_s, {by});
}

bool Specimen::cancel(const QString &id)
{
    return context().cancelSchedule(id);
}

ActionResult Specimen::remember(const QString &key, const QString &value)
{
    return context().kvPut(key.toUtf8(), value.toUtf8());
}

ActionResult Specimen::recall(const QString &key)
{
    return context()
        .kvGet(key.toUtf8())
        .then(this, [](const Result<std::optional<QByteArray>> &value) -> Result<QString> {
            return QString::fromUtf8(TRY(value).value_or("nothing"));
        });
}

ActionResult Specimen::recallAll()
{
    return context().kvList("").then(this, keysOf);
}

ActionResult Specimen::forget(const QString &key)
{
    return context().kvDelete(key.toUtf8());
}

ActionResult Specimen::rememberMany(int count)
{
    ActorContext::KvList entries;
    for (int i = 0; i < count; ++i)
        entries.emplace_back(u"key %1"_s.arg(i, 3, 10, QChar(u'0')).toUtf8(), QByteArray::number(i));
    return context().kvPutAll(entries);
}

ActionResult Specimen::recallMany(const QStringList &keys)
{
    return context()
        .kvGetAll(utf8(keys))
        .then(this, [](const Result<ActorContext::KvValues> &values) -> Result<QStringList> {
            QStringList texts;
            for (const std::optional<QByteArray> &value : TRY(values))
                texts.append(QString::fromUtf8(value.value_or("nothing")));
            return texts;
        });
}

ActionResult Specimen::recallRange(const QString &start, const QString &end, int limit, bool reverse)
{
    const KvListOptions options{.reverse = reverse, .limit = static_cast<quint64>(limit)};
    return context().kvListRange(start.toUtf8(), end.toUtf8(), options).then(this, keysOf);
}

ActionResult Specimen::forgetMany(const QStringList &keys)
{
    return context().kvDeleteAll(utf8(keys));
}

ActionResult Specimen::forgetRange(const QString &start, const QString &end)
{
    return context().kvDeleteRange(start.toUtf8(), end.toUtf8());
}

void Specimen::sendTo(const QString &connectionId, const QString &text)
{
    if (Connection *const connection = context().findConnection(connectionId))
        connection->send(u"private"_s, {text});
}

void Specimen::kick(const QString &connectionId)
{
    if (Connection *const connection = context().findConnection(connectionId))
        connection->disconnect(u"bye.now"_s);
}

void Specimen::logLine(const QString &text)
{
    context().log(LogLevel::Warn, text, {{u"field"_s, u"a value"_s}});
}

ActorRegistry specimens()
{
    ActorRegistry registry;
    registry.add<Specimen>(u"specimen"_s);
    ActorOptions lasting = Specimen::options();
    lasting.canHibernateWebSocket = true;
    registry.add<Specimen>(u"lasting"_s, lasting);
    ActorOptions sleepy = Specimen::options();
    sleepy.noSleep = false;
    sleepy.sleepTimeout = 1ms;
    registry.add<Specimen>(u"sleepy"_s, sleepy);
    ActorOptions slow = Specimen::options();
    slow.stateSaveInterval = 1h;
    registry.add<Specimen>(u"slow"_s, slow);
    ActorOptions impatient = Specimen::options();
    impatient.actionTimeout = 1ms;
    registry.add<Specimen>(u"impatient"_s, impatient);
    registry.add<Stateless>(u"stateless"_s, Specimen::options());
    return registry;
}

} // namespace rove::runtime::test
