// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/bare/description.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

/// Reading the records in tests/golden and comparing them with what our codecs make of their bytes.
namespace rove::golden {

/// The records of a file in the folder that the environment variable ROVE_GOLDEN names; empty if it cannot be
/// read.
[[nodiscard]] QJsonArray load(const QString &fileName);

/// A record's bytes.
[[nodiscard]] QByteArray bytesOf(const QJsonObject &record);

/// Everything plain in a tree as "name=value", sorted, so that two trees can be compared of which one has a
/// few more levels than the other. Names are those of the nearest field; long bytes are cut.
[[nodiscard]] QStringList leavesOf(const bare::Description &description);
/// The same of a record's `decoded`.
[[nodiscard]] QStringList leavesOf(const QJsonValue &decoded);

} // namespace rove::golden
