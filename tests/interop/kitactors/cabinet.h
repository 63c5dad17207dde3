// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QStringList>

namespace rove::kitactors {

/// Keys and values.
class Cabinet : public runtime::Actor {
    Q_OBJECT

public:
    static runtime::ActorOptions options();

    Q_INVOKABLE void doze();
    Q_INVOKABLE rove::runtime::ActionResult put(const QString &key, const QString &value);
    Q_INVOKABLE rove::runtime::ActionResult get(const QString &key);
    /// Bytes as lists of numbers.
    Q_INVOKABLE rove::runtime::ActionResult putBytes(const QList<int> &key, const QList<int> &value);
    Q_INVOKABLE rove::runtime::ActionResult getBytes(const QList<int> &key);
    Q_INVOKABLE rove::runtime::ActionResult remove(const QString &key);
    Q_INVOKABLE rove::runtime::ActionResult list(const QString &prefix, const QCborMap &settings = {});
    Q_INVOKABLE rove::runtime::ActionResult listRange(const QString &start, const QString &end,
                                                      const QCborMap &settings = {});
    Q_INVOKABLE rove::runtime::ActionResult removeRange(const QString &start, const QString &end);
    Q_INVOKABLE rove::runtime::ActionResult putAll(const QList<QStringList> &entries);
    Q_INVOKABLE rove::runtime::ActionResult putMany(int count, int valueLength);
    Q_INVOKABLE rove::runtime::ActionResult getAll(const QStringList &keys);
    Q_INVOKABLE rove::runtime::ActionResult removeAll(const QStringList &keys);
};

} // namespace rove::kitactors
