// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorstatus.h"
#include "ui/models/namespaceoverview.h"
#include "ui/pages/overview/overviewcard.h"

#include <QtCore/QPointer>
#include <QtWidgets/QScrollArea>

#include <functional>

class QBoxLayout;
class QLabel;

namespace rove::ui {

class EmptyState;
class StackedBar;

/// A namespace at a glance: how its actors are, which fail, what is wrong, its pools, its types, where the
/// user was last. Every row leads to what it tells of. Shows whatever overview it is given, none included; it
/// belongs to the caller. GUI thread.
class OverviewPage : public QScrollArea {
    Q_OBJECT
public:
    using ToneOf = std::function<Tone(ActorStatus)>;

    explicit OverviewPage(ToneOf toneOf, QWidget *parent = nullptr);

    void setOverview(NamespaceOverview *overview);
    /// What the page says about where this is: the namespace, and the engine below it.
    void setPlace(const QString &name, const QString &description);
    /// Actors that were open last: id and what they are called.
    void setRecent(const QList<std::pair<QString, QString>> &actors);
    /// Offered where nothing is connected and where there are no actors.
    void setCommands(QAction *connectCommand, QAction *create);

    [[nodiscard]] OverviewCard *failingCard() const { return m_failing; }
    [[nodiscard]] OverviewCard *problemCard() const { return m_problems; }
    [[nodiscard]] OverviewCard *typeCard() const { return m_types; }
    [[nodiscard]] OverviewCard *poolCard() const { return m_pools; }
    [[nodiscard]] OverviewCard *recentCard() const { return m_recent; }
    [[nodiscard]] StackedBar *statusBar() const { return m_bar; }

signals:
    void actorChosen(const QString &actorId);
    /// Show the actors that match this filter; empty for all.
    void filterRequested(const QString &filter);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeLayout();
    void refresh();
    void showActors();
    void showFailing();
    void showProblems();
    void showTypes();
    void showPools();
    void updateColumns();

    ToneOf m_toneOf;
    QPointer<NamespaceOverview> m_overview;
    QAction *m_connect = nullptr;
    QAction *m_create = nullptr;
    QLabel *m_title;
    QLabel *m_description;
    QWidget *m_cards;
    EmptyState *m_empty;
    QBoxLayout *m_columns = nullptr;
    Card *m_actors;
    StackedBar *m_bar;
    OverviewCard *m_failing;
    OverviewCard *m_problems;
    OverviewCard *m_types;
    OverviewCard *m_pools;
    OverviewCard *m_recent;
};

} // namespace rove::ui
