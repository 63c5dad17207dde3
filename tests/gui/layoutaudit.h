// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QStringList>

class QWidget;

namespace rove::test {

/// Where a widget is, in words: the last steps of the way to it.
QString describe(const QWidget &widget);

/// Visible widgets that have no room at all.
void auditRoom(const QList<QWidget *> &visible, QStringList &faults);
/// Visible widgets in one parent that cover each other. What lies over a page on purpose is a child of the
/// page's own window, like the palette, and raised over all.
void auditOverlaps(const QList<QWidget *> &visible, QStringList &faults);
/// Steps of the Tab key against the direction of reading: upwards in a column, or backwards in a row.
void auditTabOrder(const QWidget &window, QStringList &faults);
/// Text of labels, buttons and fields with less contrast to what is behind it than 4.5, measured in a picture
/// of the window; what is disabled is exempt (WCAG 2.1, 1.4.3).
void auditContrast(const QWidget &window, const QList<QWidget *> &visible, QStringList &faults);

} // namespace rove::test
