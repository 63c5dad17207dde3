// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "ui/style/theme.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QApplication>

#include <cstdint>
#include <optional>

namespace rove::app {

/// The translation context of the programs.
struct AppText {
    Q_DECLARE_TR_FUNCTIONS(rove::app)
};

/// What was asked for on the command line.
struct Arguments {
    /// An engine to connect to; none for the one inside.
    std::optional<QString> url;
    QString namespaceName;
    QString dataFolder;
    std::optional<std::uint16_t> port;
    bool hasEngine = true;
};

/// Reads the command line; leaves the program for --help, --version and options it does not know.
Result<Arguments> readArguments(const QCoreApplication &application);

/// The application object with Rove's name, theme, style, fonts and icon, ready to show windows.
class RoveApplication : public QApplication {
    Q_OBJECT
public:
    RoveApplication(int &argc, char **argv);

private:
    std::optional<ui::Theme> m_theme;
};

} // namespace rove::app
