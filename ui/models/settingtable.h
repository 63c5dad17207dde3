// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/settings.h"

namespace rove::ui {

/// The table of all settings with their words, in the language of now.
[[nodiscard]] QList<SettingSection> settingSections();

} // namespace rove::ui
