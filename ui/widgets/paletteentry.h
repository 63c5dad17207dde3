// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tone.h"

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtGui/QIcon>

#include <functional>

namespace rove::ui {

/// One thing that can be chosen in a CommandPalette.
struct PaletteEntry {
    /// Names the entry among all of them, for counting how often it is chosen.
    QString id;
    /// What is searched and shown first.
    QString text;
    /// Beside it, muted; searched, too.
    QString detail = {};
    QIcon icon = {};
    /// At the right end, as keys to press.
    QString keys = {};
    /// Why it cannot be chosen; empty if it can.
    QString disabledReason = {};
    /// Raises it among equals.
    int weight = 0;
    std::function<void()> choose = {};
    /// The palette stays after it is chosen.
    bool keepsOpen = false;
};

/// Entries that belong together under one title.
struct PaletteGroup {
    QString title;
    QList<PaletteEntry> entries;
    /// At most so many are shown.
    int countMax = 12;
};

} // namespace rove::ui
