// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/faults.h"

#include <QtCore/QStringList>

using namespace Qt::StringLiterals;

namespace rove::sim {
namespace {

constexpr std::array names{"diskStall",
                           "diskFull",
                           "engineCrash",
                           "lateTimer",
                           "hostCrash",
                           "hostCut",
                           "hostHalfOpen",
                           "hostFlap",
                           "hostStall",
                           "hostDrain",
                           "hostUpgrade",
                           "runnerReplaced",
                           "runnerDowngrade",
                           "platformUnreachable",
                           "platformFails",
                           "platformSlow",
                           "platformForgets",
                           "platformCut",
                           "ackLate",
                           "startSlow",
                           "startHangs",
                           "startFails",
                           "stopSlow",
                           "stopHangs",
                           "stopError",
                           "actorCrash",
                           "actorExit",
                           "eventsRepeat",
                           "requestHangs",
                           "requestAborts",
                           "requestMissesActor",
                           "socketRefused",
                           "clientGone",
                           "clientImpatient"};
static_assert(names.size() == static_cast<std::size_t>(Fault::Count));

} // namespace

Faults Faults::pick(SimRandom &random)
{
    Faults faults;
    const double share = 0.1 + static_cast<double>(random.below(50)) / 100;
    for (double &probability : faults.m_probability)
        if (random.chance(share)) // Between once in a hundred and every third time.
            probability = 0.01 + static_cast<double>(random.below(33)) / 100;
    return faults;
}

bool Faults::strikes(Fault fault, SimRandom &random) const
{
    const double probability = m_probability[static_cast<std::size_t>(fault)];
    return probability > 0 && random.chance(probability);
}

bool Faults::includes(Fault fault) const
{
    return m_probability[static_cast<std::size_t>(fault)] > 0;
}

QString Faults::toString() const
{
    QStringList words;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (m_probability[i] > 0)
            words += u"%1 %2"_s.arg(QLatin1StringView(names[i])).arg(m_probability[i], 0, 'f', 2);
    return words.isEmpty() ? u"none"_s : words.join(u", "_s);
}

} // namespace rove::sim
