// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/theme.h"

#include <QtCore/QLatin1StringView>
#include <QtCore/QStringList>
#include <QtGui/QIcon>

namespace rove::ui {

/// A single-colour icon drawn in the theme's colour for `role`, by its name in ui/style/icons.txt.
/// It renders at the screen's own resolution, follows theme changes by itself, and is dimmed where disabled.
/// An unknown name is a bug: it is logged and gives an icon without a picture. Needs a Theme.
QIcon icon(QLatin1StringView name, ColorRole role = ColorRole::Text);

/// The application's own icon, in its own colours, at every usual size.
QIcon applicationIcon();

/// Every name that icon() knows, sorted.
QStringList iconNames();

} // namespace rove::ui
