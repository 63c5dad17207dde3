// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/examples/chatmessage.h"

#include <QtCore/QList>

namespace rove::runtime::examples {

/// A room that remembers its latest messages and forgets the topic after a day. Its key names it: the room
/// with the key
/// `["rust"]` starts with the title "rust".
class ChatRoom : public Actor {
    Q_OBJECT
    Q_PROPERTY(QString title MEMBER m_title)
    Q_PROPERTY(QString topic MEMBER m_topic)
    Q_PROPERTY(QList<ChatMessage> messages MEMBER m_messages)

public:
    static constexpr qsizetype messageCountMax = 50;
    static constexpr qsizetype nameLengthMax = 40;
    static constexpr qsizetype textLengthMax = 500;

    Result<> onCreate(const QCborValue &input) override;

    /// Gives the message as the room keeps it.
    Q_INVOKABLE ActionResult send(const QString &from, const QString &text);
    /// Oldest first.
    Q_INVOKABLE QList<ChatMessage> history() const;
    Q_INVOKABLE ActionResult setTopic(const QString &topic);
    /// What the room schedules for itself.
    Q_INVOKABLE void expireTopic();

signals:
    void message(const ChatMessage &message);
    void topicChanged(const QString &topic);

private:
    void changeTopic(const QString &topic);

    QString m_title;
    QString m_topic;
    QList<ChatMessage> m_messages;
};

} // namespace rove::runtime::examples
