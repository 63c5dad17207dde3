// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/models/statusadvice.h"
#include "ui/style/tone.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QDialog>

#include <functional>

class QBoxLayout;
class QFormLayout;
class QLabel;
class QTreeWidget;

namespace rove::ui {

class BusyBar;
class Card;
class StatusBadge;

/// Explains an actor's status: the rule that applied, the numbers it was decided by, what to do next with its
/// command, and what led to a crash, link by link. Reads the actor's pool when it opens and whenever the
/// record changes; that never wakes the actor. What could not be read is said. The session and the actions
/// belong to the caller; with the session gone it closes. GUI thread.
class StatusDialog : public QDialog {
    Q_OBJECT
public:
    using ToneOf = std::function<Tone(ActorStatus)>;

    StatusDialog(ActorSession &session, ToneOf toneOf, const QList<QAction *> &commands,
                 QWidget *parent = nullptr);

    [[nodiscard]] const StatusAdvice &advice() const { return m_advice; }
    [[nodiscard]] bool hasReadPool() const { return m_hasReadPool; }

signals:
    void copied(const QString &what);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeLayout();
    void fitHeight();
    void readPool();
    void refresh();
    void showNumbers();
    void showNext();
    void showCauses(const manager::Actor &actor);
    void copyAll();

    QPointer<ActorSession> m_session;
    ToneOf m_toneOf;
    QList<QAction *> m_commands;
    PoolSituation m_pool;
    bool m_hasReadPool = false;
    /// How many of the pool's lists are still awaited.
    int m_awaitedCount = 0;
    StatusAdvice m_advice;
    QTimer m_clock;
    StatusBadge *m_badge;
    QLabel *m_rule;
    BusyBar *m_busy;
    QFormLayout *m_numbers;
    QLabel *m_next;
    QBoxLayout *m_nextRow;
    QWidget *m_nextButton = nullptr;
    Card *m_causesCard;
    QTreeWidget *m_causes;
};

} // namespace rove::ui
