// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/client/codec.h"

#include <QtCore/QCborArray>
#include <QtCore/QString>

#include <vector>

namespace rove::runtime {

/// An event on its way to many sockets: encoded once for each encoding and version that is really there, and
/// not at all if nobody listens. A value that lives for one broadcast.
class EncodedEvent {
public:
    EncodedEvent(QString name, const QCborArray &arguments);

    [[nodiscard]] const QString &name() const { return m_name; }
    /// Good until the next call.
    [[nodiscard]] const Result<QByteArray> &as(client::Encoding encoding, int version);

private:
    struct Form {
        client::Encoding encoding;
        int version = 0;
        Result<QByteArray> bytes;
    };

    QString m_name;
    QCborArray m_arguments;
    std::vector<Form> m_forms;
};

} // namespace rove::runtime
