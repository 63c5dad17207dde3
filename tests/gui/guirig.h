// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/theme.h"

#include <QtCore/QTemporaryDir>
#include <QtCore/QTranslator>
#include <QtWidgets/QApplication>

#include <chrono>
#include <functional>
#include <optional>

namespace rove::test {

/// Makes windows look and behave the same on every machine: offscreen, fonts from the packages, no animation,
/// no blinking, UTC, C locale, settings in a folder of their own. Made once, first in main; owns the
/// application object.
class GuiRig {
public:
    /// `scale` is how many pixels of a picture make one of a layout.
    GuiRig(int &argc, char **argv, const QByteArray &scale = "1");

    /// An empty folder that goes with the rig.
    [[nodiscard]] QString settingsFolder() const { return m_folder.path(); }

private:
    static void setEnvironment(const QByteArray &scale);

    std::optional<QApplication> m_application;
    QTranslator m_plurals;
    std::optional<ui::Theme> m_theme;
    QTemporaryDir m_folder;
};

/// Runs the event loop until the condition holds; false if it does not in time.
bool waitFor(const std::function<bool()> &condition,
             std::chrono::milliseconds patience = std::chrono::seconds(10));
/// Lets what is queued happen: layouts, repaints, posted events.
void settle();

} // namespace rove::test
