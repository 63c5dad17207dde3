// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actions/actioncall.h"

#include "ui/models/valueextent.h"
#include "ui/pages/actions/jsliteral.h"
#include "ui/widgets/valuekind.h"

#include <QtCore/QStringBuilder>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr qsizetype textLengthMax = 300;

} // namespace

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
    m_arguments = arguments;
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
    remember();
    emit changed();
}

void ActionCall::remember()
{
    const bool isSmall = extentOf(QCborValue(m_arguments)).bytes <= argumentBytesMax;
    PastCall call{.action = m_action,
                  .arguments = isSmall ? std::optional(m_arguments) : std::nullopt,
                  .text = QString(m_action % u'(' % (isSmall ? jsArguments(m_arguments) : u"…"_s) % u')'),
                  .answer = *m_answer
                                ? displayText((*m_answer)->output)
                                : QString(m_answer->error().wireName() % u": "_s % m_answer->error().message),
                  .hasFailed = !*m_answer,
                  .duration = m_duration,
                  .endedAt = QDateTime::currentDateTime()};
    call.text.truncate(textLengthMax);
    call.answer.truncate(textLengthMax);
    m_past.push_front(std::move(call));
    if (m_past.size() > pastCountMax)
        m_past.pop_back();
    m_arguments = {};
    emit pastChanged();
}

std::chrono::microseconds ActionCall::duration() const
{
    if (!m_isRunning)
        return m_duration;
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::nanoseconds(m_clock.nsecsElapsed()));
}

} // namespace rove::ui
