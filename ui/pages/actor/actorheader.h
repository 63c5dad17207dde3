// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/style/tone.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <functional>

class QBoxLayout;
class QLabel;

namespace rove::ui {

class ElidedLabel;
class StatusBadge;

/// The top of an actor's page: what it is called, how it is and why, and the commands for it. Follows the
/// session, which belongs to the caller. GUI thread.
class ActorHeader : public QWidget {
    Q_OBJECT
public:
    using ToneOf = std::function<Tone(ActorStatus)>;

    explicit ActorHeader(ToneOf toneOf, QWidget *parent = nullptr);

    void setSession(ActorSession *session);
    /// Shown as buttons at the right end; they belong to the caller.
    void setCommands(const QList<QAction *> &commands);
    [[nodiscard]] QString explanation() const;

private:
    void refresh();

    ToneOf m_toneOf;
    QPointer<ActorSession> m_session;
    StatusBadge *m_status;
    QLabel *m_name;
    ElidedLabel *m_key;
    ElidedLabel *m_explanation;
    QBoxLayout *m_buttons;
};

} // namespace rove::ui
