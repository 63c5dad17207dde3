// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actorcommands.h"

#include "ui/models/errortext.h"
#include "ui/pages/jobs/bulkdialog.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/delayeddestroy.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/statustone.h"
#include "ui/widgets/messagebar.h"

using namespace Qt::StringLiterals;

namespace rove::ui {

ActorCommands::ActorCommands(ActionRegistry &registry, QWidget &window, MessageBar &messages,
                             MessageBar &undoBar)
    : QObject(&window)
    , m_window(window)
    , m_messages(messages)
    , m_undoBar(undoBar)
    , m_ownJobs(std::make_unique<JobListModel>())
    , m_jobs(m_ownJobs.get())
    , m_undoTime(DelayedDestroy::defaultPatience)
{
    makeVerbs(registry);
    makeUndoCommands(registry);
    m_copying = new ActorCopyCommands(registry, this);
    m_transfer = new ActorTransfer(registry, window, messages, this);
    connect(m_copying, &ActorCopyCommands::copied, this, &ActorCommands::copied);
    connect(m_transfer, &ActorTransfer::cloned, this, &ActorCommands::actorCreated);
    connect(&m_stopEffect, &StopEffect::ignored, this, &ActorCommands::showIgnored);
    update();
}

ActorCommands::~ActorCommands() = default;

void ActorCommands::makeVerb(ActionRegistry &registry, BulkVerb verb, const VerbSpec &spec)
{
    QAction *command =
        registry.create({.id = spec.id, .text = spec.text, .icon = spec.icon, .toolTip = spec.toolTip});
    m_verbs[static_cast<size_t>(verb)] = command;
    m_verbTexts[static_cast<size_t>(verb)] = spec.text;
    connect(command, &QAction::triggered, this, [this, verb] { trigger(verb); });
}

void ActorCommands::makeVerbs(ActionRegistry &registry)
{
    makeVerb(
        registry, BulkVerb::Wake,
        {u"actor.wake"_s, ShellText::tr("&Wake"), "power"_L1, ShellText::tr("Start the sleeping actor")});
    makeVerb(registry, BulkVerb::Sleep,
             {u"actor.sleep"_s, ShellText::tr("&Sleep"), "moon"_L1,
              ShellText::tr("Let the actor save its state and stop until it is needed")});
    makeVerb(registry, BulkVerb::Reschedule,
             {u"actor.reschedule"_s, ShellText::tr("Res&chedule"), "arrow-repeat"_L1,
              ShellText::tr("Stop the actor and start it again elsewhere")});
    makeVerb(registry, BulkVerb::Destroy,
             {u"actor.destroy"_s, ShellText::tr("&Destroy…"), "trash3"_L1,
              ShellText::tr("Remove the actor and everything it keeps")});
    makeVerb(registry, BulkVerb::Export,
             {u"actor.export"_s, ShellText::tr("E&xport…"), "download"_L1,
              ShellText::tr("Write the actor's record and state to a file")});
}

void ActorCommands::makeUndoCommands(ActionRegistry &registry)
{
    m_undoDestroy = registry.create({.id = u"actor.undoDestroy"_s,
                                     .text = ShellText::tr("&Undo"),
                                     .icon = "arrow-counterclockwise"_L1,
                                     .shortcuts = {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Z)},
                                     .toolTip = ShellText::tr("Destroy nothing")});
    m_destroyNow = registry.create({.id = u"actor.destroyNow"_s,
                                    .text = ShellText::tr("Destro&y Now"),
                                    .icon = "trash3"_L1,
                                    .toolTip = ShellText::tr("Do not wait any longer")});
    m_restore =
        registry.create({.id = u"actor.restoreDestroyed"_s,
                         .text = ShellText::tr("&Restore"),
                         .icon = "arrow-counterclockwise"_L1,
                         .toolTip = ShellText::tr("Make the actor again from the copy that is kept")});
    connect(m_undoDestroy, &QAction::triggered, this, [this] {
        if (m_delayed)
            m_delayed->undoAll();
    });
    connect(m_destroyNow, &QAction::triggered, this, [this] {
        if (m_delayed)
            m_delayed->destroyNow();
    });
    connect(m_restore, &QAction::triggered, this, &ActorCommands::restore);
}

// --- What they act on ---

void ActorCommands::setTarget(Connection *connection, ActorSession *session)
{
    if (m_targets.session) {
        m_targets.session->disconnect(this);
        m_targets.session->document().disconnect(this);
    }
    if (m_targets.connection != connection)
        followConnection(connection);
    if (m_targets.session != session)
        m_stopEffect.forget();
    m_targets.session = session;
    m_targets.selection.clear();
    if (session) {
        connect(session, &ActorSession::recordChanged, this, &ActorCommands::update);
        connect(session, &ActorSession::phaseChanged, this, &ActorCommands::update);
        connect(&session->document(), &StateDocument::liveChanged, this, &ActorCommands::update);
    }
    update();
}

