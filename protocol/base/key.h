// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace rove {

/// An actor's key as RivetKit writes it into the engine's opaque string: parts joined by `/`, with `\` and
/// `/` escaped, an empty part as `\0` and no parts as `/` (spec/engine-api.md 2.2). `["a","b/c",""]` is
/// `a/b\/c/\0`.
QString serializeKey(const QStringList &parts);

/// The parts of a key's text. Every text has a reading: an escape that means nothing stands for the character
/// after it.
QStringList parseKey(QStringView text);

} // namespace rove
