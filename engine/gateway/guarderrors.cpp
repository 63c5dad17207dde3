// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/guarderrors.h"

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

const QString waitingForStart = u"waiting_for_response_start"_s;

Error guardError(const QString &code, const QString &message, const QCborMap &metadata)
{
    return Error::fromWire(u"guard"_s, code, message, metadata);
}

} // namespace

Error requestAborted()
{
    return guardError(u"tunnel_request_aborted"_s,
                      u"Actor tunnel aborted the request during %1."_s.arg(waitingForStart),
                      {{u"phase"_s, waitingForStart}});
}

Error actorStopped(ActorId actorId)
{
    return {.code = ErrorCode::GuardActorStoppedWhileWaiting,
            .message = u"Actor %1 stopped during %2."_s.arg(actorId.toString(), waitingForStart),
            .metadata = {{u"actor_id"_s, actorId.toString()}, {u"phase"_s, waitingForStart}}};
}

Error responseStartTimedOut(std::chrono::milliseconds timeout)
{
    const QString phase = u"response_start"_s;
    return guardError(u"gateway_response_start_timeout"_s,
                      u"Timed out during %1 after %2 ms."_s.arg(phase, QString::number(timeout.count())),
                      {{u"phase"_s, phase}, {u"timeout_ms"_s, static_cast<qint64>(timeout.count())}});
}

Error retriesExceeded(int attemptCount, int lastStatus, const QString &lastError)
{
    const QString target = u"custom_serve"_s;
    return guardError(u"retry_attempts_exceeded"_s,
                      u"All %1 retry attempts failed for %2. Last status: %3. Last error: %4."_s.arg(
                          QString::number(attemptCount), target, QString::number(lastStatus), lastError),
                      {{u"attempts"_s, attemptCount},
                       {u"last_error_code"_s, lastError},
                       {u"last_status"_s, QString::number(lastStatus)},
                       {u"last_target_kind"_s, target}});
}

int guardStatus(const QString &code)
{
    if (code == "retry_attempts_exceeded"_L1)
        return 502;
    if (code == "tunnel_request_aborted"_L1)
        return 503;
    return code == "gateway_response_start_timeout"_L1 ? 504 : 400;
}

} // namespace rove::gateway
