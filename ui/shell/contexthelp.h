// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

class QAction;
class QWidget;

namespace rove::ui {

/// What a part of a window is, as the text that What's This shows of it.
[[nodiscard]] QString helpText(const QString &title, const QString &sentences);
/// Of the widget or the nearest part around it that says what it is; null where none does.
[[nodiscard]] QWidget *helpedPart(QWidget *from);
/// Shows what the part of the window is that has the focus, at its place.
void showContextHelp(QWidget &window);

} // namespace rove::ui
