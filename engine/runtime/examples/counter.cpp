// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/examples/counter.h"

#include <stdexcept>

namespace rove::runtime::examples {

using namespace Qt::StringLiterals;

qint64 Counter::increment(int by)
{
    setCount(m_count + by);
    return m_count;
}

qint64 Counter::getCount() const
{
    return m_count;
}

void Counter::reset()
{
    setCount(0);
}

ActionResult Counter::fail(const QString &reason)
{
    return userError(reason, u"counter_failed"_s, {{u"count"_s, m_count}});
}

void Counter::crash()
{
    throw std::runtime_error("the counter has been told to crash");
}

void Counter::setCount(qint64 count)
{
    m_count = count;
    emit newCount(count);
}

} // namespace rove::runtime::examples
