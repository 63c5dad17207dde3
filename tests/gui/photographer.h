// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/seededengine.h"
#include "ui/shell/windowkeeper.h"
#include "ui/shell/workspace.h"

#include <QtCore/QDir>

class QDialog;

namespace rove::test {

/// Walks the program's windows through everything they can show and saves a picture of each, in one theme. A
/// picture that cannot be taken ends the program with its reason. Owned by main.
class Photographer {
public:
    /// Pictures are called `NAME-theme.png`.
    Photographer(SeededEngine &engine, const QString &settingsFolder, QDir folder, QString theme);
    ~Photographer();

    /// Every view, section, dock and dialog.
    void takeAll();
    /// The main window at its smallest and at a large size.
    void takeSizes();
    /// The main window with an actor, alone; for scales and languages.
    void takeOne(const QString &name);

private:
    static void expect(const std::function<bool()> &condition, const char *what);
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
    QDir m_folder;
    QString m_theme;
    ui::Workspace m_workspace;
    ui::WindowKeeper m_keeper;
    ui::MainWindow *m_window = nullptr;
};

} // namespace rove::test
