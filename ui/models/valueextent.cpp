// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/valueextent.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>

namespace rove::ui {
namespace {

/// The head of an item whose length or value is this, RFC 8949 3.
qint64 headBytes(quint64 argument)
{
    if (argument < 24)
        return 1;
    if (argument < 0x100)
        return 2;
    if (argument < 0x10000)
        return 3;
    return argument < 0x1'0000'0000 ? 5 : 9;
}

template <class Value>
void add(ValueExtent &size, const Value &value);

void addMap(ValueExtent &size, const QCborMap &map)
{
    size.bytes += headBytes(static_cast<quint64>(map.size()));
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry) {
        add(size, (*entry).first);
        // A key is a part of its entry.
        --size.nodes;
        add(size, entry.value());
    }
}

void addArray(ValueExtent &size, const QCborArray &array)
{
    size.bytes += headBytes(static_cast<quint64>(array.size()));
    for (auto item = array.cbegin(); item != array.cend(); ++item)
        add(size, *item);
}

template <class Value>
void add(ValueExtent &size, const Value &value)
{
    ++size.nodes;
    if (value.isMap())
        return addMap(size, value.toMap());
    if (value.isArray())
        return addArray(size, value.toArray());
    if (value.isTag()) {
        size.bytes += headBytes(static_cast<quint64>(value.tag()));
        --size.nodes;
        return add(size, value.taggedValue());
    }
    qint64 length = 0;
    if (value.isString())
        length = value.toString().toUtf8().size();
    else if (value.isByteArray())
        length = value.toByteArray().size();
    else if (value.isDouble())
        length = 8;
    else if (value.isInteger())
        length = headBytes(static_cast<quint64>(qAbs(value.toInteger()))) - 1;
    size.bytes +=
        length + (value.isString() || value.isByteArray() ? headBytes(static_cast<quint64>(length)) : 1);
}

} // namespace

ValueExtent extentOf(const QCborValue &value)
{
    ValueExtent size;
    add(size, value);
    return size;
}

} // namespace rove::ui
