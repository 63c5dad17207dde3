// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"

#include <QtCore/QCborArray>
#include <QtCore/QStringList>

namespace rove::runtime::examples {

/// Lines that are written now, later, or again and again, also if the actor sleeps meanwhile.
class Diary : public Actor {
    Q_OBJECT
    Q_PROPERTY(QStringList lines MEMBER m_lines)

public:
    /// A diary has at most so many lines; the first ones go.
    static constexpr qsizetype lineCountMax = 1000;

    /// Gives how many lines there are.
    Q_INVOKABLE qint64 write(const QString &line);
    Q_INVOKABLE QStringList lines() const { return m_lines; }
    Q_INVOKABLE void clear() { m_lines.clear(); }

    /// After so many milliseconds; gives an id to take it back by.
    Q_INVOKABLE ActionResult writeLater(qint64 delay, const QString &line);
    /// Unix milliseconds.
    Q_INVOKABLE ActionResult writeAt(qint64 timestamp, const QString &line);
    /// What is written once, as `{id, action, args, runAt}`.
    Q_INVOKABLE QCborArray scheduled();
    Q_INVOKABLE bool unschedule(const QString &id);

    /// Every so many milliseconds, five seconds at least, under a name.
    Q_INVOKABLE ActionResult writeEvery(const QString &name, qint64 interval, const QString &line);
    /// At the times of a cron expression, such as `30 4 1 1 *`.
    Q_INVOKABLE ActionResult writeWhen(const QString &name, const QString &expression, const QString &line,
                                       const QString &timeZone = QStringLiteral("UTC"));
    /// What is written again and again, the next one first.
    Q_INVOKABLE QCborArray repeating();
    /// What became of the latest times, newest first.
    Q_INVOKABLE ActionResult repeated(const QString &name);
    Q_INVOKABLE ActionResult stopRepeating(const QString &name);

    /// Falls asleep, which takes it so many milliseconds.
    Q_INVOKABLE void doze(int milliseconds = 0);

private:
    QStringList m_lines;
};

} // namespace rove::runtime::examples
