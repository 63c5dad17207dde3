// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/deeplink.h"
#include "ui/shell/linkopener.h"
#include "ui/shell/sessionstore.h"

#include <QtCore/QObject>

#include <memory>
#include <vector>

namespace rove::ui {

class DesktopNotifier;
class MainWindow;
class Workspace;

/// Every window of the program, and what was open when it ended last: makes windows, moves actors between
/// them, brings the session back, sees to it that the last window to close takes leave. After a crash it asks
/// before it opens anything. The workspace outlives it. Owned by main; GUI thread.
class WindowKeeper : public QObject {
    Q_OBJECT
public:
    static constexpr int windowCountMax = 16;

    explicit WindowKeeper(Workspace &workspace, QObject *parent = nullptr);
    ~WindowKeeper() override;

    /// Opens what was open last time, or one empty window.
    void start();
    /// Null where there are `windowCountMax` already.
    MainWindow *newWindow();
    [[nodiscard]] int count() const { return static_cast<int>(m_windows.size()); }
    [[nodiscard]] MainWindow *at(int index) const { return m_windows[static_cast<size_t>(index)].get(); }
    /// The window used last.
    [[nodiscard]] MainWindow *active() const;

    /// Opens what a link names in the window used last.
    void open(const DeepLink &link, LinkOpener::Origin origin);
    void openLink(const QString &text, LinkOpener::Origin origin);
    /// Closes all windows, after the questions they have; false if the user wants to stay.
    bool quit();
    /// The program ends in order: writes the session for the last time.
    void end();
    /// Ends every connection; for the program's end, before the engine stops.
    void disconnectAll();
    [[nodiscard]] SessionStore &session() { return *m_session; }
    [[nodiscard]] SavedSession describe() const;

signals:
    /// The last window is closed.
    void ended();

private:
    void restore(const SavedSession &session);
    void offerRestore(const SavedSession &session);
    void startClean();
    void connectWindow(MainWindow &window);
    void openLike(MainWindow &window);
    void moveActor(MainWindow &window);
    void onClosing(MainWindow &window);
    void updateKeepsEdits();
    [[nodiscard]] bool confirmRunningJobs();
    [[nodiscard]] bool keepsEdits() const;

    Workspace &m_workspace;
    std::vector<std::unique_ptr<MainWindow>> m_windows;
    std::unique_ptr<SessionStore> m_session;
    std::unique_ptr<DesktopNotifier> m_desktop;
    /// A session that the user was asked about and has not answered; nothing is written over it.
    std::optional<SavedSession> m_offered;
    bool m_isQuitting = false;
};

} // namespace rove::ui
