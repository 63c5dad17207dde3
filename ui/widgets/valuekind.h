// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/valuepath.h"
#include "ui/style/theme.h"

#include <QtCore/QCborValue>

#include <expected>

namespace rove::ui {

/// What a value is to a JavaScript actor, whichever way CBOR spells it.
enum class ValueKind {
    Null,
    Undefined,
    Bool,
    Integer,
    Float,
    BigInt,
    String,
    Bytes,
    Date,
    Array,
    Object,
    Map,
    Set,
    Tagged,
};

ValueKind kindOf(const QCborValue &value);
/// The word of the type column: as JavaScript names it, so not translated.
QString kindName(ValueKind kind);
ColorRole kindColor(ValueKind kind);
bool isContainer(ValueKind kind);

/// How many entries a container holds; 0 for everything else.
qsizetype childCountOf(const QCborValue &value);
/// The step to, the label of and the value of the entry at `position`, in the container's own order.
struct ValueChild {
    PathStep step;
    QString label;
    QCborValue value;
};
ValueChild childOf(const QCborValue &value, qsizetype position);

/// Equal as JavaScript's Object.is() has it: NaN is NaN, and -0 is not 0.
bool isIdenticalValue(const QCborValue &left, const QCborValue &right);

/// One line for a cell: `"text"` with line ends shown, `{6}`, `[128]`, `Uint8Array(2 048) 89 50 …`, `-0`,
/// `12n`. Long strings and bytes are cut; the whole value is a matter of JSON text.
QString displayText(const QCborValue &value);
/// What a value also means, muted beside it: the local time of a date or of a number that looks like one.
/// Often empty.
QString hintText(const QCborValue &value);

/// The text that an editor of one line starts with, and what typing makes of it. Containers have none.
QString editText(const QCborValue &value);
std::expected<QCborValue, QString> parseEditText(QStringView text, ValueKind kind);
/// The value turned into another kind, keeping what can be kept: "12" becomes 12, 1 becomes true, an array a
/// set.
QCborValue convertedTo(const QCborValue &value, ValueKind kind);

} // namespace rove::ui
