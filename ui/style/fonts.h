// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGui/QFont>

/// The few fonts of the application, all derived from the system's, so that its size and family are
/// respected.
namespace rove::ui::fonts {

/// Makes the system's font the application's, with Inter and a legible size where the system has nothing
/// better.
void install();

/// Pages and dialogs: semibold, a third larger.
QFont title();
/// Groups inside a page: semibold, a little larger.
QFont section();
/// Captions and units.
QFont small();
/// Digits of one width, for columns of numbers.
QFont tabular();
/// The system's fixed font, JetBrains Mono where it has none; a touch smaller than text, without ligatures.
QFont code();

} // namespace rove::ui::fonts
