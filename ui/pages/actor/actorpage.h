// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/actor/actorheader.h"
#include "ui/widgets/navigationlist.h"

class QStackedWidget;

namespace rove::ui {

class EmptyState;
class MessageBar;

/// One actor: its header, a rail of sections and the section chosen. Sections are added by the shell, as no
/// page knows another. Without a session it says so. The session belongs to the caller. GUI thread.
class ActorPage : public QWidget {
    Q_OBJECT
public:
    explicit ActorPage(ActorHeader::ToneOf toneOf, QWidget *parent = nullptr);

    void setSession(ActorSession *session);
    void setCommands(const QList<QAction *> &commands) { m_header->setCommands(commands); }

    /// Takes the section's page; in order of the calls.
    void addSection(const NavigationItem &item, QWidget *page);
    [[nodiscard]] QStringList sections() const { return m_rail->ids(); }
    [[nodiscard]] QString currentSection() const { return m_rail->currentId(); }
    bool showSection(const QString &id);
    /// The rail shows icons only when there is little room.
    void setRailCollapsed(bool collapsed) { m_rail->setCollapsed(collapsed); }

    [[nodiscard]] ActorHeader *header() const { return m_header; }
    [[nodiscard]] NavigationList *rail() const { return m_rail; }
    /// For what commands on this actor have to say.
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }

signals:
    void sectionChanged(const QString &id);

private:
    ActorHeader *m_header;
    MessageBar *m_message;
    NavigationList *m_rail;
    QStackedWidget *m_sections;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QList<NavigationItem> m_items;
};

} // namespace rove::ui
