// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QStackedWidget;

namespace rove::ui {

/// From now on the stack wants the room of the page it shows, and not that of its largest one: a sentence
/// saying that there is nothing then fits into a low dock. Call it with all pages in.
void fitToCurrentPage(QStackedWidget &stack);

} // namespace rove::ui
