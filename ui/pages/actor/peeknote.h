// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"

#include <QtCore/QPointer>
#include <QtWidgets/QFrame>

namespace rove::ui {

class ElidedLabel;
class IconLabel;
class RelativeTimeLabel;

/// A quiet line above an actor that is not being heard: what is shown is from then, and looking changes
/// nothing; waking it is a choice. Hidden while the actor is live. Follows the session, which belongs to the
/// caller, and asks for nothing. GUI thread.
class PeekNote : public QFrame {
    Q_OBJECT
public:
    explicit PeekNote(QWidget *parent = nullptr);

    void setSession(ActorSession *session);
    /// What the button does; the action belongs to the caller.
    void setWakeCommand(QAction *wake);
    [[nodiscard]] QString text() const;

private:
    void refresh();

    QPointer<ActorSession> m_session;
    IconLabel *m_icon;
    ElidedLabel *m_text;
    RelativeTimeLabel *m_age;
    QWidget *m_button = nullptr;
};

} // namespace rove::ui
