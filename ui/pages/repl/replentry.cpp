// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replentry.h"

#include "ui/pages/repl/repltext.h"
#include "ui/pages/repl/valuepreview.h"

#include <QtCore/QCborMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int previewCharactersMax = 200;

bool hasShownTags(const QCborValue &value)
{
    if (value.isTag())
        return value.tag() == script::shownTag || hasShownTags(value.taggedValue());
    if (value.isArray()) {
        const QCborArray items = value.toArray();
        return std::any_of(items.constBegin(), items.constEnd(), hasShownTags);
    }
    const QCborMap map = value.toMap();
    return std::any_of(map.constBegin(), map.constEnd(),
                       [](const auto &entry) { return hasShownTags(entry.second); });
}

} // namespace

QString entryWord(const ReplEntry &entry)
{
    switch (entry.kind) {
    case ReplEntry::Kind::Input:
        return ReplText::tr("Input", "an entry of the transcript");
    case ReplEntry::Kind::Result:
        return ReplText::tr("Result", "an entry of the transcript");
    case ReplEntry::Kind::Error:
        return ReplText::tr("Error", "an entry of the transcript");
    case ReplEntry::Kind::Note:
        return ReplText::tr("Note", "an entry of the transcript");
    case ReplEntry::Kind::Console:
        break;
    }
    switch (entry.level) {
    case ConsoleLine::Level::Warning:
        return ReplText::tr("Printed warning", "an entry of the transcript");
    case ConsoleLine::Level::Error:
        return ReplText::tr("Printed error", "an entry of the transcript");
    default:
        return ReplText::tr("Printed", "an entry of the transcript");
    }
}

QCborValue withoutShownTags(const QCborValue &value)
{
    if (const std::optional<QString> shown = shownText(value))
        return *shown;
    if (!hasShownTags(value))
        return value;
    if (value.isTag())
        return {value.tag(), withoutShownTags(value.taggedValue())};
    if (value.isArray()) {
        QCborArray items;
        for (const QCborValue &item : value.toArray())
            items.append(withoutShownTags(item));
        return items;
    }
    QCborMap map;
    for (const auto &[key, item] : value.toMap())
        map.insert(key, withoutShownTags(item));
    return map;
}

QString plainText(const ReplEntry &entry)
{
    switch (entry.kind) {
    case ReplEntry::Kind::Result:
        return entry.value ? previewText(*entry.value, previewCharactersMax) : QString();
    case ReplEntry::Kind::Console: {
        QStringList parts;
        for (const QCborValue &part : entry.printed)
            parts.append(part.isString() ? part.toString() : previewText(part, previewCharactersMax));
        return parts.join(u' ');
    }
    default:
        return entry.details.isEmpty() ? entry.text : QString(entry.text % u'\n' % entry.details);
    }
}

std::optional<QString> shownText(const QCborValue &value)
{
    if (value.isTag() && value.tag() == script::shownTag)
        return value.taggedValue().toString();
    return std::nullopt;
}

qsizetype valueWeight(const QCborValue &value)
{
    if (value.isString())
        return 32 + 2 * value.toString().size();
    if (value.isByteArray())
        return 32 + value.toByteArray().size();
    qsizetype weight = 32;
    if (value.isTag())
        return weight + valueWeight(value.taggedValue());
    if (value.isArray()) {
        for (const QCborValue &item : value.toArray())
            weight += valueWeight(item);
    } else if (value.isMap()) {
        for (const auto &[key, item] : value.toMap())
            weight += valueWeight(key) + valueWeight(item);
    }
    return weight;
}

} // namespace rove::ui
