// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QCborValue>
#include <QtCore/QMetaType>
#include <QtCore/QVariant>

/// The bridge between C++ types that the meta-object system knows and the CBOR values of the wire: bool,
/// integers, float, double, QString, QByteArray, QDateTime, QStringList, QVariant, QVariantList, QVariantMap,
/// QCborValue, QCborArray, QCborMap, gadgets by their stored properties, and lists of any of these.
/// A gadget that stands in a list needs Q_DECLARE_METATYPE.
namespace rove::runtime {

/// What to do with a member of a map that the C++ type does not have: a mistake in what a person wrote, but a
/// leftover of an older version in what was stored.
enum class UnknownMembers { Refuse, Ignore };

/// Whether both directions work for values of this type.
[[nodiscard]] bool isBridged(QMetaType type);

/// The value of a bridged type as CBOR; undefined for a type that is not.
[[nodiscard]] QCborValue toCbor(QMetaType type, const void *value);

/// A value of a bridged type. Strict: a number never becomes a string, a fraction never an integer. The
/// failure is a user error whose sentence starts with `what` (such as `argument 1 (by)`) and says what was
/// expected and what came.
[[nodiscard]] Result<QVariant> fromCbor(QMetaType type, const QCborValue &value, const QString &what,
                                        UnknownMembers unknown = UnknownMembers::Refuse);

} // namespace rove::runtime
