// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/openactor.h"

#include "ui/models/actorlabel.h"
#include "ui/pages/repl/replsession.h"

namespace rove::ui {

OpenActor::OpenActor(std::shared_ptr<Connection> connection, QString actorId, const Stores &stores,
                     QString label)
    : m_connection(std::move(connection))
    , m_id(std::move(actorId))
    , m_label(std::move(label))
    , m_stores(stores)
    , m_session(std::make_unique<ActorSession>(m_connection->http(), m_id))
    , m_history(std::make_unique<StateHistory>(*m_session, stores.historyFolder))
    , m_events(std::make_unique<ActorEventLog>(*m_session))
    , m_usedAt(QDateTime::currentDateTimeUtc())
    , m_views(stores.firstViews)
{
    connect(m_session.get(), &ActorSession::recordChanged, this, [this] {
        // The list asks less often than the actor's page; the two must not contradict each other.
        if (const auto &record = m_session->record(); record && !record->destroyTs)
            m_connection->actors().take(*record);
        emit changed();
    });
    connect(m_session.get(), &ActorSession::phaseChanged, this, &OpenActor::changed);
    connect(&m_session->document(), &StateDocument::editsChanged, this, [this] {
        // What is worked on stays open.
        if (isModified())
            m_isPreview = false;
        emit changed();
    });
    m_session->start();
}

OpenActor::~OpenActor() = default;

QString OpenActor::label() const
{
    if (m_session->record())
        return actorLabel(*m_session->record());
    constexpr qsizetype shortIdLength = 8;
    return m_label.isEmpty() ? m_id.first(std::min(m_id.size(), shortIdLength)) : m_label;
}

ReplSession *OpenActor::repl()
{
    if (!m_repl && m_stores.repl) {
        m_repl = std::make_unique<ReplSession>(*m_session, *m_stores.repl);
        m_repl->setDraft(m_replDraft);
    }
    return m_repl.get();
}

QString OpenActor::replDraft() const
{
    return m_repl ? m_repl->draft() : m_replDraft;
}

void OpenActor::setReplDraft(const QString &draft)
{
    m_replDraft = draft;
    if (m_repl)
        m_repl->setDraft(draft);
}

void OpenActor::setPreview(bool preview)
{
    if (m_isPreview == preview)
        return;
    m_isPreview = preview;
    emit changed();
}

void OpenActor::setView(const QString &pageId, const QVariantMap &view)
{
    if (view.isEmpty())
        m_views.remove(pageId);
    else
        m_views.insert(pageId, view);
}

} // namespace rove::ui
