// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/http/responsestream.h"

namespace rove::runtime {

ResponseStream::ResponseStream()
    : m_pipe(std::make_shared<ResponsePipe>())
{}

ResponseStream::~ResponseStream()
{
    m_pipe->onClosed(nullptr);
    m_pipe->onRoom(nullptr);
    m_pipe->abort(QStringLiteral("the actor has dropped the stream"));
}

} // namespace rove::runtime
