// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/eventstream.h"

#include "protocol/base/limits.h"

#include <utility>

namespace rove::tunnel {
namespace {

using namespace Qt::StringLiterals;

/// The longest that Rivet's platforms send is an id of thirty characters in base64 (spec/runner-envoy.md 6).
constexpr qsizetype eventBytesMax = 64 * limits::kibi;

} // namespace

Result<std::vector<StreamEvent>> EventStream::feed(QByteArrayView bytes)
{
    std::vector<StreamEvent> events;
    for (const char byte : bytes) {
        const bool belongsToReturn = std::exchange(m_wasReturn, byte == '\r') && byte == '\n';
        if (belongsToReturn)
            continue;
        if (byte == '\r' || byte == '\n') {
            takeLine(events);
            continue;
        }
        m_line += byte;
        if (m_line.size() + m_event.data.size() > eventBytesMax)
            return failure(ErrorCode::ClientProtocol,
                           u"An event has more than %1 bytes."_s.arg(eventBytesMax));
    }
    return events;
}

void EventStream::takeLine(std::vector<StreamEvent> &events)
{
    const QByteArray line = std::exchange(m_line, {});
    if (line.isEmpty()) {
        StreamEvent event = std::exchange(m_event, {});
        if (std::exchange(m_hasData, false) || !event.name.isEmpty())
            events.push_back(std::move(event));
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return takeField(line, {});
    const bool hasSpace = line.sliced(colon + 1).startsWith(' ');
    takeField(line.first(colon), line.sliced(colon + (hasSpace ? 2 : 1)));
}

void EventStream::takeField(const QByteArray &name, const QByteArray &value)
{
    if (name == "event") {
        m_event.name = value;
    } else if (name == "data") {
        if (std::exchange(m_hasData, true))
            m_event.data += '\n';
        m_event.data += value;
    }
}

} // namespace rove::tunnel
