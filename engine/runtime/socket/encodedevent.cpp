// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/socket/encodedevent.h"

#include "protocol/base/cbor.h"

#include <algorithm>

namespace rove::runtime {

EncodedEvent::EncodedEvent(QString name, const QCborArray &arguments)
    : m_name(std::move(name))
    , m_arguments(arguments)
{}

const Result<QByteArray> &EncodedEvent::as(client::Encoding encoding, int version)
{
    const auto found = std::ranges::find_if(
        m_forms, [&](const Form &form) { return form.encoding == encoding && form.version == version; });
    if (found != m_forms.end())
        return found->bytes;
    const client::v4::ToClient event =
        client::v4::Event{.name = m_name, .args = cbor::encodeCompat(m_arguments)};
    m_forms.push_back(
        {.encoding = encoding, .version = version, .bytes = client::encode(event, encoding, version)});
    return m_forms.back().bytes;
}

} // namespace rove::runtime
