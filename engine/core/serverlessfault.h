// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonValue>
#include <QtCore/QString>

#include <optional>
#include <variant>

/// What can go wrong with a request to a serverless platform (spec/engine-api.md 1.8, `runner_pool_error`).
namespace rove::core {

/// It answered with another status than 200.
struct ServerlessHttpError {
    int statusCode = 0;
    QString body;
};
/// It could not be reached, broke off, or answered with something else than an event stream.
struct ServerlessConnectionError {
    QString message;
};
/// The stream ended before the actor or runner behind it did.
struct ServerlessStreamEndedEarly {};
struct ServerlessInvalidSsePayload {
    QString message;
    std::optional<QString> rawPayload;
};
/// It speaks an older protocol than this pool has spoken before.
struct ServerlessDowngrade {};

using ServerlessFault =
    std::variant<ServerlessHttpError, ServerlessConnectionError, ServerlessStreamEndedEarly,
                 ServerlessInvalidSsePayload, ServerlessDowngrade>;

/// The value of the API's `runner_pool_error`; long texts are cut.
[[nodiscard]] QJsonValue toJson(const ServerlessFault &fault);

} // namespace rove::core
