// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QMetaType>
#include <QtCore/QObject>
#include <QtCore/QString>

namespace rove::runtime::examples {

/// One message of a chat room. A gadget's properties are its members in the state and in events.
struct ChatMessage {
    Q_GADGET
    Q_PROPERTY(qint64 id MEMBER id)
    Q_PROPERTY(QString from MEMBER from)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(qint64 at MEMBER at)

public:
    qint64 id = 0;
    QString from;
    QString text;
    qint64 at = 0; ///< Unix milliseconds, as Date.now() gives.

    friend bool operator==(const ChatMessage &, const ChatMessage &) = default;
};

} // namespace rove::runtime::examples

Q_DECLARE_METATYPE(rove::runtime::examples::ChatMessage)
