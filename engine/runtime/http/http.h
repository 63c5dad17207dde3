// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <map>
#include <memory>

namespace rove::runtime {

class ResponseStream;

/// A plain HTTP request to an actor (`/request/…`); the prefix is already removed from `path`, which keeps
/// its query. Header names are lower case.
struct HttpRequest {
    QString method;
    QString path;
    std::map<QString, QString> headers;
    QByteArray body;
};

struct HttpResponse {
    int status = 200;
    std::map<QString, QString> headers = {};
    QByteArray body = {};
    /// If set, the body goes on with what is written there.
    std::shared_ptr<ResponseStream> stream = {};
};

} // namespace rove::runtime
