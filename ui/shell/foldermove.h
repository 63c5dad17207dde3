// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace rove::ui {

/// Brings what lies in a folder to where it belongs now, for data that an earlier version kept elsewhere.
/// What is there already stays, and so does what cannot be moved, which is logged. Blocks: a rename, unless
/// the two are on different disks.
void moveFolder(const QString &from, const QString &to);

} // namespace rove::ui
