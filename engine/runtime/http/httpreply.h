// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/errorreport.h"
#include "protocol/client/codec.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace rove::runtime {

/// One whole HTTP answer of an actor.
struct HttpReply {
    int status = 200;
    envoy::v8::Headers headers;
    QByteArray body;

    static HttpReply text(const QByteArray &body);
    static HttpReply json(int status, const QJsonObject &body);
    /// A failure in the encoding that the client asked for.
    static HttpReply failure(const ErrorReport &report, const client::v4::ActorSpecifier &actor,
                             client::Encoding encoding, int version = client::versionMax);
    /// What a gateway is answered in place of an actor that is not here; it tells the client or asks
    /// elsewhere.
    static HttpReply actorNotFound();
    static HttpReply actorOverloaded();

    [[nodiscard]] envoy::v8::ResponseStart toResponse() &&;
};

} // namespace rove::runtime
