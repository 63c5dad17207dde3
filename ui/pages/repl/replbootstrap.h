// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace rove::ui {

/// The script that gives a console its globals. It keeps what it needs of the language, so that a later
/// script can change built-ins without changing it. Its stack frames begin with `rove:` and are not shown.
QString replBootstrap();

} // namespace rove::ui
