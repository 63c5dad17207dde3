// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actor/actorheader.h"

#include "ui/models/actorlabel.h"
#include "ui/pages/actor/actortext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statusbadge.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

using namespace Qt::StringLiterals;

namespace rove::ui {

ActorHeader::ActorHeader(ToneOf toneOf, QWidget *parent)
    : QWidget(parent)
    , m_toneOf(std::move(toneOf))
    , m_status(new StatusBadge(StatusBadge::Size::Large))
    , m_name(new QLabel)
    , m_key(new ElidedLabel)
    , m_explanation(new ElidedLabel)
    , m_buttons(new QHBoxLayout)
{
    m_name->setFont(fonts::title());
    m_name->setTextFormat(Qt::PlainText);
    m_explanation->setForegroundRole(QPalette::PlaceholderText);
    m_explanation->setElideMode(Qt::ElideRight);
    m_buttons->setSpacing(metrics::space1);

    auto *line = new QHBoxLayout;
    line->setSpacing(metrics::space2);
    line->addWidget(m_name);
    line->addWidget(m_key, 1);
    line->addLayout(m_buttons);
    auto *state = new QHBoxLayout;
    state->setSpacing(metrics::space2);
    state->addWidget(m_status);
    state->addWidget(m_explanation, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addLayout(line);
    layout->addLayout(state);
    refresh();
}

void ActorHeader::setSession(ActorSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &ActorSession::recordChanged, this, &ActorHeader::refresh);
        connect(session, &ActorSession::phaseChanged, this, &ActorHeader::refresh);
    }
    refresh();
}

void ActorHeader::setCommands(const QList<QAction *> &commands)
{
    for (QAction *command : commands)
        m_buttons->addWidget(new CommandButton(command));
}

QString ActorHeader::explanation() const
{
    return m_explanation->text();
}

void ActorHeader::refresh()
{
    const bool hasRecord = m_session && m_session->record();
    m_status->setVisible(hasRecord);
    if (!hasRecord) {
        m_name->setText(m_session ? m_session->actorId() : QString());
        m_key->setText({});
        m_explanation->setText({});
        return;
    }
    const manager::Actor &actor = *m_session->record();
    m_name->setText(actor.name);
    m_key->setText(actorKeyText(actor));
    m_status->setStatus(m_toneOf(m_session->status()), statusWord(m_session->status()));
    m_explanation->setText(statusExplanation(actor));
}

} // namespace rove::ui
