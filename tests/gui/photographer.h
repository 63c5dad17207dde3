// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/camera.h"
#include "tests/gui/seededengine.h"
#include "ui/shell/windowkeeper.h"
#include "ui/shell/workspace.h"

class QDialog;

namespace rove::test {

/// Walks the program's windows through everything they can show and takes a picture of each. Owned by main.
class Photographer {
public:
    /// The camera outlives it.
    Photographer(SeededEngine &engine, const QString &settingsFolder, const Camera &camera);
    ~Photographer();

    /// Every view, section, dock and dialog.
    void takeAll();
    /// The main window at its smallest and at a large size.
    void takeSizes();
    /// The main window with an actor, alone; for scales and languages.
    void takeOne(const QString &name);

private:
    void take(const QString &name, QWidget *widget = nullptr);
    void trigger(const QString &id);
    [[nodiscard]] QDialog *openDialog(const QString &command);
    void takeDialog(const QString &name, const QString &command);
    void choose(const QString &name, const QString &key);
    void waitForState();

    void takeWelcome();
    void connectToEngine();
    void makeEdits();
    void takeSections();
    void takeSleeping();
    void takeTabs();
    void takeDocks();
    void takePalette();
    void takeDialogs();
    void takePreferences();
    void takeViews();
    void takeProduction();
    void takeEmptyNamespace();
    void takeUnreachable();

    SeededEngine &m_engine;
    const Camera &m_camera;
    ui::Workspace m_workspace;
    ui::WindowKeeper m_keeper;
    ui::MainWindow *m_window = nullptr;
};

} // namespace rove::test
