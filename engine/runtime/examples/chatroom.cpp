// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/examples/chatroom.h"

#include "engine/runtime/actorcontext.h"

#include <QtCore/QDateTime>

namespace rove::runtime::examples {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto topicLifetime = 24h;

/// A user error if the text is empty or too long.
Result<> checkText(const QString &what, const QString &text, qsizetype lengthMax)
{
    if (text.trimmed().isEmpty())
        return userError(what % u" must not be empty"_s, u"invalid_text"_s);
    if (text.size() > lengthMax)
        return userError(u"%1 may have at most %2 characters"_s.arg(what).arg(lengthMax), u"invalid_text"_s);
    return {};
}

} // namespace

Result<> ChatRoom::onCreate(const QCborValue &input)
{
    m_title = input.toMap().value(u"title"_s).toString(context().key().join(u' '));
    return {};
}

ActionResult ChatRoom::send(const QString &from, const QString &text)
{
    TRY(checkText(u"The sender"_s, from, nameLengthMax));
    TRY(checkText(u"The text"_s, text, textLengthMax));
    const qint64 lastId = m_messages.isEmpty() ? 0 : m_messages.last().id;
    const ChatMessage sent{
        .id = lastId + 1, .from = from, .text = text, .at = QDateTime::currentMSecsSinceEpoch()};
    if (m_messages.size() == messageCountMax)
        m_messages.removeFirst();
    m_messages.append(sent);
    emit message(sent);
    return sent;
}

QList<ChatMessage> ChatRoom::history() const
{
    return m_messages;
}

ActionResult ChatRoom::setTopic(const QString &topic)
{
    TRY(checkText(u"The topic"_s, topic, textLengthMax));
    for (const ScheduledAction &old : std::vector(context().schedules()))
        context().cancelSchedule(old.id);
    TRY(context().scheduleAfter(topicLifetime, u"expireTopic"_s));
    changeTopic(topic);
    return {};
}

void ChatRoom::expireTopic()
{
    changeTopic({});
}

void ChatRoom::changeTopic(const QString &topic)
{
    m_topic = topic;
    emit topicChanged(topic);
}

} // namespace rove::runtime::examples
