// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jobtext.h"

#include "ui/models/errortext.h"
#include "ui/models/modelstext.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QLocale>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

QString csvField(const QString &text)
{
    if (!text.contains(u'"') && !text.contains(u',') && !text.contains(u'\n') && !text.contains(u'\r'))
        return text;
    QString quoted = text;
    quoted.replace(u'"', u"\"\""_s);
    return u'"' % quoted % u'"';
}

QString errorColumn(const JobItem &item)
{
    return item.error && item.state == JobItem::State::Failed ? errorDetails(*item.error) : QString();
}

} // namespace

QString jobStateWord(Job::State state)
{
    switch (state) {
    case Job::State::Running:
        return ModelsText::tr("Running", "job");
    case Job::State::Paused:
        return ModelsText::tr("Paused", "job");
    case Job::State::Cancelling:
        return ModelsText::tr("Cancelling", "job");
    case Job::State::Done:
        return ModelsText::tr("Done", "job");
    case Job::State::Failed:
        return ModelsText::tr("Failed in part", "job");
    case Job::State::Cancelled:
        break;
    }
    return ModelsText::tr("Cancelled", "job");
}

QString jobItemStateWord(JobItem::State state)
{
    switch (state) {
    case JobItem::State::Waiting:
        return ModelsText::tr("Waiting", "job item");
    case JobItem::State::Running:
        return ModelsText::tr("Running", "job item");
    case JobItem::State::Done:
        return ModelsText::tr("Done", "job item");
    case JobItem::State::Failed:
        return ModelsText::tr("Failed", "job item");
    case JobItem::State::Cancelled:
        break;
    }
    return ModelsText::tr("Cancelled", "job item");
}

QString jobItemStateName(JobItem::State state)
{
    switch (state) {
    case JobItem::State::Waiting:
        return u"waiting"_s;
    case JobItem::State::Running:
        return u"running"_s;
    case JobItem::State::Done:
        return u"done"_s;
    case JobItem::State::Failed:
        return u"failed"_s;
    case JobItem::State::Cancelled:
        break;
    }
    return u"cancelled"_s;
}

QString jobSummaryText(const Job::Counts &counts)
{
    const QLocale locale;
    QStringList parts{ModelsText::tr("%1 done").arg(locale.toString(counts.done))};
    if (counts.failed > 0)
        parts.append(ModelsText::tr("%1 failed").arg(locale.toString(counts.failed)));
    if (counts.cancelled > 0)
        parts.append(ModelsText::tr("%1 cancelled").arg(locale.toString(counts.cancelled)));
    return parts.join(u", "_s);
}

QString jobTimeText(std::chrono::milliseconds time)
{
    using namespace std::chrono;
    if (time < 1s)
        return ModelsText::tr("%1 ms").arg(time.count());
    const auto whole = round<seconds>(time);
    if (whole < 1min)
        return ModelsText::tr("%1 s").arg(whole.count());
    if (whole < 1h)
        return ModelsText::tr("%1 min %2 s").arg(whole / 1min).arg((whole % 1min).count());
    return ModelsText::tr("%1 h %2 min").arg(whole / 1h).arg((whole % 1h) / 1min);
}

QString jobPaceText(const Job &job)
{
    const std::optional<std::chrono::seconds> left = job.timeLeft();
    if (!left)
        return {};
    const double rate = job.rate();
    const QString perSecond = QLocale().toString(rate, 'f', rate < 10 ? 1 : 0);
    return ModelsText::tr("%1 a second, %2 left").arg(perSecond, jobTimeText(*left));
}

QString jobResultText(const JobItem &item)
{
    if (item.error && item.state != JobItem::State::Done) {
        const QString sentence = errorSentence(*item.error, item.label);
        return u"%1 %2"_s.arg(sentence, errorRemedy(*item.error)).trimmed();
    }
    return item.note;
}

QByteArray jobResultsCsv(const Job &job)
{
    QString text = u"id,label,state,attempts,milliseconds,note,error\r\n"_s;
    for (const JobItem &item : job.items()) {
        const QStringList fields{item.id,
                                 item.label,
                                 jobItemStateName(item.state),
                                 QString::number(item.attemptCount),
                                 QString::number(item.duration.count()),
                                 item.note,
                                 errorColumn(item)};
        QStringList quoted;
        for (const QString &field : fields)
            quoted.append(csvField(field));
        text += quoted.join(u',') % u"\r\n"_s;
    }
    return text.toUtf8();
}

QByteArray jobResultsJson(const Job &job)
{
    QJsonArray items;
    for (const JobItem &item : job.items()) {
        QJsonObject entry{{u"id"_s, item.id},
                          {u"label"_s, item.label},
                          {u"state"_s, jobItemStateName(item.state)},
                          {u"attempts"_s, item.attemptCount},
                          {u"milliseconds"_s, static_cast<qint64>(item.duration.count())}};
        if (!item.note.isEmpty())
            entry[u"note"_s] = item.note;
        if (const QString error = errorColumn(item); !error.isEmpty())
            entry[u"error"_s] = error;
        items.append(entry);
    }
    const QJsonObject whole{{u"title"_s, job.title()},
                            {u"target"_s, job.target()},
                            {u"startedAt"_s, job.startedAt().toString(Qt::ISODateWithMs)},
                            {u"endedAt"_s, job.endedAt().toString(Qt::ISODateWithMs)},
                            {u"items"_s, items}};
    return QJsonDocument(whole).toJson(QJsonDocument::Indented);
}

} // namespace rove::ui
