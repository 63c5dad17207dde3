// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLineEdit;

namespace rove::ui {

/// Gives the field the cross that empties it, with the name that Qt leaves out. GUI thread.
void addClearButton(QLineEdit &field);

} // namespace rove::ui
