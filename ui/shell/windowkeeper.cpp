// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowkeeper.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/desktopnotifier.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/messagebar.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {

WindowKeeper::WindowKeeper(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_session(std::make_unique<SessionStore>(workspace.folder() % "/session.cbor"_L1,
                                               [this] { return describe(); }))
    , m_desktop(std::make_unique<DesktopNotifier>(workspace.settings(), workspace.notifications()))
{
    connect(m_desktop.get(), &DesktopNotifier::activated, this, [this] {
        if (MainWindow *window = active()) {
            window->raise();
            window->activateWindow();
        }
    });
    Settings &settings = workspace.settings();
    settings.follow(setting::restoreSession, this, [this](bool) { updateKeepsEdits(); });
    settings.follow(setting::keepDrafts, this, [this](bool) { updateKeepsEdits(); });
}

WindowKeeper::~WindowKeeper()
{
    // What windows say while they go is of no more interest.
    for (const auto &window : m_windows)
        window->disconnect(this);
    m_windows.clear();
}

void WindowKeeper::start()
{
    const std::optional<SavedSession> session = m_session->load();
    if (!session || session->isEmpty()) {
        newWindow()->show();
    } else if (!session->isEnded) {
        newWindow()->show();
        offerRestore(*session);
    } else if (m_workspace.settings().get(setting::restoreSession)) {
        restore(*session);
    } else {
        newWindow()->show();
    }
    // From now on the file says that the program runs.
    if (!m_offered)
        m_session->save();
}

void WindowKeeper::restore(const SavedSession &session)
{
    for (const SavedWindow &saved : session.windows) {
        MainWindow *window = newWindow();
        if (!window)
            break;
        window->restore(saved);
        window->show();
    }
    if (m_windows.empty())
        newWindow()->show();
}

void WindowKeeper::offerRestore(const SavedSession &session)
{
    m_offered = session;
    MainWindow &window = *m_windows.front();
    QAction *restoreCommand = window.commands().action(u"session.restore"_s);
    QAction *cleanCommand = window.commands().action(u"session.startClean"_s);
    setDisabledReason(restoreCommand, {});
    setDisabledReason(cleanCommand, {});
    connect(restoreCommand, &QAction::triggered, this, [this] {
        const std::optional<SavedSession> offered = std::exchange(m_offered, std::nullopt);
        startClean();
        if (!offered)
            return;
        m_windows.front()->restore(offered->windows.value(0));
        for (const SavedWindow &saved :
             offered->windows.sliced(std::min<qsizetype>(1, offered->windows.size()))) {
            if (MainWindow *other = newWindow()) {
                other->restore(saved);
                other->show();
            }
        }
        m_workspace.notifications().add({.text = ShellText::tr("The session from before was restored.")});
    });
    connect(cleanCommand, &QAction::triggered, this, &WindowKeeper::startClean);
    window.undoBar()->showMessage(
        MessageBar::Severity::Warning,
        ShellText::tr("Rove did not end as it should last time. What was open, with edits that were not "
                      "applied, can be restored."),
        {restoreCommand, cleanCommand});
}

void WindowKeeper::startClean()
{
    m_offered.reset();
    const QString over = ShellText::tr("No session waits to be restored.");
    MainWindow &window = *m_windows.front();
    setDisabledReason(window.commands().action(u"session.restore"_s), over);
    setDisabledReason(window.commands().action(u"session.startClean"_s), over);
    window.undoBar()->clear();
    m_session->save();
}

MainWindow *WindowKeeper::newWindow()
{
    if (m_windows.size() >= windowCountMax)
        return nullptr;
    m_windows.push_back(std::make_unique<MainWindow>(m_workspace));
    connectWindow(*m_windows.back());
    updateKeepsEdits();
    return m_windows.back().get();
}

void WindowKeeper::connectWindow(MainWindow &window)
{
    connect(&window, &MainWindow::newWindowRequested, this, [this, &window] { openLike(window); });
    connect(&window, &MainWindow::moveActorRequested, this, [this, &window] { moveActor(window); });
    connect(&window, &MainWindow::quitRequested, this, &WindowKeeper::quit);
    connect(&window, &MainWindow::linkActivated, this,
            [this](const QString &link) { openLink(link, LinkOpener::Origin::CommandLine); });
    connect(&window, &MainWindow::closing, this, [this, &window] { onClosing(window); });
    connect(&window, &MainWindow::changed, this, [this] {
        if (!m_offered)
            m_session->touch();
    });
}

MainWindow *WindowKeeper::active() const
{
    for (const auto &window : m_windows)
        if (window->isActiveWindow())
            return window.get();
    return m_windows.empty() ? nullptr : m_windows.back().get();
}

void WindowKeeper::openLike(MainWindow &window)
{
    const ConnectionTab *tab = window.tabs().current();
    MainWindow *fresh = newWindow();
    if (!fresh)
        return;
    if (tab && tab->connection())
        fresh->share(tab->shared());
    fresh->show();
}

void WindowKeeper::moveActor(MainWindow &window)
{
    if (m_windows.size() >= windowCountMax)
        return;
    std::unique_ptr<OpenActor> actor = window.takeCurrentActor();
    if (!actor)
        return;
    MainWindow *fresh = newWindow();
    fresh->insertActor(std::move(actor));
    fresh->show();
}

bool WindowKeeper::keepsEdits() const
{
    const Settings &settings = m_workspace.settings();
    return settings.get(setting::restoreSession) && settings.get(setting::keepDrafts) && !m_offered;
}

void WindowKeeper::updateKeepsEdits()
{
    // Only what closes last is in the session; the edits of another window go with it.
    const bool isKept = keepsEdits() && (m_windows.size() == 1 || m_isQuitting);
    for (const auto &window : m_windows)
        window->setKeepsEdits(isKept);
}

void WindowKeeper::onClosing(MainWindow &window)
{
    if (m_windows.size() == 1 && !m_isQuitting)
        end();
    const auto found = std::ranges::find(m_windows, &window, [](const auto &known) { return known.get(); });
    if (found == m_windows.end() || m_isQuitting)
        return;
    // It is closing right now, so it goes a little later.
    window.disconnectAll();
    found->release()->deleteLater();
    m_windows.erase(found);
    updateKeepsEdits();
    if (m_windows.empty())
        emit ended();
    else
        m_session->touch();
}

bool WindowKeeper::confirmRunningJobs()
{
    const JobSummary summary = m_workspace.jobs().summary();
    const int count = summary.running + summary.paused;
    if (count == 0)
        return true;
    QMessageBox question(QMessageBox::Warning, ShellText::tr("Jobs Are Running"),
                         ShellText::tr("%n job(s) are not done. Quit and cancel them?", nullptr, count),
                         QMessageBox::Cancel, active());
    QPushButton *verb =
        question.addButton(ShellText::tr("&Quit and Cancel Jobs"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    return question.clickedButton() == verb;
}

bool WindowKeeper::quit()
{
    if (!confirmRunningJobs())
        return false;
    m_isQuitting = true;
    updateKeepsEdits();
    if (!m_offered)
        m_session->save();
    for (const auto &window : m_windows) {
        if (window->close())
            continue;
        m_isQuitting = false;
        updateKeepsEdits();
        for (const auto &other : m_windows)
            other->show();
        return false;
    }
    end();
    emit ended();
    return true;
}

SavedSession WindowKeeper::describe() const
{
    SavedSession session;
    for (const auto &window : m_windows)
        session.windows.append(window->describe());
    return session;
}

void WindowKeeper::open(const DeepLink &link, LinkOpener::Origin origin)
{
    MainWindow *window = active();
    if (!window)
        return;
    auto *opener = window->findChild<LinkOpener *>();
    if (!opener)
        opener = new LinkOpener(m_workspace, *window);
    opener->open(link, origin);
}

void WindowKeeper::openLink(const QString &text, LinkOpener::Origin origin)
{
    const Result<DeepLink> link = DeepLink::parse(text);
    if (link)
        return open(*link, origin);
    if (MainWindow *window = active())
        window->undoBar()->showMessage(
            MessageBar::Severity::Warning,
            ShellText::tr("This is no link that Rove can open: %1").arg(link.error().message));
}

void WindowKeeper::end()
{
    if (!m_offered)
        m_session->end();
}

void WindowKeeper::disconnectAll()
{
    for (const auto &window : m_windows)
        window->disconnectAll();
}

} // namespace rove::ui
