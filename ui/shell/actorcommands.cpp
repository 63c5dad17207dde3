// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actorcommands.h"

#include "ui/models/actorlabel.h"
#include "ui/models/errortext.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/delayeddestroy.h"
#include "ui/shell/shelltext.h"
#include "ui/widgets/messagebar.h"

#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace rove::ui {

ActorCommands::ActorCommands(ActionRegistry &registry, QWidget &window, MessageBar &messages,
                             MessageBar &undoBar)
    : QObject(&window)
    , m_window(window)
    , m_messages(messages)
    , m_undoBar(undoBar)
{
    makeCommands(registry);
    connectCommands();
    update();
}

ActorCommands::~ActorCommands() = default;

void ActorCommands::makeCommands(ActionRegistry &registry)
{
    m_wake = registry.create({.id = u"actor.wake"_s,
                              .text = ShellText::tr("&Wake"),
                              .icon = "power"_L1,
                              .toolTip = ShellText::tr("Start the sleeping actor")});
    m_sleep = registry.create(
        {.id = u"actor.sleep"_s,
         .text = ShellText::tr("&Sleep"),
         .icon = "moon"_L1,
         .toolTip = ShellText::tr("Let the actor save its state and stop until it is needed")});
    m_reschedule = registry.create({.id = u"actor.reschedule"_s,
                                    .text = ShellText::tr("Res&chedule"),
                                    .icon = "arrow-repeat"_L1,
                                    .toolTip = ShellText::tr("Stop the actor and start it again elsewhere")});
    m_destroy = registry.create({.id = u"actor.destroy"_s,
                                 .text = ShellText::tr("&Destroy…"),
                                 .icon = "trash3"_L1,
                                 .toolTip = ShellText::tr("Remove the actor and everything it keeps")});
    m_copyId = registry.create({.id = u"actor.copyId"_s,
                                .text = ShellText::tr("Copy &ID"),
                                .icon = "fingerprint"_L1,
                                .toolTip = ShellText::tr("Copy the actor's ID")});
    m_copyKey = registry.create({.id = u"actor.copyKey"_s,
                                 .text = ShellText::tr("Copy &Key"),
                                 .icon = "key"_L1,
                                 .toolTip = ShellText::tr("Copy the actor's key")});
    m_undoDestroy = registry.create({.id = u"actor.undoDestroy"_s,
                                     .text = ShellText::tr("&Undo"),
                                     .icon = "arrow-counterclockwise"_L1,
                                     .toolTip = ShellText::tr("Destroy nothing")});
    m_destroyNow = registry.create({.id = u"actor.destroyNow"_s,
                                    .text = ShellText::tr("Destro&y Now"),
                                    .icon = "trash3"_L1,
                                    .toolTip = ShellText::tr("Do not wait any longer")});
}

void ActorCommands::connectCommands()
{
    connect(m_wake, &QAction::triggered, this,
            [this] { run(ShellText::tr("Waking %1 failed."), &ActorSession::wake); });
    connect(m_sleep, &QAction::triggered, this,
            [this] { run(ShellText::tr("Putting %1 to sleep failed."), &ActorSession::sleep); });
    connect(m_reschedule, &QAction::triggered, this,
            [this] { run(ShellText::tr("Rescheduling %1 failed."), &ActorSession::reschedule); });
    connect(m_destroy, &QAction::triggered, this, &ActorCommands::askDestroy);
    connect(m_copyId, &QAction::triggered, this,
            [this] { copy(m_session->actorId(), ShellText::tr("Actor ID")); });
    connect(m_copyKey, &QAction::triggered, this,
            [this] { copy(m_session->record()->key.value_or(QString()), ShellText::tr("Key")); });
    connect(m_undoDestroy, &QAction::triggered, this, [this] {
        if (m_delayed)
            m_delayed->undoAll();
    });
    connect(m_destroyNow, &QAction::triggered, this, [this] {
        if (m_delayed)
            m_delayed->destroyNow();
    });
}

