// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGui/QAccessible>

class QWidget;

namespace rove::ui {

/// Has assistive technology say what `source` shows now, wherever the focus is. Nothing is said while the
/// user is in another window of this program, which may show the same. GUI thread.
void announce(QWidget &source, const QString &text,
              QAccessible::AnnouncementPoliteness politeness = QAccessible::AnnouncementPoliteness::Polite);

} // namespace rove::ui
