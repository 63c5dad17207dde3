// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rove::ui {

class HexView;

/// Lets screen readers read hex views as texts, line by line as they are drawn. Once is enough for all views.
void installHexViewAccessible();

/// Says that the cursor of a view has moved.
void tellHexViewCursor(HexView *view);

} // namespace rove::ui
