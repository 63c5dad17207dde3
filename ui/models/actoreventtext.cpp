// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actoreventtext.h"

#include "protocol/base/cbor.h"
#include "ui/models/actoreventlimits.h"
#include "ui/models/modelstext.h"

#include <QtCore/QCborMap>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

/// How many changes a line names before it counts the rest.
constexpr size_t namedChangesMax = 3;
/// About what a scalar takes in memory.
constexpr qsizetype scalarBytes = 16;

bool needsEscape(QChar c)
{
    const bool turnsDirection = (c >= QChar(0x202A) && c <= QChar(0x202E)) ||
                                (c >= QChar(0x2066) && c <= QChar(0x2069)) || c == QChar(0x200E) ||
                                c == QChar(0x200F) || c == QChar(0x061C);
    return turnsDirection || c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
           c == QChar::ParagraphSeparator;
}

QString escaped(QChar c)
{
    if (c == u'\n')
        return u"\\n"_s;
    if (c == u'\t')
        return u"\\t"_s;
    if (c == u'\r')
        return u"\\r"_s;
    return u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
}

QString changeText(const ValueChange &change, const QCborValue &before, const QCborValue &after)
{
    const QString path = change.path.isRoot() ? ModelsText::tr("the whole state") : change.path.toString();
    switch (change.kind) {
    case ValueChange::Kind::Added:
        return u"+ %1"_s.arg(path);
    case ValueChange::Kind::Removed:
        return u"− %1"_s.arg(path);
    case ValueChange::Kind::Changed:
        break;
    }
    const std::optional<QCborValue> was = valueAt(before, change.path);
    const std::optional<QCborValue> is = valueAt(after, change.path);
    if (!was || !is)
        return path;
    return QString(path % u": " % shortValue(*was) % u" → " % shortValue(*is));
}

void countBytes(const QCborValue &value, qsizetype bytesMax, qsizetype &sum)
{
    sum += scalarBytes;
    if (sum >= bytesMax)
        return;
    if (value.isString()) {
        sum += 2 * value.toString().size();
    } else if (value.isByteArray()) {
        sum += value.toByteArray().size();
    } else if (value.isArray()) {
        for (const QCborValue &item : value.toArray()) {
            countBytes(item, bytesMax, sum);
            if (sum >= bytesMax)
                return;
        }
    } else if (value.isMap()) {
        for (const auto &[key, item] : value.toMap()) {
            countBytes(key, bytesMax, sum);
            countBytes(item, bytesMax, sum);
            if (sum >= bytesMax)
                return;
        }
    } else if (value.isTag()) {
        countBytes(value.taggedValue(), bytesMax, sum);
    }
}

} // namespace

QString plainLine(const QString &text, qsizetype charactersMax)
{
    QString line;
    line.reserve(std::min(text.size(), charactersMax));
    for (const QChar c : text) {
        if (line.size() >= charactersMax) {
            // Half of a pair would be drawn as a box.
            if (line.back().isHighSurrogate())
                line.chop(1);
            return line % u'…';
        }
        if (needsEscape(c))
            line += escaped(c);
        else
            line += c;
    }
    return line;
}

QString shortValue(const QCborValue &value)
{
    if (value.isMap())
        return u"{%1}"_s.arg(value.toMap().size());
    if (value.isArray())
        return u"[%1]"_s.arg(value.toArray().size());
    if (value.isByteArray())
        return u"Uint8Array(%1)"_s.arg(value.toByteArray().size());
    if (value.isString())
        // The quotes stay even where the text is cut.
        return u'"' % plainLine(value.toString(), eventlimits::eventValueCharactersMax) % u'"';
    if (value.isUndefined())
        return u"undefined"_s;
    if (value.isDateTime())
        return value.toDateTime().toUTC().toString(Qt::ISODateWithMs);
    return plainLine(QString::fromUtf8(compactJson(value)), eventlimits::eventValueCharactersMax);
}

QString shortArguments(const QCborArray &arguments)
{
    QStringList texts;
    for (const QCborValue &argument : arguments)
        texts.append(shortValue(argument));
    return u'(' % texts.join(u", "_s) % u')';
}

QString changesLine(const std::vector<ValueChange> &changes, const QCborValue &before,
                    const QCborValue &after)
{
    QStringList texts;
    for (size_t i = 0; i < std::min(changes.size(), namedChangesMax); ++i)
        texts.append(changeText(changes[i], before, after));
    const QString named = texts.join(ModelsText::tr(", ", "between changes in a list"));
    const qsizetype rest = qsizetype(changes.size()) - texts.size();
    const QString line =
        rest > 0 ? ModelsText::tr("%1, and %n more", "%1 is a list of changes", int(rest)).arg(named) : named;
    return plainLine(line, eventlimits::eventSummaryCharactersMax);
}

qsizetype roughBytes(const QCborValue &value, qsizetype bytesMax)
{
    qsizetype sum = 0;
    countBytes(value, bytesMax, sum);
    return std::min(sum, bytesMax);
}

QByteArray compactJson(const QCborValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{cbor::toJson(value)}).toJson(QJsonDocument::Compact);
    return text.sliced(1, text.size() - 2);
}

} // namespace rove::ui
