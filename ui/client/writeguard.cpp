// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/writeguard.h"

#include <algorithm>

namespace rove::ui {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds tickInterval = 1s;

} // namespace

WriteGuard::WriteGuard(WriteMode mode, QObject *parent)
    : QObject(parent)
    , m_mode(mode)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &WriteGuard::tick);
}

WriteMode WriteGuard::mode() const
{
    return timeLeft() == 0ms ? WriteMode::ReadOnly : m_mode;
}

void WriteGuard::setMode(WriteMode mode)
{
    const bool wasTimed = m_end.isValid();
    m_timer.stop();
    m_deadline = QDeadlineTimer(QDeadlineTimer::Forever);
    m_end = {};
    apply(mode);
    if (wasTimed)
        emit timeLeftChanged(0ms);
}

void WriteGuard::allowFor(std::chrono::milliseconds time)
{
    if (time <= 0ms)
        return setMode(WriteMode::ReadOnly);
    m_deadline = QDeadlineTimer(time);
    m_end = QDateTime::currentDateTimeUtc().addDuration(time);
    apply(WriteMode::Allowed);
    tick();
}

std::optional<std::chrono::milliseconds> WriteGuard::timeLeft() const
{
    if (!m_end.isValid())
        return std::nullopt;
    const std::chrono::milliseconds byClock = m_end - QDateTime::currentDateTimeUtc();
    return std::clamp(byClock, 0ms, std::chrono::milliseconds(m_deadline.remainingTime()));
}

Result<> WriteGuard::permit(Access access) const
{
    if (access == Access::Write && mode() == WriteMode::ReadOnly)
        return failure(ErrorCode::ClientReadOnly);
    return {};
}

void WriteGuard::tick()
{
    const std::optional<std::chrono::milliseconds> left = timeLeft();
    if (!left)
        return;
    if (*left == 0ms)
        return setMode(WriteMode::ReadOnly);
    m_timer.start(std::min(*left, tickInterval));
    emit timeLeftChanged(*left);
}

void WriteGuard::apply(WriteMode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    emit modeChanged(mode);
}

} // namespace rove::ui
