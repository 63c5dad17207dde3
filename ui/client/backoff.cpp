// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/backoff.h"

#include <QtCore/QRandomGenerator>

#include <algorithm>

namespace rove::ui {

Backoff::Delay Backoff::next()
{
    const Delay full = m_next;
    m_next = std::min(m_next * 2, m_longest);
    const auto shortening = QRandomGenerator::global()->bounded(static_cast<qint64>(full.count()) / 4 + 1);
    return full - Delay(shortening);
}

} // namespace rove::ui
