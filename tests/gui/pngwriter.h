// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtGui/QImage>

namespace rove::test {

/// An opaque picture of an interface as PNG without loss, a quarter smaller than Qt makes it: rows as they
/// are instead of differences between them, which suits flat surfaces, and a table where there are few
/// colours.
[[nodiscard]] QByteArray writePng(const QImage &image);

} // namespace rove::test
