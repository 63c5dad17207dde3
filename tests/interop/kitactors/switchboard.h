// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/socket/socketend.h"

#include <QtCore/QCborArray>
#include <QtCore/QUrlQuery>

#include <vector>

namespace rove::kitactors {

/// Answers raw requests and raw sockets.
class Switchboard : public runtime::Actor {
    Q_OBJECT

public:
    static runtime::ActorOptions options();
    /// Of one whose sockets outlive its sleep.
    static runtime::ActorOptions lastingOptions();

    Result<runtime::HttpResponse> onRequest(const runtime::HttpRequest &request) override;
    Result<> onWebSocket(runtime::WebSocket &socket) override;

    /// How the sockets of this life ended.
    Q_INVOKABLE QCborArray closes() const;
    Q_INVOKABLE void doze();

private:
    runtime::HttpResponse ticks();

    std::vector<runtime::SocketEnd> m_closes;
};

} // namespace rove::kitactors