void ActorCommands::setTarget(Connection *connection, ActorSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    if (m_connection != connection) {
        if (m_connection)
            m_connection->http().disconnect(this);
        m_delayed.reset();
        m_connection = connection;
        if (connection) {
            connect(&connection->http(), &HttpClient::writeModeChanged, this, &ActorCommands::update);
            m_delayed = std::make_unique<DelayedDestroy>(connection->http());
            connect(m_delayed.get(), &DelayedDestroy::changed, this, &ActorCommands::showWaiting);
            connect(m_delayed.get(), &DelayedDestroy::destroyed, this, &ActorCommands::done);
            connect(m_delayed.get(), &DelayedDestroy::failed, this,
                    [this](const QString &label, const Error &error) {
                        fail(ShellText::tr("Destroying %1 failed."), label, error);
                    });
        }
        showWaiting();
    }
    m_session = session;
    if (session) {
        connect(session, &ActorSession::recordChanged, this, &ActorCommands::update);
        connect(session, &ActorSession::phaseChanged, this, &ActorCommands::update);
    }
    update();
}

QString ActorCommands::whyNot(bool needsAwake) const
{
    if (!m_connection || !m_session)
        return ShellText::tr("No actor is chosen.");
    if (m_connection->http().writeMode() == WriteMode::ReadOnly)
        return ShellText::tr("The connection is read-only.");
    if (!m_session->record())
        return ShellText::tr("The actor has not been read yet.");
    if (m_session->phase() == ActorSession::Phase::Gone || m_session->record()->destroyTs)
        return ShellText::tr("The actor was destroyed.");
    if (needsAwake && m_session->status() == ActorStatus::Sleeping)
        return ShellText::tr("The actor sleeps.");
    return {};
}

void ActorCommands::update()
{
    const QString why = whyNot(false);
    const QString whyAwake = whyNot(true);
    const bool isAwakeNow = why.isEmpty() && isAwake(m_session->status());
    setDisabledReason(m_wake, isAwakeNow ? ShellText::tr("The actor runs already.") : why);
    setDisabledReason(m_sleep, whyAwake);
    setDisabledReason(m_reschedule, whyAwake);
    setDisabledReason(m_destroy, why);
    setDisabledReason(m_copyId, m_session ? QString() : ShellText::tr("No actor is chosen."));
    const bool hasKey = m_session && m_session->record() && m_session->record()->key;
    setDisabledReason(m_copyKey, hasKey ? QString() : ShellText::tr("The actor has no key."));
}

QString ActorCommands::label() const
{
    return m_session->record() ? actorLabel(*m_session->record()) : m_session->actorId();
}

void ActorCommands::run(const QString &title, Async<> (ActorSession::*operation)())
{
    if (!m_session)
        return;
    m_messages.clear();
    (m_session->*operation)().then(this, [this, title, label = label()](const Result<> &result) {
        if (result)
            emit done();
        else
            fail(title, label, result.error());
    });
}

void ActorCommands::fail(const QString &title, const QString &label, const Error &error)
{
    const QString sentence = errorSentence(error, label);
    m_messages.showMessage(MessageBar::Severity::Error,
                           u"%1 %2 %3"_s.arg(title.arg(label), sentence, errorRemedy(error)).trimmed());
    m_messages.setDetails(errorDetails(error));
}

void ActorCommands::askDestroy()
{
    if (!m_session || !m_connection)
        return;
    const bool isLocal = m_connection->target().endpoint.isLoopback() &&
                         m_connection->target().environment != Environment::Production;
    if (isLocal)
        m_delayed->add(m_session->actorId(), label());
    else if (confirmRemoteDestroy(label()))
        run(ShellText::tr("Destroying %1 failed."), &ActorSession::destroy);
}

bool ActorCommands::confirmRemoteDestroy(const QString &label)
{
    QMessageBox question(QMessageBox::Warning, ShellText::tr("Destroy Actor"),
                         ShellText::tr("Destroy %1 on %2?").arg(label, m_connection->target().name),
                         QMessageBox::Cancel, &m_window);
    question.setInformativeText(ShellText::tr("The actor and everything it keeps will be gone for good."));
    QPushButton *verb = question.addButton(ShellText::tr("&Destroy Actor"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    return question.clickedButton() == verb;
}

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

void ActorCommands::copy(const QString &text, const QString &what)
{
    QApplication::clipboard()->setText(text);
    emit copied(what);
}

} // namespace rove::ui
