// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringList>

class QWidget;

namespace rove::test {

/// How much of a tree was looked at.
struct AccessibleCount {
    int things = 0;
    int focusable = 0;
    int cells = 0;
};

/// What assistive technology would find wrong in the tree of a window, in words; empty if nothing is. Walks
/// the interfaces that Qt hands to AT-SPI: every visible thing that takes the focus has a name and a role
/// that says what it does; every row of a table, list or tree has a text, every column shown a name; children
/// know their parents. `count`, if given, tells how much was looked at.
QStringList auditAccessibleTree(QWidget &window, AccessibleCount *count = nullptr);

} // namespace rove::test