void ActorCommands::followConnection(Connection *connection)
{
    if (m_targets.connection)
        m_targets.connection->http().disconnect(this);
    m_delayed.reset();
    m_targets.connection = connection;
    if (connection) {
        connect(&connection->http(), &HttpClient::writeModeChanged, this, &ActorCommands::update);
        m_delayed = std::make_unique<DelayedDestroy>(connection->http());
        m_delayed->setPatience(m_undoTime);
        m_delayed->setArchive(m_archive);
        connect(m_delayed.get(), &DelayedDestroy::changed, this, &ActorCommands::showWaiting);
        connect(m_delayed.get(), &DelayedDestroy::destroyed, this, &ActorCommands::showDestroyed);
        connect(m_delayed.get(), &DelayedDestroy::failed, this,
                [this](const QString &label, const Error &error) {
                    fail(ShellText::tr("Destroying %1 failed."), label, error);
                });
    }
    showWaiting();
}

void ActorCommands::setSelection(const std::vector<manager::Actor> &records)
{
    m_targets.selection = records;
    update();
}

void ActorCommands::setJobs(JobListModel &jobs)
{
    m_jobs = &jobs;
    m_ownJobs.reset();
}

void ActorCommands::setArchive(DestroyedArchive *archive)
{
    m_archive = archive;
    if (m_delayed)
        m_delayed->setArchive(archive);
}

void ActorCommands::setUndoTime(std::chrono::seconds time)
{
    m_undoTime = time;
    if (m_delayed)
        m_delayed->setPatience(time);
}

void ActorCommands::setConnections(ActorTransfer::Connections connections)
{
    m_transfer->setConnections(std::move(connections));
}

// --- What is possible ---

QString ActorCommands::whyNoneOf(BulkVerb verb) const
{
    if (!m_targets.connection || (!m_targets.session && m_targets.selection.empty()))
        return ShellText::tr("No actor is chosen.");
    // Exporting changes nothing.
    if (verb != BulkVerb::Export && m_targets.connection->http().writeMode() == WriteMode::ReadOnly)
        return ShellText::tr("The connection is read-only.");
    if (m_targets.records().empty())
        return ShellText::tr("The actor has not been read yet.");
    return {};
}

QString ActorCommands::whyNotOne(BulkVerb verb) const
{
    const manager::Actor record = m_targets.records().front();
    const ActorStatus status = statusOf(record);
    const bool isGone = m_targets.one() && m_targets.one()->phase() == ActorSession::Phase::Gone;
    if (isGone || record.destroyTs)
        return ShellText::tr("The actor was destroyed.");
    if (verb == BulkVerb::Wake && isAwake(status))
        return ShellText::tr("The actor runs already.");
    const bool needsAwake = verb == BulkVerb::Sleep || verb == BulkVerb::Reschedule;
    if (needsAwake && status == ActorStatus::Sleeping)
        return ShellText::tr("The actor sleeps.");
    return {};
}

QString ActorCommands::whyNotMany(const BulkPlan &plan) const
{
    if (!plan.targets.empty())
        return {};
    QStringList reasons;
    for (const auto &[reason, count] : plan.skipped)
        reasons.append(skipText(reason, count));
    return reasons.join(u' ');
}

void ActorCommands::update()
{
    for (const BulkVerb verb :
         {BulkVerb::Wake, BulkVerb::Sleep, BulkVerb::Reschedule, BulkVerb::Destroy, BulkVerb::Export}) {
        QString text = m_verbTexts[static_cast<size_t>(verb)];
        QString why = whyNoneOf(verb);
        if (m_targets.isMany()) {
            const BulkPlan plan = BulkPlan::make(verb, m_targets.selection);
            text = bulkCommandText(verb, static_cast<int>(plan.targets.size())) % u'…';
            if (why.isEmpty())
                why = whyNotMany(plan);
        } else if (why.isEmpty()) {
            why = whyNotOne(verb);
        }
        verbCommand(verb)->setText(text);
        setDisabledReason(verbCommand(verb), why);
    }
    m_copying->setTargets(m_targets);
    m_transfer->setTargets(m_targets);
}

QString ActorCommands::label() const
{
    const std::vector<manager::Actor> records = m_targets.records();
    return records.empty() ? QString() : actorLabel(records.front());
}

// --- Doing it ---

void ActorCommands::trigger(BulkVerb verb)
{
    const std::vector<manager::Actor> actors = m_targets.records();
    if (actors.empty() || !m_targets.connection)
        return;
    if (verb == BulkVerb::Destroy)
        return askDestroy(actors);
    if (!m_targets.one() || verb == BulkVerb::Export)
        return openPreview(verb, actors);
    switch (verb) {
    case BulkVerb::Wake:
        return run(verb, ShellText::tr("Waking %1 failed."), &ActorSession::wake);
    case BulkVerb::Sleep:
        return run(verb, ShellText::tr("Putting %1 to sleep failed."), &ActorSession::sleep);
    default:
        return run(verb, ShellText::tr("Rescheduling %1 failed."), &ActorSession::reschedule);
    }
}

