// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/guirig.h"
#include "tests/support/scriptedengine.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"

#include <memory>

namespace rove::test {

/// What tests of a whole window begin and end with: a scripted engine with a counter and a room, and one
/// window with all its pages, 1440 by 900, not connected. Made anew for each test function.
class WindowTest : public QObject {
    Q_OBJECT

protected:
    void makeWindow();
    void connectWindow(ui::Environment environment = ui::Environment::Development);
    /// Looks at the actor and waits for its state.
    void choose(const QString &id);
    void trigger(const QString &id) { m_window->commands().action(id)->trigger(); }
    [[nodiscard]] bool isEnabled(const QString &id) const
    {
        return m_window->commands().action(id)->isEnabled();
    }
    [[nodiscard]] ui::StateDocument &document() { return m_window->session()->document(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    QString m_counter;
    QString m_room;

private slots:
    void init();
    void cleanup();
};

} // namespace rove::test
