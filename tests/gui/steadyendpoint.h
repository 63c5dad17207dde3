// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scriptedserver.h"
#include "ui/client/endpoint.h"

namespace rove::test {

/// The server under an address that is the same in every run, so that it can be in a picture: the way there
/// is the server itself as a proxy, on the port that the system chose.
inline ui::Endpoint steadyEndpoint(const ScriptedServer &server,
                                   const QString &address = QStringLiteral("http://default@127.0.0.1:6420"))
{
    ui::Endpoint endpoint = ui::Endpoint::parse(address).value();
    endpoint.transport.proxy = {
        .kind = ui::ProxyOptions::Kind::Socks5, .host = QStringLiteral("127.0.0.1"), .port = server.port()};
    return endpoint;
}

} // namespace rove::test
