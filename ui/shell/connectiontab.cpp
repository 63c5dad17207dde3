// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiontab.h"

#include "ui/shell/workspace.h"

#include <QtCore/QUuid>

using namespace Qt::StringLiterals;

namespace rove::ui {

ConnectionTab::ConnectionTab(ConnectionTarget target, Workspace &workspace)
    : m_workspace(workspace)
    , m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_target(std::move(target))
    , m_view(u"actors"_s)
{
    Settings &settings = workspace.settings();
    settings.follow(setting::openActorCount, this, [this](int count) { m_actors.setCountMax(count); });
    settings.follow(setting::keepHistory, this, [this](bool) { updateStores(); });
    settings.follow(setting::stateView, this, [this](int) { updateStores(); });
    settings.follow(setting::previewMinutes, this,
                    [this](int minutes) { m_actors.setPreviewLife(std::chrono::minutes(minutes)); });
    settings.follow(setting::listSeconds, this, [this](int seconds) {
        if (m_connection)
            m_connection->actors().setRefreshInterval(std::chrono::seconds(seconds));
    });
    connect(this, &ConnectionTab::connectionChanged, this, [this, &settings] {
        if (m_connection)
            m_connection->actors().setRefreshInterval(
                std::chrono::seconds(settings.get(setting::listSeconds)));
    });
}

ConnectionTab::ConnectionTab(std::shared_ptr<Connection> connection, Workspace &workspace)
    : ConnectionTab(connection->target(), workspace)
{
    m_connection = std::move(connection);
}

void ConnectionTab::updateStores()
{
    const Settings &settings = m_workspace.settings();
    const bool keepsHistory = settings.get(setting::keepHistory);
    const QVariantMap state{{u"mode"_s, settings.get(setting::stateView)}};
    m_actors.setStores({.historyFolder = keepsHistory ? m_workspace.historyFolder() : QString(),
                        .repl = &m_workspace.repl(),
                        .firstViews = {{u"state"_s, state}}});
}

ConnectionTab::~ConnectionTab()
{
    close();
}

void ConnectionTab::open()
{
    if (m_connection)
        return;
    m_connection = std::make_shared<Connection>(m_target);
    m_connection->keepIn(m_workspace.folder());
    m_workspace.watch(*m_connection);
    m_connection->start();
    emit connectionChanged();
    openRestored();
}

void ConnectionTab::replace(const ConnectionTarget &target)
{
    close();
    m_target = target;
    open();
}

void ConnectionTab::moveTo(const ConnectionTarget &target)
{
    const SavedConnection before = describe({.edits = true, .input = true});
    close();
    m_target = target;
    m_restored = before.actors;
    m_restoredCurrent = before.currentActor;
    open();
}

void ConnectionTab::close()
{
    if (!m_connection)
        return;
    emit aboutToDisconnect();
    m_actors.clear();
    m_connection.reset();
    emit connectionChanged();
}

void ConnectionTab::setRestored(const QList<SavedActor> &actors, const QString &current)
{
    m_restored = actors;
    m_restoredCurrent = current;
    openRestored();
}

void ConnectionTab::openRestored()
{
    if (!m_connection)
        return;
    for (const SavedActor &saved : std::exchange(m_restored, {})) {
        std::unique_ptr<OpenActor> actor = m_actors.make(m_connection, saved.id, saved.label);
        actor->setPreview(saved.isPreview);
        actor->setSection(saved.section);
        actor->setViews(saved.views);
        actor->setReplDraft(saved.replDraft);
        if (!saved.draft.isEmpty() && !actor->session().document().restoreDraft(saved.draft))
            qWarning("The edits of the actor %s could not be restored", qPrintable(saved.id));
        m_actors.append(std::move(actor));
    }
    m_actors.setCurrent(std::exchange(m_restoredCurrent, {}));
}

SavedConnection ConnectionTab::describe(const Drafts &drafts)
{
    SavedConnection saved{.target = m_target,
                          .view = m_view,
                          .viewStates = m_viewStates,
                          .actors = m_restored,
                          .currentActor = m_restoredCurrent};
    saved.target.endpoint = m_target.endpoint.withoutSecrets();
    for (int i = 0; i < m_actors.count(); ++i) {
        OpenActor &actor = *m_actors.at(i);
        const StateDocument &document = actor.session().document();
        saved.actors.append({.id = actor.id(),
                             .label = actor.label(),
                             .isPreview = actor.isPreview(),
                             .section = actor.section(),
                             .views = actor.views(),
                             .draft = drafts.edits ? document.saveDraft() : QCborMap(),
                             .replDraft = drafts.input ? actor.replDraft() : QString()});
    }
    if (m_actors.current())
        saved.currentActor = m_actors.current()->id();
    return saved;
}

void ConnectionTab::setTarget(const ConnectionTarget &target)
{
    m_target = target;
}

} // namespace rove::ui
