// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rove::ui {

/// How large everything is, in percent of the usual size: text, rows, controls. Changing it changes every
/// widget there is, those with fonts of their own, too. GUI thread.
void setApplicationZoom(int percent);
[[nodiscard]] int applicationZoom();

/// A length of a layout at the zoom of now.
[[nodiscard]] int zoomed(int pixels);

} // namespace rove::ui
