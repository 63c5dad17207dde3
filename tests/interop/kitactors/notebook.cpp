// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/notebook.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/connection.h"
#include "engine/runtime/schedule/actorcron.h"
#include "tests/interop/kitactors/pause.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>
#include <stdexcept>

namespace rove::kitactors {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using runtime::ActionResult;
using runtime::Connection;
using std::chrono::milliseconds;

namespace {

/// Empty for a client that gave none.
QString readerOf(const QCborValue &params)
{
    return params.toMap().value(u"reader"_s).toString();
}

QCborValue shown(runtime::Instant instant)
{
    return QCborValue(qint64{instant.time_since_epoch().count()});
}

QCborMap shown(const runtime::CronJob &job)
{
    QCborMap map{{u"name"_s, job.name},
                 {u"kind"_s, runtime::scheduleKindName(job.kind)},
                 {u"action"_s, job.action},
                 {u"args"_s, job.arguments},
                 {u"nextRunAt"_s, shown(job.nextRunAt)}};
    if (job.kind == runtime::ScheduleKind::Every)
        map.insert(u"interval"_s, qint64{job.interval.count()});
    else
        map.insert(u"expression"_s, job.expression);
    return map;
}

QCborValue digestOf(const QByteArray &bytes)
{
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    return QCborMap{{u"length"_s, qint64{bytes.size()}}, {u"digest"_s, QString::fromLatin1(digest)}};
}

} // namespace

runtime::ActorOptions Notebook::options()
{
    runtime::ActorOptions options;
    options.sleepTimeout = 2min;
    return options;
}

Result<> Notebook::onCreate(const QCborValue &input)
{
    m_title = input.toMap().value(u"title"_s).toString(u"untitled"_s);
    const QCborValue attachment = input.toMap().value(u"attachment"_s);
    const QCborValue bytes = attachment.isTag() ? attachment.taggedValue() : attachment;
    if (bytes.isByteArray())
        m_attachment = digestOf(bytes.toByteArray());
    return {};
}

Result<> Notebook::onWake()
{
    ++m_wakes;
    return {};
}

void Notebook::onSleep()
{
    if (m_stopMilliseconds > 0)
        context().waitUntil(pause(milliseconds(m_stopMilliseconds), this));
}

void Notebook::onDestroy()
{
    if (m_witness.isString()) {
        const QString line = u"the end of "_s + m_lines.value(0);
        const auto told = context().call({u"notebook"_s, {m_witness.toString()}}, u"write"_s, {line});
        context().waitUntil(QFuture<void>(told));
    }
}

Result<> Notebook::onBeforeConnect(const QCborValue &params)
{
    if (readerOf(params) == "mallory"_L1)
        return runtime::userError(u"mallory may not read"_s, u"reader_refused"_s,
                                  {{u"reader"_s, u"mallory"_s}});
    return {};
}

QCborValue Notebook::createConnectionState(const QCborValue &params)
{
    const QString reader = readerOf(params);
    return QCborMap{{u"reader"_s, reader.isEmpty() ? u"nobody"_s : reader}, {u"writes"_s, 0}};
}

void Notebook::onConnect(Connection &connection)
{
    if (const QString reader = readerOf(connection.params()); !reader.isEmpty())
        m_visits.append(reader + u" came"_s);
}

void Notebook::onDisconnect(Connection &connection)
{
    if (const QString reader = readerOf(connection.params()); !reader.isEmpty())
        m_visits.append(reader + u" left"_s);
}

Result<runtime::HttpResponse> Notebook::onRequest(const runtime::HttpRequest &request)
{
    const QJsonObject seen{{"method"_L1, request.method},
                           {"path"_L1, request.path.section(u'?', 0, 0)},
                           {"body"_L1, QString::fromUtf8(request.body)}};
    return runtime::HttpResponse{
        .status = 202,
        .headers = {{u"content-type"_s, u"application/json"_s}, {u"x-notebook"_s, u"yes"_s}},
        .body = QJsonDocument(seen).toJson(QJsonDocument::Compact)};
}

// --- Lines ---

qsizetype Notebook::write(const QString &line)
{
    m_lines.append(line);
    emit written(line);
    return m_lines.size();
}

QCborMap Notebook::read() const
{
    return context().state();
}

void Notebook::keep(const QString &name, const QCborValue &value)
{
    m_kept.insert(name, value);
}

void Notebook::change(const QString &name, const QString &key, const QCborValue &value)
{
    QCborMap members = m_kept.value(name).toMap();
    if (value.isUndefined())
        members.remove(key);
    else
        members.insert(key, value);
    m_kept.insert(name, members);
}

ActionResult Notebook::writeForGood(const QString &line)
{
    m_lines.append(line);
    return context().saveState().then([count = m_lines.size()](const Result<> &saved) {
        return saved.transform([count] { return count; });
    });
}

ActionResult Notebook::save()
{
    return context().saveState();
}

// --- Events and connections ---

void Notebook::announce(const runtime::RestArguments &rest)
{
    context().broadcast(u"announced"_s, rest.values);
}

void Notebook::announceMany(int count)
{
    for (int number = 0; number < count; ++number)
        context().broadcast(u"announced"_s, {number});
}

QCborMap Notebook::who() const
{
    const Connection &caller = *context().caller();
    QCborMap who = caller.state().toMap();
    who.insert(u"id"_s, caller.id());
    who.insert(u"parameters"_s, caller.params());
    return who;
}

int Notebook::sign(const QString &line)
{
    Connection &caller = *context().caller();
    QCborMap state = caller.state().toMap();
    const auto writes = static_cast<int>(state.value(u"writes"_s).toInteger()) + 1;
    state.insert(u"writes"_s, writes);
    caller.setState(state);
    m_lines.append(state.value(u"reader"_s).toString() + u": "_s + line);
    return writes;
}

QStringList Notebook::readers() const
{
    QStringList readers;
    for (const Connection *connection : context().connections())
        if (const QString reader = readerOf(connection->params()); !reader.isEmpty())
            readers.append(reader);
    readers.sort();
    return readers;
}

std::vector<Connection *> Notebook::connectionsOf(const QString &reader) const
{
    std::vector<Connection *> connections = context().connections();
    std::erase_if(connections,
                  [&](const Connection *connection) { return readerOf(connection->params()) != reader; });
    return connections;
}

void Notebook::whisper(const QString &reader, const QString &text)
{
    for (Connection *connection : connectionsOf(reader))
        connection->send(u"whispered"_s, {text});
}

void Notebook::expel(const QString &reader)
{
    for (Connection *connection : connectionsOf(reader))
        connection->disconnect(u"expelled"_s);
}

// --- Schedules ---

ActionResult Notebook::writeLater(qint64 delay, const QString &line)
{
    return context().scheduleAfter(milliseconds(delay), u"write"_s, {line});
}

ActionResult Notebook::writeAt(qint64 timestamp, const QString &line)
{
    return context().scheduleAt(runtime::Instant(milliseconds(timestamp)), u"write"_s, {line});
}

QCborArray Notebook::scheduled() const
{
    QCborArray list;
    for (const runtime::ScheduledAction &scheduled : context().schedules())
        list.append(QCborMap{{u"id"_s, scheduled.id},
                             {u"action"_s, scheduled.action},
                             {u"args"_s, scheduled.arguments},
                             {u"runAt"_s, qint64{scheduled.at.time_since_epoch().count()}}});
    return list;
}

bool Notebook::unschedule(const QString &id)
{
    return context().cancelSchedule(id);
}

ActionResult Notebook::writeEvery(const QString &name, qint64 interval, const QString &line)
{
    return context().cron().every(
        {.name = name, .interval = milliseconds(interval), .action = u"write"_s, .arguments = {line}});
}

ActionResult Notebook::writeWhen(const QString &name, const QString &expression, const QString &line)
{
    return context().cron().set(
        {.name = name, .expression = expression, .action = u"write"_s, .arguments = {line}});
}

QCborArray Notebook::repeating() const
{
    QCborArray list;
    for (const runtime::CronJob &job : context().cron().jobs())
        list.append(shown(job));
    return list;
}

ActionResult Notebook::repeated(const QString &name)
{
    return context().cron().history(name).then([](const Result<std::vector<runtime::CronFire>> &fires) {
        return fires.transform([](const std::vector<runtime::CronFire> &all) {
            QCborArray list;
            for (const runtime::CronFire &fire : all)
                list.append(QCborMap{{u"action"_s, fire.action},
                                     {u"firedAt"_s, shown(fire.firedAt)},
                                     {u"result"_s, runtime::fireOutcomeName(fire.outcome)}});
            return list;
        });
    });
}

ActionResult Notebook::stopRepeating(const QString &name)
{
    return context().cron().remove(name);
}

// --- Sleep and end ---

void Notebook::doze()
{
    context().sleep();
}

void Notebook::dozeSlowly(qint64 milliseconds)
{
    m_stopMilliseconds = milliseconds;
    context().sleep();
}

void Notebook::writeLast(const QString &line, qint64 milliseconds)
{
    context().waitUntil(pause(std::chrono::milliseconds(milliseconds), this).then(this, [this, line] {
        m_lines.append(line);
    }));
    context().sleep();
}

void Notebook::close(const QCborValue &witness)
{
    m_witness = witness;
    context().destroy();
}

// --- Failures ---

ActionResult Notebook::refuse(const QString &reason, const QCborMap &metadata)
{
    return runtime::userError(reason, u"notebook_refused"_s, metadata);
}

void Notebook::crash() const
{
    throw std::runtime_error("a secret of the notebook");
}

// --- Other notebooks ---

ActionResult Notebook::writeTo(const QStringList &key, const QString &line)
{
    return context().call({u"notebook"_s, key}, u"write"_s, {line});
}

} // namespace rove::kitactors
