// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actoreventlog.h"
#include "ui/models/statehistory.h"
#include "ui/shell/connection.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QVariantMap>

#include <memory>

namespace rove::ui {

class ReplSession;
class ReplStore;

/// An actor that a window has open, with everything about it that outlives showing another one: its session,
/// the versions of its state, its events, its REPL, and what each page looked like. The pages themselves are
/// the window's and only look at it. It shares the connection, so it can move to another window as it is.
/// Owned by OpenActors; GUI thread.
class OpenActor : public QObject {
    Q_OBJECT
public:
    /// Where it keeps what outlives it.
    struct Stores {
        /// For versions of states; null keeps them in memory.
        QString historyFolder = {};
        /// Null where there is no REPL. Outlives the actor.
        ReplStore *repl = nullptr;
        /// How pages look before they showed the actor.
        QVariantMap firstViews = {};
    };

    /// `label` is what it is called until its record is here.
    OpenActor(std::shared_ptr<Connection> connection, QString actorId, const Stores &stores,
              QString label = {});
    ~OpenActor() override;

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] const std::shared_ptr<Connection> &connection() const { return m_connection; }
    [[nodiscard]] ActorSession &session() { return *m_session; }
    [[nodiscard]] StateHistory &history() { return *m_history; }
    [[nodiscard]] ActorEventLog &events() { return *m_events; }
    /// Made when it is first asked for, as it has a thread; null without a store.
    [[nodiscard]] ReplSession *repl();
    /// What is typed in the REPL and not run.
    [[nodiscard]] QString replDraft() const;
    void setReplDraft(const QString &draft);
    /// What people call it.
    [[nodiscard]] QString label() const;
    [[nodiscard]] ActorStatus status() const { return m_session->status(); }
    [[nodiscard]] bool isModified() const { return m_session->document().isModified(); }

    /// A preview makes room for the next actor that is looked at.
    [[nodiscard]] bool isPreview() const { return m_isPreview; }
    void setPreview(bool preview);
    /// When it was shown last.
    [[nodiscard]] QDateTime usedAt() const { return m_usedAt; }
    void touch() { m_usedAt = QDateTime::currentDateTimeUtc(); }

    /// What a page looked like when it showed this actor last, by the page's id.
    [[nodiscard]] QVariantMap view(const QString &pageId) const { return m_views.value(pageId).toMap(); }
    void setView(const QString &pageId, const QVariantMap &view);
    [[nodiscard]] const QVariantMap &views() const { return m_views; }
    void setViews(const QVariantMap &views) { m_views = views; }
    /// The section that was shown last.
    [[nodiscard]] const QString &section() const { return m_section; }
    void setSection(const QString &id) { m_section = id; }

signals:
    /// Label, status or edits are new.
    void changed();

private:
    // The session asks through the connection, so it goes first.
    std::shared_ptr<Connection> m_connection;
    QString m_id;
    QString m_label;
    Stores m_stores;
    std::unique_ptr<ActorSession> m_session;
    std::unique_ptr<StateHistory> m_history;
    std::unique_ptr<ActorEventLog> m_events;
    std::unique_ptr<ReplSession> m_repl;
    QString m_replDraft;
    bool m_isPreview = true;
    QDateTime m_usedAt;
    QVariantMap m_views;
    QString m_section;
};

} // namespace rove::ui
