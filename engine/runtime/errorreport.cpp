// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/errorreport.h"

#include "protocol/base/cbor.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <array>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;

int statusOf(const Error &error)
{
    if (error.group() == "queue"_L1)
        return 400;
    switch (error.code) {
    case ErrorCode::ActorInvalidRequest:
    case ErrorCode::ActorStateNotEnabled:
    case ErrorCode::MessageIncomingTooLong:
    case ErrorCode::MessageOutgoingTooLong:
        return 400;
    case ErrorCode::AuthForbidden:
        return 403;
    case ErrorCode::ActorNotFound:
    case ErrorCode::ActorActionNotFound:
        return 404;
    case ErrorCode::ActorMethodNotAllowed:
        return 405;
    case ErrorCode::ActorActionTimedOut:
        return 408;
    case ErrorCode::ActorOverloaded:
        return 503;
    default:
        return 500;
    }
}

} // namespace

bool isMeantForClients(const Error &error)
{
    static constexpr std::array codes{"auth.forbidden"_L1,
                                      "actor.not_found"_L1,
                                      "actor.action_not_found"_L1,
                                      "actor.method_not_allowed"_L1,
                                      "actor.action_timed_out"_L1,
                                      "actor.aborted"_L1,
                                      "message.incoming_too_long"_L1,
                                      "message.outgoing_too_long"_L1,
                                      "queue.full"_L1,
                                      "queue.message_too_large"_L1,
                                      "queue.already_completed"_L1,
                                      "queue.complete_not_configured"_L1,
                                      "queue.timed_out"_L1};
    const QString group = error.group();
    return group == "user"_L1 || group == "schedule"_L1 || group == "kv"_L1 ||
           std::ranges::contains(codes, error.wireName());
}

ErrorReport ErrorReport::of(const Error &error)
{
    ErrorReport report{.group = error.group(), .code = error.codeName(), .status = statusOf(error)};
    if (!isMeantForClients(error)) {
        report.message = Error::of(ErrorCode::RivetkitInternalError).message;
        return report;
    }
    report.message = error.message;
    if (!error.metadata.isEmpty())
        report.metadata = cbor::encodeCompat(error.metadata);
    return report;
}

ErrorReport ErrorReport::unreadableRequest()
{
    ErrorReport report = of(Error::of(ErrorCode::InternalError));
    report.status = 400;
    return report;
}

client::v4::HttpResponseError ErrorReport::body(const client::v4::ActorSpecifier &actor) const
{
    return {.group = group, .code = code, .message = message, .metadata = metadata, .actor = actor};
}

} // namespace rove::runtime
