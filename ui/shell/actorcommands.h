// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/bulkjob.h"
#include "ui/models/joblistmodel.h"
#include "ui/shell/actorcopycommands.h"
#include "ui/shell/actortransfer.h"
#include "ui/shell/stopeffect.h"

#include <QtCore/QObject>

#include <array>
#include <memory>

class QWidget;

namespace rove::ui {

class ActionRegistry;
class DelayedDestroy;
class DestroyedArchive;
class MessageBar;

/// The commands on the actors that are chosen: wake, sleep, reschedule, destroy, export, clone, import, copy.
/// On several actors they become a job, after a look at what it would do, and their texts say on how many.
/// Each says why it is not possible now. Destroying asks by risk: one local actor goes after some seconds in
/// which it can be undone, everything else after a question; a copy is kept of each if there is an archive.
/// What goes wrong is said in the message bar given. Owned by the window; GUI thread.
class ActorCommands : public QObject {
    Q_OBJECT
public:
    /// `window` is the parent of questions; `messages` is for failures, `undoBar` for what can be undone.
    ActorCommands(ActionRegistry &registry, QWidget &window, MessageBar &messages, MessageBar &undoBar);
    ~ActorCommands() override;

    /// Both may be null. What waits to be destroyed on another connection is let live. Selects nothing.
    void setTarget(Connection *connection, ActorSession *session);
    /// What is selected in the list of the same connection, as the list knows it; two and more come before
    /// the session.
    void setSelection(const std::vector<manager::Actor> &records);
    /// Where jobs are listed; a list of its own before that. Outlives this.
    void setJobs(JobListModel &jobs);
    /// Where copies of destroyed actors are kept; null, as at first, keeps none.
    void setArchive(DestroyedArchive *archive);
    /// How long destroying one local actor can be undone; none destroys at once.
    void setUndoTime(std::chrono::seconds time);
    /// Where clones can go beside the actor's own connection.
    void setConnections(ActorTransfer::Connections connections);

    [[nodiscard]] QAction *wake() const { return verbCommand(BulkVerb::Wake); }
    [[nodiscard]] QAction *sleep() const { return verbCommand(BulkVerb::Sleep); }
    [[nodiscard]] QAction *reschedule() const { return verbCommand(BulkVerb::Reschedule); }
    [[nodiscard]] QAction *destroy() const { return verbCommand(BulkVerb::Destroy); }
    [[nodiscard]] QAction *exportActors() const { return verbCommand(BulkVerb::Export); }
    [[nodiscard]] QAction *copyId() const { return m_copying->copyId(); }
    [[nodiscard]] QAction *copyKey() const { return m_copying->copyKey(); }
    [[nodiscard]] QList<QAction *> copyAs() const { return m_copying->commands(); }
    [[nodiscard]] ActorTransfer *transfer() const { return m_transfer; }
    [[nodiscard]] JobListModel &jobs() const { return *m_jobs; }

signals:
    /// Something was done, so lists should look again.
    void done();
    void copied(const QString &what);
    void jobStarted(const QString &jobId);
    /// A clone, or a destroyed actor made again.
    void actorCreated(rove::ui::Connection *connection, const rove::manager::Actor &actor);

private:
    struct VerbSpec {
        QString id;
        QString text;
        QLatin1StringView icon;
        QString toolTip;
    };

    [[nodiscard]] QAction *verbCommand(BulkVerb verb) const { return m_verbs[static_cast<size_t>(verb)]; }
    void makeVerb(ActionRegistry &registry, BulkVerb verb, const VerbSpec &spec);
    void makeVerbs(ActionRegistry &registry);
    void makeUndoCommands(ActionRegistry &registry);
    void followConnection(Connection *connection);
    void update();
    [[nodiscard]] QString whyNoneOf(BulkVerb verb) const;
    [[nodiscard]] QString whyNotOne(BulkVerb verb) const;
    [[nodiscard]] QString whyNotMany(const BulkPlan &plan) const;
    void trigger(BulkVerb verb);
    void run(BulkVerb verb, const QString &title, Async<> (ActorSession::*operation)());
    void showIgnored(const QString &version);
    void askDestroy(const std::vector<manager::Actor> &actors);
    void openPreview(BulkVerb verb, const std::vector<manager::Actor> &actors);
    void startJob(const BulkPlan &plan, const BulkOptions &options);
    void showWaiting();
    void showDestroyed(const QString &actorId, const QString &label, const QString &note);
    void restore();
    void fail(const QString &title, const QString &label, const Error &error);
    [[nodiscard]] QString label() const;

    QWidget &m_window;
    MessageBar &m_messages;
    MessageBar &m_undoBar;
    ActorTargets m_targets;
    std::unique_ptr<DelayedDestroy> m_delayed;
    StopEffect m_stopEffect;
    std::unique_ptr<JobListModel> m_ownJobs;
    JobListModel *m_jobs;
    QPointer<DestroyedArchive> m_archive;
    std::chrono::seconds m_undoTime;
    QString m_shownWaiting;
    /// The newest one destroyed after waiting, for Restore.
    QString m_destroyedId;
    std::array<QAction *, 5> m_verbs{};
    std::array<QString, 5> m_verbTexts;
    ActorCopyCommands *m_copying;
    ActorTransfer *m_transfer;
    QAction *m_undoDestroy = nullptr;
    QAction *m_destroyNow = nullptr;
    QAction *m_restore = nullptr;
};

} // namespace rove::ui
