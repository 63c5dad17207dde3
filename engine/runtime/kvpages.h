// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <functional>

namespace rove::runtime {

/// Keys from `start` on, and before `end`.
struct KvRange {
    QByteArray start;
    QByteArray end;
};

/// Reads all entries of a range, in the order of their keys, in as many answers as keep each of them below
/// `limits::tunnelPayloadBytesMax`. Neither function runs after `context` is gone.
void readKvRange(EngineLink &link, const QString &actorId, const KvRange &range, QObject *context,
                 std::function<void(const QByteArray &key, const QByteArray &value)> take, DoneHandler done);

} // namespace rove::runtime