void ActorCommands::run(BulkVerb verb, const QString &title, Async<> (ActorSession::*operation)())
{
    m_messages.clear();
    if (verb != BulkVerb::Wake)
        m_stopEffect.watch(*m_targets.one());
    (m_targets.one()->*operation)().then(this, [this, title, label = label()](const Result<> &result) {
        if (result)
            emit done();
        else
            fail(title, label, result.error());
    });
}

void ActorCommands::showIgnored(const QString &version)
{
    m_messages.showMessage(
        MessageBar::Severity::Warning,
        ShellText::tr("The engine took the command, and the actor goes on. Stopping it on command needs "
                      "RivetKit %1; this actor runs %2 and sleeps by itself when it is idle.")
            .arg(StopEffect::since.toString(), version));
}

void ActorCommands::fail(const QString &title, const QString &label, const Error &error)
{
    const QString sentence = errorSentence(error, label);
    m_messages.showMessage(MessageBar::Severity::Error,
                           u"%1 %2 %3"_s.arg(title.arg(label), sentence, errorRemedy(error)).trimmed());
    m_messages.setDetails(errorDetails(error));
}

void ActorCommands::askDestroy(const std::vector<manager::Actor> &actors)
{
    const ConnectionTarget &place = m_targets.connection->target();
    const bool isLocal = place.endpoint.isLoopback() && place.environment != Environment::Production;
    if (!isLocal || actors.size() > 1)
        return openPreview(BulkVerb::Destroy, actors);
    std::optional<QCborValue> remembered;
    if (m_targets.one() && m_targets.one()->document().isLoaded())
        remembered = m_targets.one()->document().live();
    m_delayed->add(actors.front(), label(), remembered);
}

void ActorCommands::openPreview(BulkVerb verb, const std::vector<manager::Actor> &actors)
{
    Connection &connection = *m_targets.connection;
    const BulkPlace place{.target = connection.target().name,
                          .namespaceName = connection.namespaceName(),
                          .isProduction = connection.target().environment == Environment::Production,
                          .canKeepCopies = m_archive != nullptr};
    auto *dialog = new BulkDialog(
        BulkPlan::make(verb, actors), place, [](ActorStatus status) { return toneOf(status); }, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&connection, &QObject::destroyed, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, dialog, asked = m_targets.connection] {
        // The window may show another connection by now; the actors are of the one that was asked about.
        if (asked && asked == m_targets.connection)
            startJob(dialog->plan(), dialog->options(m_archive));
    });
    dialog->open();
}

void ActorCommands::startJob(const BulkPlan &plan, const BulkOptions &options)
{
    Connection &connection = *m_targets.connection;
    Job *job = m_jobs->add(makeBulkJob(connection.http(), connection.target().name, plan, options));
    connect(job, &Job::stateChanged, this, [this, job] {
        if (job->isOver())
            emit done();
    });
    emit jobStarted(job->id());
}

// --- Undoing a destruction ---

void ActorCommands::showWaiting()
{
    const int count = m_delayed ? m_delayed->count() : 0;
    if (count == 0) {
        m_shownWaiting.clear();
        m_undoBar.clear();
        return;
    }
    const QString what = count == 1 ? m_delayed->label() : ShellText::tr("%n actor(s)", nullptr, count);
    const QString text =
        ShellText::tr("%1 will be destroyed in %2 s.").arg(what).arg(m_delayed->secondsLeft());
    if (text == m_shownWaiting)
        return;
    m_shownWaiting = text;
    m_undoBar.showMessage(MessageBar::Severity::Warning, text, {m_undoDestroy, m_destroyNow});
}

void ActorCommands::showDestroyed(const QString &actorId, const QString &label, const QString &note)
{
    emit done();
    if (!m_archive || note.isEmpty() || m_delayed->count() > 0)
        return;
    m_destroyedId = actorId;
    m_undoBar.showMessage(MessageBar::Severity::Information,
                          ShellText::tr("%1 was destroyed. %2").arg(label, note), {m_restore});
}

void ActorCommands::restore()
{
    if (!m_archive || !m_targets.connection)
        return;
    m_archive->refresh().then(this, [this, id = m_destroyedId](const Result<> &) {
        if (!m_archive || !m_targets.connection)
            return;
        m_archive->flush();
        const auto copy = std::ranges::find(m_archive->rows(), id, &KeptCopy::actorId);
        if (copy == m_archive->rows().end())
            return;
        m_archive->recreate(m_targets.connection->http(), copy->file)
            .then(this, [this, label = copy->name](const Result<CloneResult> &result) {
                if (!result)
                    return fail(ShellText::tr("Restoring %1 failed."), label, result.error());
                m_undoBar.clear();
                emit done();
                emit actorCreated(m_targets.connection, result->actor);
            });
    });
}

} // namespace rove::ui
