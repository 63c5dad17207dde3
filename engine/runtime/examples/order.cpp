// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/examples/order.h"

#include "engine/runtime/actorcontext.h"

#include <QtCore/QCborMap>

namespace rove::runtime::examples {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto packingTime = 10s;
constexpr int flakyAttempts = 3;

} // namespace

Result<> Order::onCreate(const QCborValue &input)
{
    const QCborMap order = input.toMap();
    m_item = order.value(u"item"_s).toString(u"book"_s);
    m_quantity = static_cast<int>(order.value(u"quantity"_s).toInteger(1));
    m_card = order.value(u"card"_s).toString();
    m_packingMs = order.value(u"packingMs"_s).toInteger(std::chrono::milliseconds(packingTime).count());
    m_status = u"new"_s;
    return {};
}

Workflow Order::run(WorkflowContext &workflow)
{
    co_await workflow.rollbackCheckpoint(u"all or nothing"_s);
    co_await workflow.step(
        u"reserve"_s, [this] { return reserve(); },
        [this](const QString &reservation) {
            note(u"released "_s % reservation);
            setStatus(u"cancelled"_s);
        });
    const QString payment = co_await workflow.step(
        {.name = u"charge"_s, .maxRetries = 5, .retryBackoffBase = 50ms}, [this] { return charge(); },
        [this](const QString &charged) { note(u"refunded "_s % charged); });
    co_await workflow.sleep(u"pack"_s, std::chrono::milliseconds(m_packingMs));
    co_await workflow.step(u"ship"_s, [this, payment] {
        note(u"shipped, paid by "_s % payment);
        setStatus(u"shipped"_s);
    });
}

Result<QString> Order::reserve()
{
    if (m_quantity < 1 || m_quantity > quantityMax)
        return criticalError(u"there are only %1 of %2"_s.arg(quantityMax).arg(m_item));
    note(u"reserved %1 of %2"_s.arg(m_quantity).arg(m_item));
    setStatus(u"reserved"_s);
    return u"R-"_s % context().actorId().left(8);
}

Result<QString> Order::charge()
{
    ++m_chargeAttempts;
    if (m_card == "expired"_L1)
        return criticalError(u"the card has expired"_s);
    if (m_card == "flaky"_L1 && m_chargeAttempts < flakyAttempts)
        return userError(u"the bank does not answer"_s);
    note(u"charged"_s);
    setStatus(u"paid"_s);
    return u"P-"_s % context().actorId().left(8);
}

void Order::note(const QString &line)
{
    m_diary.append(line);
}

void Order::setStatus(const QString &status)
{
    m_status = status;
    emit statusChanged(status);
}

} // namespace rove::runtime::examples
