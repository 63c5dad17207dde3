// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGui/QAccessible>

class QWidget;

namespace rove::ui {

/// Tells assistive technology what a widget is whose class Qt does not know; without this it is a thing that
/// takes the focus and nothing more. Its name and description are the widget's, and are set after this. GUI
/// thread.
void setAccessibleRole(QWidget &widget, QAccessible::Role role);

} // namespace rove::ui
