// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actoreventexport.h"

#include "protocol/base/cbor.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>
#include <QtCore/QThreadPool>
#include <QtCore/QTimeZone>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kindColumnWidth = 10;

QString isoTime(manager::Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), QTimeZone::UTC)
        .toString(Qt::ISODateWithMs);
}

/// Milliseconds in C locale; empty for none.
QString durationField(const ActorEvent &event)
{
    return event.duration ? QString::number(double(event.duration->count()) / 1000, 'f', 3) : QString();
}

QStringList fieldNames()
{
    return {u"id"_s,         u"time"_s,       u"kind"_s,   u"level"_s, u"summary"_s,
            u"connection"_s, u"durationMs"_s, u"failed"_s, u"cause"_s};
}

QStringList fieldsOf(const ActorEvent &event)
{
    return {QString::number(event.id),
            isoTime(event.at),
            eventKindName(event.kind),
            eventLevelName(event.level),
            event.summary,
            event.connectionId,
            durationField(event),
            event.isFailure ? u"true"_s : u"false"_s,
            event.cause ? QString::number(event.cause) : QString()};
}

QString csvField(QString field)
{
    if (!field.contains(u',') && !field.contains(u'"') && !field.contains(u'\n') && !field.contains(u'\r'))
        return field;
    return u'"' % field.replace(u'"', u"\"\""_s) % u'"';
}

QString tsvField(QString field)
{
    return field.replace(u'\t', u' ').replace(u'\n', u' ').replace(u'\r', u' ');
}

QJsonObject jsonOf(const ActorEvent &event)
{
    QJsonObject object{{u"id"_s, qint64(event.id)},
                       {u"time"_s, isoTime(event.at)},
                       {u"kind"_s, eventKindName(event.kind)},
                       {u"level"_s, eventLevelName(event.level)},
                       {u"summary"_s, event.summary}};
    if (!event.connectionId.isEmpty())
        object.insert(u"connection"_s, event.connectionId);
    if (event.duration)
        object.insert(u"durationMs"_s, double(event.duration->count()) / 1000);
    if (event.isFailure)
        object.insert(u"failed"_s, true);
    if (event.cause)
        object.insert(u"cause"_s, qint64(event.cause));
    if (event.isPayloadDropped)
        object.insert(u"payloadDropped"_s, true);
    if (event.payload && event.payload->before)
        object.insert(u"before"_s, cbor::toJson(*event.payload->before));
    if (event.payload && event.payload->after)
        object.insert(u"after"_s, cbor::toJson(*event.payload->after));
    if (event.payload && event.payload->value.isMap())
        object.insert(u"details"_s, cbor::toJson(event.payload->value));
    return object;
}

QByteArray writeJson(const std::vector<ActorEvent> &events)
{
    // One object at a time: the whole as one document would need the memory of all payloads at once.
    QByteArray text = "[";
    for (bool isFirst = true; const ActorEvent &event : events) {
        text += std::exchange(isFirst, false) ? "\n" : ",\n";
        text += QJsonDocument(jsonOf(event)).toJson(QJsonDocument::Compact);
    }
    return text + "\n]\n";
}

QByteArray writeTable(const std::vector<ActorEvent> &events, QChar separator, QByteArrayView lineEnd,
                      QString (*field)(QString))
{
    QByteArray text = fieldNames().join(separator).toUtf8() + lineEnd;
    for (const ActorEvent &event : events) {
        QStringList fields;
        for (const QString &part : fieldsOf(event))
            fields.append(field(part));
        text += fields.join(separator).toUtf8() + lineEnd;
    }
    return text;
}

QByteArray writeText(const std::vector<ActorEvent> &events)
{
    QByteArray text;
    for (const ActorEvent &event : events) {
        QString line = isoTime(event.at) % u"  " % eventKindName(event.kind).leftJustified(kindColumnWidth) %
                       u"  " % event.summary;
        if (!event.connectionId.isEmpty())
            line += u"  [" % event.connectionId % u']';
        if (event.duration)
            line += u"  " % durationField(event) % u" ms";
        text += line.toUtf8() + '\n';
    }
    return text;
}

Result<> writeFile(const std::vector<ActorEvent> &events, EventFormat format, const QString &path)
{
    QSaveFile file(path);
    const QByteArray bytes = writeEvents(events, format);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::StoreFailed, file.errorString());
    return {};
}

} // namespace

QByteArray writeEvents(const std::vector<ActorEvent> &events, EventFormat format)
{
    switch (format) {
    case EventFormat::Json:
        return writeJson(events);
    case EventFormat::Csv:
        return writeTable(events, u',', "\r\n", csvField);
    case EventFormat::Tsv:
        return writeTable(events, u'\t', "\n", tsvField);
    case EventFormat::Text:
        break;
    }
    return writeText(events);
}

Async<> exportEvents(std::vector<ActorEvent> events, EventFormat format, const QString &path)
{
    const Answer<> answer;
    QThreadPool::globalInstance()->start(
        [answer, events = std::move(events), format, path] { answer.give(writeFile(events, format, path)); });
    return answer.future();
}

} // namespace rove::ui
