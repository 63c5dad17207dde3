// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <vector>

namespace rove::tunnel {

/// One event of a stream.
struct StreamEvent {
    QByteArray name; ///< Empty for none.
    QByteArray data; ///< Its lines, joined by line feeds.

    friend bool operator==(const StreamEvent &, const StreamEvent &) = default;
};

/// Takes a stream of server-sent events apart as it comes (WHATWG HTML 9.2.6): fields `event` and `data`, all
/// three kinds of line ends, comments. Holds one event, whose size is bounded. A value.
class EventStream {
public:
    /// The events that `bytes` completes; `ClientProtocol` if one grows too long, and the stream is lost
    /// then.
    [[nodiscard]] Result<std::vector<StreamEvent>> feed(QByteArrayView bytes);

private:
    void takeLine(std::vector<StreamEvent> &events);
    void takeField(const QByteArray &name, const QByteArray &value);

    QByteArray m_line;
    StreamEvent m_event;
    bool m_hasData = false;
    bool m_wasReturn = false; ///< The last byte ended a line, and a line feed after it belongs to it.
};

} // namespace rove::tunnel
