// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/actor/actorheader.h"
#include "ui/widgets/navigationlist.h"

#include <QtCore/QVariantMap>

class QStackedWidget;

namespace rove::ui {

class EmptyState;
class MessageBar;
class PeekNote;
class StatusDialog;

/// One actor: its header, a rail of sections and the section chosen. Sections are added by the shell, as no
/// page knows another. Without a session it says so. The session and the log belong to the caller. Choosing a
/// sleeping actor asks nothing of it. GUI thread.
class ActorPage : public QWidget {
    Q_OBJECT
public:
    explicit ActorPage(ActorHeader::ToneOf toneOf, QWidget *parent = nullptr);

    void setSession(ActorSession *session);
    /// For the timeline of the actor's life; null for what the record remembers.
    void setLog(ActorEventLog *log) { m_header->setLog(log); }
    /// For the header and for advice; the one called `actor.wake` also for what is shown of a sleeping actor.
    void setCommands(const QList<QAction *> &commands);
    /// The page's own: `actor.explain`, `actor.lifecycle`.
    [[nodiscard]] QList<QAction *> commands() const { return {m_explain, m_lifecycle}; }

    /// Takes the section's page; in order of the calls.
    void addSection(const NavigationItem &item, QWidget *page);
    [[nodiscard]] QStringList sections() const { return m_rail->ids(); }
    [[nodiscard]] QString currentSection() const { return m_rail->currentId(); }
    bool showSection(const QString &id);
    /// A number or a word beside a section's name; empty for none. Those of the sections `connections`,
    /// `queue` and `schedules` follow the actor by themselves.
    void setSectionBadge(const QString &id, const QString &text);
    /// Marks what this actor does not have with a dash and says why; an empty reason takes that back.
    void setSectionUnavailable(const QString &id, const QString &reason);
    /// The rail shows icons only when there is little room.
    void setRailCollapsed(bool collapsed);

    [[nodiscard]] QVariantMap saveView() const;
    void restoreView(const QVariantMap &view);

    [[nodiscard]] ActorHeader *header() const { return m_header; }
    [[nodiscard]] NavigationList *rail() const { return m_rail; }
    [[nodiscard]] PeekNote *peekNote() const { return m_peek; }
    /// For what commands on this actor have to say.
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }

signals:
    void sectionChanged(const QString &id);
    void copied(const QString &what);
    /// The explanation of the status opens; for who wants to know it.
    void explaining(rove::ui::StatusDialog *dialog);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void explain();
    void showLifecycle();
    void updateBadges();
    void updateRail();

    ActorHeader::ToneOf m_toneOf;
    QPointer<ActorSession> m_session;
    QList<QAction *> m_commands;
    QAction *m_explain;
    QAction *m_lifecycle;
    ActorHeader *m_header;
    PeekNote *m_peek;
    MessageBar *m_message;
    NavigationList *m_rail;
    QStackedWidget *m_sections;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QList<NavigationItem> m_items;
    bool m_isRailCollapsed = false;
};

} // namespace rove::ui
