// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actorcopycommands.h"

#include "ui/models/snippets.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/shelltext.h"

#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace rove::ui {

ActorCopyCommands::ActorCopyCommands(ActionRegistry &registry, QObject *parent)
    : QObject(parent)
{
    makeIdentityCommands(registry);
    makeCodeCommands(registry);
    setTargets({});
}

QAction *ActorCopyCommands::make(ActionRegistry &registry, const CopySpec &spec)
{
    QAction *command = registry.create(spec.command);
    m_commands.append(command);
    connect(command, &QAction::triggered, this, [this, spec] { copy(spec); });
    return command;
}

void ActorCopyCommands::makeIdentityCommands(ActionRegistry &registry)
{
    m_id = make(registry, {.command = {.id = u"actor.copyId"_s,
                                       .text = ShellText::tr("Copy &ID"),
                                       .icon = "fingerprint"_L1,
                                       .toolTip = ShellText::tr("Copy the actor's ID")},
                           .what = ShellText::tr("Actor ID"),
                           .separator = u"\n"_s,
                           .textOf = [](const Endpoint &, const manager::Actor &a) { return a.actorId; }});
    m_key =
        make(registry,
             {.command = {.id = u"actor.copyKey"_s,
                          .text = ShellText::tr("Copy &Key"),
                          .icon = "key"_L1,
                          .toolTip = ShellText::tr("Copy the actor's key")},
              .what = ShellText::tr("Key"),
              .separator = u"\n"_s,
              .textOf = [](const Endpoint &, const manager::Actor &a) { return a.key.value_or(QString()); }});
    make(registry,
         {.command = {.id = u"actor.copyAsLink"_s,
                      .text = ShellText::tr("Copy &Link"),
                      .icon = "link-45deg"_L1,
                      .toolTip = ShellText::tr("Copy a link that opens the actor in Rove")},
          .what = ShellText::tr("Link"),
          .separator = u"\n"_s,
          .textOf = [](const Endpoint &e, const manager::Actor &a) { return snippets::link(e, a); }});
    make(registry,
         {.command = {.id = u"actor.copyAsJson"_s,
                      .text = ShellText::tr("Copy Record as &JSON"),
                      .icon = "braces"_L1,
                      .toolTip = ShellText::tr("Copy what the engine says of the actor")},
          .what = ShellText::tr("Record"),
          .separator = u"\n"_s,
          .textOf = [](const Endpoint &, const manager::Actor &a) { return snippets::recordJson(a); }});
}

void ActorCopyCommands::makeCodeCommands(ActionRegistry &registry)
{
    const auto makeCode = [this, &registry](const QString &id, const QString &text, QLatin1StringView icon,
                                            const QString &toolTip, const QString &what,
                                            const TextOf &textOf) {
        make(registry, {.command = {.id = id, .text = text, .icon = icon, .toolTip = toolTip},
                        .what = what,
                        .separator = u"\n\n"_s,
                        .textOf = textOf});
    };
    makeCode(u"actor.copyAsCode"_s, ShellText::tr("Copy Client &Code"), "code-slash"_L1,
             ShellText::tr("Copy TypeScript that reaches the actor"), ShellText::tr("Client code"),
             [](const Endpoint &e, const manager::Actor &a) { return snippets::typeScript(e, a); });
    const QString command = ShellText::tr("cURL command");
    makeCode(u"actor.copyAsCurlRecord"_s, ShellText::tr("Copy c&URL for the Record"), "terminal"_L1,
             ShellText::tr("Copy a shell command that reads the record"), command,
             [](const Endpoint &e, const manager::Actor &a) { return snippets::curlRecord(e, a); });
    makeCode(u"actor.copyAsCurlState"_s, ShellText::tr("Copy cURL for the &State"), "terminal"_L1,
             ShellText::tr("Copy shell commands that read the state; they wake the actor"), command,
             [](const Endpoint &e, const manager::Actor &a) { return snippets::curlState(e, a); });
    makeCode(u"actor.copyAsCurlAction"_s, ShellText::tr("Copy cURL for an &Action"), "terminal"_L1,
             ShellText::tr("Copy a shell command that calls an action; it wakes the actor"), command,
             [this](const Endpoint &e, const manager::Actor &a) {
                 return snippets::curlAction(e, a, actionName());
             });
}

void ActorCopyCommands::copy(const CopySpec &spec)
{
    if (!m_targets.connection)
        return;
    QStringList texts;
    for (const manager::Actor &actor : m_targets.records())
        texts.append(spec.textOf(m_targets.connection->http().endpoint(), actor));
    QApplication::clipboard()->setText(texts.join(spec.separator));
    emit copied(spec.what);
}

QString ActorCopyCommands::actionName() const
{
    const ActorSession *session = m_targets.one();
    return session && !session->actions().isEmpty() ? session->actions().constFirst() : u"myAction"_s;
}

void ActorCopyCommands::setTargets(const ActorTargets &targets)
{
    m_targets = targets;
    const std::vector<manager::Actor> records = targets.records();
    const QString none =
        records.empty() || !targets.connection ? ShellText::tr("No actor is chosen.") : QString();
    for (QAction *command : std::as_const(m_commands))
        setDisabledReason(command, none);
    const bool hasKey =
        std::ranges::any_of(records, [](const manager::Actor &actor) { return actor.key.has_value(); });
    setDisabledReason(m_key, hasKey ? none : ShellText::tr("The actor has no key."));
}

} // namespace rove::ui
