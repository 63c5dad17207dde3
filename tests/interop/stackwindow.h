// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/interop/realstack.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowpages.h"
#include "ui/shell/workspace.h"

#include <QtCore/QTemporaryDir>

#include <map>
#include <memory>

namespace rove::test {

/// An actor of npm on a busy machine takes its time; in milliseconds.
inline constexpr int stackPatience = 30'000;

/// What runs the actors that a test looks at, on which engine.
struct StackCase {
    /// `rivet` or `rove`.
    QString engine;
    /// `2.3.19`, `2.2.1`, or `cpp` for the actors inside our engine.
    QString runtime;

    /// Where new actors of this runtime go.
    [[nodiscard]] QString pool() const;
    /// What its actors say that they run.
    [[nodiscard]] QString version() const;
    /// From before the envoys: the real engine does not stop it on command (spec/engine-api.md 3.5).
    [[nodiscard]] bool isOld() const { return runtime == u"2.2.1"; }
    /// The newest protocol of inspectors that it speaks.
    [[nodiscard]] int inspectorProtocol() const { return isOld() ? 4 : 6; }
};

/// The stacks of a test program, each started when it is first asked for; they end with this.
class Stacks {
public:
    RealStack &at(const QString &engine);

private:
    std::map<QString, std::unique_ptr<RealStack>> m_started;
};

/// A window with its own settings, for one stack; connected anew for each test function. Lives on
/// the test's thread; the stack outlives it. What it waits for in vain fails the test.
class StackWindow {
public:
    StackWindow(RealStack &stack, StackCase which);
    ~StackWindow();
    StackWindow(const StackWindow &) = delete;
    StackWindow &operator=(const StackWindow &) = delete;

    enum class Access { Write, ReadOnly };
    /// Connects and waits for the list of actors.
    void connect(Access access = Access::Write);
    /// Closes what is open and forgets what was edited.
    void disconnect();

    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] ui::Workspace &workspace() { return *m_workspace; }
    [[nodiscard]] RealStack &stack() { return m_stack; }
    [[nodiscard]] ui::HttpClient &http() { return m_window->connection()->http(); }
    [[nodiscard]] ui::StateDocument &document() { return m_window->session()->document(); }

    /// The counter that runs and the one that sleeps at first.
    [[nodiscard]] QString mainId() const { return m_stack.actorId(QStringLiteral("main-") % m_case.runtime); }
    [[nodiscard]] QString sleeperId() const
    {
        return m_stack.actorId(QStringLiteral("sleeper-") % m_case.runtime);
    }
    /// Makes another counter as somebody else would; gives its id.
    QString makeCounter(const QString &key);
    void destroy(const QString &actorId);

    /// Triggers a command, which must be possible.
    void trigger(const QString &command);
    /// Looks at the actor, which a client has just called, until it is live and its state is here; false if
    /// that does not come about.
    [[nodiscard]] bool choose(const QString &actorId);
    /// Shows a section of the actor's page, or a view of the window.
    template <class Page>
    Page &section(const QString &id)
    {
        m_window->showSection(id);
        return *static_cast<Page *>(m_window->pages().sections().ensure(id));
    }
    template <class Page>
    Page &view(const QString &id)
    {
        m_window->showView(id);
        return *static_cast<Page *>(m_window->pages().views().ensure(id));
    }

    /// What the npm client gets.
    qint64 countAtActor(const QString &actorId);
    /// What the tree of the state page shows; -1 for nothing.
    [[nodiscard]] qint64 countShown() const;
    /// The row of the list of actors; an invalid index if it is not listed.
    [[nodiscard]] QModelIndex listed(const QString &actorId) const;

private:
    RealStack &m_stack;
    StackCase m_case;
    QTemporaryDir m_folder;
    std::unique_ptr<ui::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace rove::test
