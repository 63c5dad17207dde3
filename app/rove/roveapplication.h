// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/theme.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QApplication>

#include <optional>

namespace rove::app {

/// The translation context of the programs.
struct AppText {
    Q_DECLARE_TR_FUNCTIONS(rove::app)
};

/// The application object with Rove's name, theme, style, fonts and icon, ready to show windows.
class RoveApplication : public QApplication {
    Q_OBJECT
public:
    RoveApplication(int &argc, char **argv);

private:
    std::optional<ui::Theme> m_theme;
};

} // namespace rove::app
