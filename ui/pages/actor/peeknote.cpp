// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actor/peeknote.h"

#include "ui/pages/actor/actortext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/relativetime.h"

#include <QtGui/QAction>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace rove::ui {

using Phase = ActorSession::Phase;

PeekNote::PeekNote(QWidget *parent)
    : QFrame(parent)
    , m_icon(new IconLabel)
    , m_text(new ElidedLabel)
    , m_age(new RelativeTimeLabel)
{
    m_text->setElideMode(Qt::ElideRight);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_age->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_age);
    hide();
}

void PeekNote::setWakeCommand(QAction *wake)
{
    delete std::exchange(m_button, nullptr);
    if (!wake)
        return;
    // Its own words: here waking is what one may do to see more, not what one came for.
    auto *button = new QPushButton(ActorText::tr("Wake to Refresh"));
    const auto follow = [button, wake] {
        button->setEnabled(wake->isEnabled());
        button->setToolTip(wake->toolTip());
    };
    connect(wake, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, wake, &QAction::trigger);
    follow();
    m_button = button;
    layout()->addWidget(button);
    refresh();
}

void PeekNote::setSession(ActorSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &ActorSession::phaseChanged, this, &PeekNote::refresh);
        connect(session, &ActorSession::recordChanged, this, &PeekNote::refresh);
    }
    refresh();
}

QString PeekNote::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void PeekNote::refresh()
{
    const bool isAsleep = m_session && m_session->phase() == Phase::Asleep;
    const bool isStale = m_session && m_session->phase() == Phase::Stale;
    setVisible(isAsleep || isStale);
    if (!isAsleep && !isStale)
        return;
    const bool wasHeard = m_session->heardAt().isValid();
    QString text;
    if (isStale)
        text = wasHeard ? ActorText::tr("Not connected. What is shown was heard before that:")
                        : ActorText::tr("Not connected, and nothing was heard of its inside yet.");
    else
        text =
            wasHeard
                ? ActorText::tr("Not running; looking does not wake it. What is shown is from before:")
                : ActorText::tr("Not running, and nothing was heard of its inside yet. Looking does not wake "
                                "it.");
    m_text->setText(text);
    m_age->setTime(m_session->heardAt());
    m_age->setVisible(wasHeard);
    if (isAsleep)
        m_icon->setIcon("eye"_L1, ColorRole::Muted);
    else
        m_icon->setIcon("wifi-off"_L1, ColorRole::Warning);
    if (m_button)
        m_button->setVisible(isAsleep);
}

} // namespace rove::ui
