// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/style/tone.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <functional>

class QLabel;
class QToolButton;

namespace rove::ui {

class ActorEventLog;
class CommandRow;
class ElidedLabel;
class FactChips;
class LifecycleStrip;
class StatusBadge;

/// The top of an actor's page: what it is called, how it is and why, where it runs, its life so far, and the
/// commands for it, which move into a menu where there is little room. Follows the session and the log, which
/// belong to the caller. GUI thread.
class ActorHeader : public QWidget {
    Q_OBJECT
public:
    using ToneOf = std::function<Tone(ActorStatus)>;

    explicit ActorHeader(ToneOf toneOf, QWidget *parent = nullptr);

    void setSession(ActorSession *session);
    /// What has been seen of its life; without it, only what the record remembers is shown.
    void setLog(ActorEventLog *log);
    /// Shown as buttons at the right end; they belong to the caller.
    void setCommands(const QList<QAction *> &commands);
    /// Beside the status: why it is so.
    void setExplainCommand(QAction *explain);
    /// Two lines instead of four, where height is scarce: without the chips and the strip.
    void setFolded(bool isFolded);
    [[nodiscard]] QString explanation() const;
    [[nodiscard]] StatusBadge *statusBadge() const { return m_status; }
    [[nodiscard]] CommandRow *commandRow() const { return m_commands; }
    [[nodiscard]] FactChips *chips() const { return m_chips; }
    [[nodiscard]] LifecycleStrip *strip() const { return m_strip; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void refreshStatus();
    void refreshLife();
    void fitCommands();

    ToneOf m_toneOf;
    QPointer<ActorSession> m_session;
    QPointer<ActorEventLog> m_log;
    StatusBadge *m_status;
    ElidedLabel *m_name;
    ElidedLabel *m_key;
    ElidedLabel *m_explanation;
    QToolButton *m_explain;
    CommandRow *m_commands;
    FactChips *m_chips;
    LifecycleStrip *m_strip;
    bool m_isFolded = false;
    /// Runs while something counts down.
    QTimer m_countdown;
};

} // namespace rove::ui
