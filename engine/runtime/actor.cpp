// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actor.h"

#include "engine/runtime/completed.h"
#include "engine/runtime/workflow/workflow.h"
#include "protocol/base/ensure.h"

namespace rove::runtime {

ActorContext &Actor::context() const
{
    ENSURE(m_context);
    return *m_context;
}

QFuture<Result<>> Actor::onMigrate(Transaction &)
{
    return completed<void>({});
}

Result<> Actor::onCreate(const QCborValue &)
{
    return {};
}

Result<> Actor::onWake()
{
    return {};
}

void Actor::onSleep() {}

void Actor::onDestroy() {}

WorkflowTask<> Actor::run(WorkflowContext &)
{
    return {};
}

Result<> Actor::onBeforeConnect(const QCborValue &)
{
    return {};
}

QCborValue Actor::createConnectionState(const QCborValue &)
{
    return QCborValue(QCborValue::Undefined);
}

void Actor::onConnect(Connection &) {}

void Actor::onDisconnect(Connection &) {}

bool Actor::canPublish(const QString &, Connection &)
{
    return true;
}

Result<HttpResponse> Actor::onRequest(const HttpRequest &)
{
    return HttpResponse{.status = 404};
}

Result<> Actor::onWebSocket(WebSocket &)
{
    return failure(ErrorCode::GuardWebsocketNotSupported);
}

} // namespace rove::runtime
