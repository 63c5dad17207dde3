// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/client/v4.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <optional>

namespace rove::runtime {

/// How a failure is told to a client (spec/client-gateway.md 7). Only failures that say something to the
/// caller keep their message and metadata; of all others the client learns group and code.
struct ErrorReport {
    QString group;
    QString code;
    QString message;
    std::optional<QByteArray> metadata; ///< CBOR in compat form.
    int status = 500;

    static ErrorReport of(const Error &error);
    /// A request that could not be read.
    static ErrorReport unreadableRequest();

    [[nodiscard]] QString wireName() const { return group + u'.' + code; }
    /// As the body of an HTTP answer.
    [[nodiscard]] client::v4::HttpResponseError body(const client::v4::ActorSpecifier &actor) const;
};

/// Whether the failure's own text may reach a client.
[[nodiscard]] bool isMeantForClients(const Error &error);

} // namespace rove::runtime
