// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actions/actioncall.h"

namespace rove::ui {

ActionCall::ActionCall(ActorSession &session)
    : QObject(&session)
    , m_session(session)
{}

ActionCall *ActionCall::of(ActorSession &session)
{
    auto *call = session.findChild<ActionCall *>(Qt::FindDirectChildrenOnly);
    return call ? call : new ActionCall(session);
}

void ActionCall::run(const QString &action, const QCborArray &arguments)
{
    const int number = ++m_number;
    m_action = action;
    m_isRunning = true;
    m_answer.reset();
    m_clock.start();
    emit changed();
    m_session.callAction(action, arguments).then(this, [this, number](const Result<ActionResult> &answer) {
        if (number == m_number && m_isRunning)
            finish(answer);
    });
}

void ActionCall::cancel()
{
    if (m_isRunning)
        finish(failure(ErrorCode::ClientCancelled));
}

void ActionCall::finish(Result<ActionResult> answer)
{
    m_duration = answer ? answer->duration : duration();
    m_isRunning = false;
    m_answer = std::move(answer);
    emit changed();
}

std::chrono::microseconds ActionCall::duration() const
{
    if (!m_isRunning)
        return m_duration;
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::nanoseconds(m_clock.nsecsElapsed()));
}

} // namespace rove::ui
