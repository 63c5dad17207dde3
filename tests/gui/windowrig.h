// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/guirig.h"
#include "tests/support/scriptedengine.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"

#include <memory>

namespace rove::test {

/// A scripted engine with two actors, a workspace in a folder of its own, and windows on them. Made anew for
/// each test function.
class WindowRig {
public:
    WindowRig();
    ~WindowRig();

    /// A window that is shown and not connected.
    std::unique_ptr<ui::MainWindow> makeWindow();
    /// As the user's connection of this name and kind.
    [[nodiscard]] ui::ConnectionTarget
    target(const QString &name = QStringLiteral("test"),
           ui::Environment environment = ui::Environment::Development) const;
    /// Connects and waits for the list.
    void connectWindow(ui::MainWindow &window, const ui::ConnectionTarget &target);
    /// Forgets what the workspace knows and reads it again, as another start of the program would.
    void restart();

    [[nodiscard]] ScriptedEngine &engine() { return *m_engine; }
    [[nodiscard]] ui::Workspace &workspace() { return *m_workspace; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] const QString &counter() const { return m_counter; }
    [[nodiscard]] const QString &room() const { return m_room; }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::Workspace> m_workspace;
    QString m_counter;
    QString m_room;
};

/// Triggers a command, which must be enabled.
void trigger(ui::MainWindow &window, const QString &command);
[[nodiscard]] bool isEnabled(ui::MainWindow &window, const QString &command);

} // namespace rove::test
