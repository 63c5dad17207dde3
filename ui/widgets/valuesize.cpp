// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuesize.h"

#include "ui/widgets/valuekind.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QLocale>

namespace rove::ui {
namespace {

constexpr qsizetype exactBytesMax = 1024;

} // namespace

qsizetype countValues(const QCborValue &value, qsizetype bound)
{
    const QCborValue content = value.isTag() ? value.taggedValue() : value;
    qsizetype count = 1;
    if (content.isArray()) {
        const QCborArray array = content.toArray();
        if (array.size() > bound)
            return array.size();
        for (qsizetype i = 0; i < array.size() && count <= bound; ++i)
            count += countValues(array.at(i), bound - count);
    } else if (content.isMap()) {
        const QCborMap map = content.toMap();
        if (map.size() > bound)
            return map.size();
        for (auto entry = map.constBegin(); entry != map.constEnd() && count <= bound; ++entry)
            count += countValues(entry.value(), bound - count);
    }
    return count;
}

QString sizeText(const QCborValue &value)
{
    const ValueKind kind = kindOf(value);
    if (isContainer(kind))
        return WidgetText::tr("%Ln entries", nullptr, int(childCountOf(value)));
    if (kind == ValueKind::String)
        return WidgetText::tr("%Ln characters", nullptr, int(value.toString().size()));
    if (kind != ValueKind::Bytes)
        return {};
    const qsizetype size = (value.isTag() ? value.taggedValue() : value).toByteArray().size();
    if (size < exactBytesMax)
        return WidgetText::tr("%Ln bytes", nullptr, int(size));
    return WidgetText::tr("%1 (%2 bytes)", "2.0 KiB (2 048 bytes)")
        .arg(QLocale().formattedDataSize(size, 1), QLocale().toString(size));
}

} // namespace rove::ui
