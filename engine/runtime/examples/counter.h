// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"

namespace rove::runtime::examples {

/// The smallest useful actor: a number that everyone can raise and everyone hears of.
class Counter : public Actor {
    Q_OBJECT
    Q_PROPERTY(qint64 count MEMBER m_count)

public:
    /// Gives the new count.
    Q_INVOKABLE qint64 increment(int by = 1);
    Q_INVOKABLE qint64 getCount() const;
    Q_INVOKABLE void reset();
    /// Always fails, with an error that the caller is meant to read.
    Q_INVOKABLE ActionResult fail(const QString &reason = QStringLiteral("asked to fail"));
    /// Always fails, as a bug would: the caller learns no more than that.
    Q_INVOKABLE void crash();

signals:
    void newCount(qint64 count);

private:
    void setCount(qint64 count);

    qint64 m_count = 0;
};

} // namespace rove::runtime::examples
