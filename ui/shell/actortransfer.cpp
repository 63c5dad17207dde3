// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actortransfer.h"

#include "ui/models/errortext.h"
#include "ui/models/joblimits.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/clonedialog.h"
#include "ui/shell/shelltext.h"
#include "ui/widgets/messagebar.h"

#include <QtCore/QFile>
#include <QtCore/QThreadPool>
#include <QtWidgets/QFileDialog>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// The export of this actor, or the only one that there is.
Result<ActorExport> readExport(const QString &path, const QString &actorId)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::IoFailed, file.errorString());
    std::optional<ActorExport> only;
    int count = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine(joblimits::exportBytesMax + 1).trimmed();
        if (line.isEmpty())
            continue;
        ActorExport exported = TRY(ActorExport::parse(line));
        if (exported.record.actorId == actorId)
            return exported;
        ++count;
        only = count == 1 ? std::optional(std::move(exported)) : std::nullopt;
    }
    if (!only)
        return failure(ErrorCode::ValidationInvalidInput,
                       count == 0 ? u"The file holds no export."_s
                                  : u"The file holds several actors, and none of them is this one."_s);
    return std::move(*only);
}

} // namespace

ActorTransfer::ActorTransfer(ActionRegistry &registry, QWidget &window, MessageBar &messages, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_messages(messages)
    , m_import(registry.create({.id = u"actor.importState"_s,
                                .text = ShellText::tr("&Import State…"),
                                .icon = "upload"_L1,
                                .toolTip = ShellText::tr("Make edits of what an export of an actor holds")}))
    , m_clone(registry.create({.id = u"actor.clone"_s,
                               .text = ShellText::tr("C&lone…"),
                               .icon = "boxes"_L1,
                               .toolTip = ShellText::tr("Create an actor with the same state")}))
{
    connect(m_import, &QAction::triggered, this, &ActorTransfer::askImport);
    connect(m_clone, &QAction::triggered, this, &ActorTransfer::askClone);
    setTargets({});
}

void ActorTransfer::setTargets(const ActorTargets &targets)
{
    m_targets = targets;
    const std::vector<manager::Actor> records = targets.records();
    QString why;
    if (!targets.connection || records.empty())
        why = ShellText::tr("No actor is chosen.");
    else if (records.size() > 1)
        why = ShellText::tr("Choose one actor.");
    else if (records.front().destroyTs)
        why = ShellText::tr("The actor was destroyed.");
    setDisabledReason(m_clone, why);
    if (why.isEmpty() && (!targets.one() || !targets.one()->document().isLoaded()))
        why = ShellText::tr("The actor's state has not been read yet.");
    setDisabledReason(m_import, why);
}

void ActorTransfer::fail(const QString &text, const Error &error)
{
    m_messages.showMessage(MessageBar::Severity::Error, text);
    m_messages.setDetails(errorDetails(error));
}

// --- Importing ---

void ActorTransfer::askImport()
{
    const QString path =
        QFileDialog::getOpenFileName(&m_window, ShellText::tr("Import State"), {},
                                     ShellText::tr("Exports of actors (*.jsonl *.json);;All files (*)"));
    if (!path.isEmpty())
        importFrom(path);
}

void ActorTransfer::importFrom(const QString &path)
{
    const QPointer<ActorSession> session = m_targets.one();
    if (!session)
        return;
    m_messages.clear();
    const Answer<ActorExport> answer;
    QThreadPool::globalInstance()->start(
        [answer, path, id = session->actorId()] { answer.give(readExport(path, id)); });
    answer.future().then(this, [this, session, path](const Result<ActorExport> &exported) {
        if (!exported)
            return fail(ShellText::tr("%1 cannot be imported.").arg(path), exported.error());
        if (session)
            takeExport(*session, *exported);
    });
}

void ActorTransfer::takeExport(ActorSession &session, const ActorExport &exported)
{
    if (!exported.state) {
        m_messages.showMessage(
            MessageBar::Severity::Warning,
            ShellText::tr("The export of %1 holds no state.").arg(actorLabel(exported.record)));
        return;
    }
    const int count = rove::ui::importState(session.document(), *exported.state);
    m_messages.showMessage(
        MessageBar::Severity::Information,
        count == 0 ? ShellText::tr("The actor holds this state already.")
                   : ShellText::tr("The import made %n edit(s). Look through them, then apply them.", nullptr,
                                   count));
}

// --- Cloning ---

void ActorTransfer::askClone()
{
    const std::vector<manager::Actor> records = m_targets.records();
    if (records.size() != 1 || !m_targets.connection)
        return;
    QList<Connection *> places{m_targets.connection};
    if (m_connections) {
        for (Connection *connection : m_connections()) {
            if (!places.contains(connection))
                places.append(connection);
        }
    }
    auto *dialog = new CloneDialog(records.front(), places, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (Connection *to = dialog->destination())
            cloneTo(*to, dialog->waking(), dialog->options());
    });
    dialog->open();
}

void ActorTransfer::cloneTo(Connection &to, Waking waking, const CloneOptions &options)
{
    const std::vector<manager::Actor> records = m_targets.records();
    if (records.size() != 1 || !m_targets.connection)
        return;
    m_messages.clear();
    cloneActor(m_targets.connection->http(), records.front().actorId, waking, to.http(), options)
        .then(this, [this, place = QPointer(&to),
                     label = actorLabel(records.front())](const Result<CloneResult> &result) {
            if (result)
                return onCloned(place, *result);
            fail(ShellText::tr("Cloning %1 failed. %2")
                     .arg(label, errorSentence(result.error(), place ? place->address() : label)),
                 result.error());
        });
}

void ActorTransfer::onCloned(Connection *to, const CloneResult &result)
{
    const QString label = actorLabel(result.actor);
    if (result.stateError)
        fail(ShellText::tr("%1 was created, but its state could not be written.").arg(label),
             *result.stateError);
    else if (!result.applied)
        m_messages.showMessage(
            MessageBar::Severity::Warning,
            ShellText::tr("%1 was created without a state: there was none to read.").arg(label));
    else if (!result.isWhole())
        m_messages.showMessage(
            MessageBar::Severity::Warning,
            ShellText::tr("%1 was created, but holds something else than what was written.").arg(label));
    else
        m_messages.showMessage(MessageBar::Severity::Information,
                               ShellText::tr("%1 was created with the same state.").arg(label));
    if (to)
        emit cloned(to, result.actor);
}

} // namespace rove::ui
