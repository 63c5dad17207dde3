// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace.h"

#include "ui/models/errortext.h"
#include "ui/shell/foldermove.h"
#include "ui/shell/shelltext.h"

using namespace Qt::StringLiterals;

namespace rove::ui {

namespace {

constexpr auto historyName = "/history"_L1;
constexpr auto destroyedName = "/destroyed"_L1;

/// What earlier versions kept among the settings; moved before anybody reads it.
QString adoptData(const QString &folder, const QString &dataFolder)
{
    if (dataFolder.isEmpty() || dataFolder == folder)
        return folder;
    for (const QLatin1StringView name : {historyName, destroyedName})
        moveFolder(folder % name, dataFolder % name);
    return dataFolder;
}

} // namespace

Workspace::Workspace(const QString &folder, const QString &dataFolder, QObject *parent)
    : QObject(parent)
    , m_dataFolder(adoptData(folder, dataFolder))
    , m_settings(folder)
    , m_layout(folder)
    , m_profiles(folder % "/connections.ini"_L1)
    , m_recent(folder % "/recent.json"_L1)
    , m_destroyed(m_dataFolder % destroyedName)
    , m_profileWatcher(m_profiles)
    , m_repl(folder)
    , m_shortcuts(folder % "/shortcuts.json"_L1)
    , m_layouts(folder % "/layouts.json"_L1)
    , m_appearance(m_settings)
{
    m_settings.follow(setting::notificationCount, this,
                      [this](int count) { m_notifications.setCountMax(count); });
    m_settings.follow(setting::recentCount, this, [this](int count) { m_recent.setCountMax(count); });
    connect(&m_jobs, &JobListModel::jobEnded, this, [this](Job *job) { noteJob(*job); });
    m_settings.follow(setting::findEngines, this,
                      [this](bool enabled) { m_foundEngines.setEnabled(enabled); });
    m_settings.follow(setting::keepReplHistory, this, [this](bool kept) { m_repl.setHistoryKept(kept); });
    m_settings.follow(setting::replEnterRuns, this, [this](bool runs) { m_repl.setEnterRuns(runs); });
    connect(&m_repl, &ReplStore::enterRunsChanged, this,
            [this](bool runs) { m_settings.set(setting::replEnterRuns, runs); });
    m_settings.follow(setting::keepRecent, this, [this](bool kept) { m_recent.setKept(kept); });
}

QString Workspace::historyFolder() const
{
    return m_dataFolder % historyName;
}

void Workspace::setLocalEngine(const LocalEngine &engine)
{
    const LocalEngine before = m_engine;
    m_engine = engine;
    noteEngine(before);
    emit localEngineChanged();
}

void Workspace::noteEngine(const LocalEngine &before)
{
    using State = LocalEngine::State;
    const QString source = ShellText::tr("Local engine");
    if (m_engine.state == State::Failed && m_engine.error)
        m_notifications.add({.level = Notification::Level::Error,
                             .text = errorSentence(*m_engine.error, m_engine.errorTarget),
                             .source = source,
                             .details = errorDetails(*m_engine.error)});
    else if (m_engine.state == State::NotStarted && before.state != State::NotStarted)
        m_notifications.add({.text = ShellText::tr("The local engine has stopped."), .source = source});
}

void Workspace::watch(Connection &connection)
{
    using Phase = EndpointMonitor::Phase;
    connect(&connection.monitor(), &EndpointMonitor::phaseChanged, this,
            [this, &connection, wasLost = false](Phase phase) mutable {
                const EndpointMonitor &monitor = connection.monitor();
                const QString source = connection.target().name;
                if (phase == Phase::Lost && monitor.error()) {
                    wasLost = true;
                    m_notifications.add({.level = Notification::Level::Warning,
                                         .text = ShellText::tr("The connection was lost."),
                                         .source = source,
                                         .details = errorDetails(*monitor.error()),
                                         .reach = Notification::Reach::Desktop});
                } else if (phase == Phase::Online && wasLost) {
                    wasLost = false;
                    m_notifications.add({.level = Notification::Level::Success,
                                         .text = ShellText::tr("The connection is back."),
                                         .source = source});
                }
            });
}

void Workspace::noteJob(const Job &job)
{
    const bool isBad = job.counts().failed > 0;
    m_notifications.add(
        {.level = isBad ? Notification::Level::Error : Notification::Level::Success,
         .text = isBad ? ShellText::tr("The job “%1” ended with %n failure(s).", nullptr, job.counts().failed)
                             .arg(job.title())
                       : ShellText::tr("The job “%1” is done.").arg(job.title()),
         .source = job.target(),
         .reach = Notification::Reach::Desktop});
}

ConnectionTarget Workspace::localTarget() const
{
    return {.name = ShellText::tr("Local engine"),
            .endpoint = m_engine.endpoint.value_or(Endpoint()),
            .isLocalEngine = true};
}

} // namespace rove::ui
