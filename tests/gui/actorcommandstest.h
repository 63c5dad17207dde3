// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/guirig.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/destroyedarchive.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/actorcommands.h"
#include "ui/widgets/messagebar.h"

#include <QtWidgets/QVBoxLayout>

#include <memory>

namespace rove::test {

/// What tests of commands on actors begin and end with: a scripted engine, a connection to it, the commands,
/// the bars they speak through and the page of jobs in one widget. Made anew for each test function.
class ActorCommandsTest : public QObject {
    Q_OBJECT

protected:
    [[nodiscard]] std::vector<manager::Actor> records(const QStringList &ids) const;
    /// Rooms with the keys `k0`, `k1` and so on.
    QStringList addActors(int count);
    void connectTo(ui::ConnectionTarget target);
    void openSession(const QString &id);
    /// The one that is shown; null for none.
    template <class Dialog>
    [[nodiscard]] Dialog *dialog() const
    {
        for (Dialog *candidate : m_window->findChildren<Dialog *>())
            if (candidate->isVisible())
                return candidate;
        return nullptr;
    }
    [[nodiscard]] QAction *command(const QString &id) const { return m_registry->action(id); }
    /// The one that the page shows.
    [[nodiscard]] ui::Job *job() const { return m_jobs->job(m_page->chosenId()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::Connection> m_connection;
    std::unique_ptr<ui::ActorSession> m_session;
    std::unique_ptr<ui::JobListModel> m_jobs;
    std::unique_ptr<ui::DestroyedArchive> m_archive;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<ui::ActionRegistry> m_registry;
    ui::MessageBar *m_messages = nullptr;
    ui::MessageBar *m_undoBar = nullptr;
    ui::JobsPage *m_page = nullptr;
    ui::ActorCommands *m_commands = nullptr;

private slots:
    void init();
    void cleanup();
};

} // namespace rove::test
