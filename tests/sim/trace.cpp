// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/trace.h"

#include <array>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::sim {
namespace {

using namespace core;

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

QString timeText(const std::optional<Instant> &at)
{
    return at ? QString::number(at->time_since_epoch().count() % 1'000'000'000) : u"none"_s;
}

QString number(Ticket ticket)
{
    return QString::number(std::to_underlying(ticket));
}

constexpr std::array policies{"restart", "sleep", "destroy"};
constexpr std::array reasons{"sleepIntent", "stopIntent", "destroy", "goingAway", "lost"};
constexpr std::array phases{"ready", "stopping", "stopped", "failed", "destroyed"};

QString wordOf(const auto &words, auto value)
{
    return QString::fromLatin1(words[static_cast<std::size_t>(value)]);
}

QString requestText(const envoy::v8::MessageId &id)
{
    return QString::fromLatin1(QByteArray(QByteArrayView(id.requestId)).toHex());
}

QString newsText(const ActorNews &news)
{
    return std::visit(Overloaded{[](const ActorRunning &) { return u"running"_s; },
                                 [](const ActorStopped &n) { return n.ok ? u"stopped"_s : u"failed"_s; },
                                 [](const ActorWantsSleep &) { return u"wants sleep"_s; },
                                 [](const ActorWantsStop &) { return u"wants stop"_s; },
                                 [](const ActorAlarm &n) { return QString(u"alarm "_s + timeText(n.at)); }},
                      news);
}

} // namespace

QString Trace::nameOf(const IdBytes &id)
{
    const auto [place, isNew] = m_names.emplace(id, static_cast<qsizetype>(m_names.size()) + 1);
    return u"#"_s + QString::number(place->second);
}

void Trace::event(Instant now, const Event &event)
{
    note(now, u"->"_s, describe(event));
}

void Trace::effect(Instant now, const Effect &effect)
{
    note(now, u"  ->"_s, describe(effect));
}

void Trace::heard(Instant now, const QString &envoy, const envoy::v8::ToEnvoyTunnelMessage &message)
{
    constexpr std::array words{"request", "request chunk", "request abort", "body cancel",
                               "window",  "open",          "message",       "close"};
    note(now, envoy,
         u"<- /%1 @%2 %3"_s.arg(requestText(message.messageId))
             .arg(message.messageId.messageIndex)
             .arg(wordOf(words, message.messageKind.index())));
}

void Trace::said(Instant now, const QString &envoy, const envoy::v8::ToRivetTunnelMessage &message)
{
    constexpr std::array words{"response",    "response chunk", "response abort", "window",
                               "body cancel", "opened",         "message",        "ack",
                               "close"};
    const auto *ack = std::get_if<envoy::v8::WebSocketMessageAck>(&message.messageKind);
    note(now, envoy,
         u"-> /%1 %2%3"_s.arg(requestText(message.messageId), wordOf(words, message.messageKind.index()),
                              ack ? u" %1"_s.arg(ack->index) : QString()));
}

void Trace::note(Instant now, const QString &who, const QString &what)
{
    const auto ms = now.time_since_epoch().count() % 1'000'000'000;
    mix(static_cast<std::uint64_t>(ms));
    mix(who);
    mix(what);
    if (m_print == Print::Yes)
        std::fputs(qPrintable(u"%1.%2  %3 %4\n"_s.arg(ms / 1000, 7)
                                  .arg(ms % 1000, 3, 10, QChar(u'0'))
                                  .arg(who, -6)
                                  .arg(what)),
                   stdout);
}

void Trace::mix(std::uint64_t number)
{
    m_hash = (m_hash ^ number) * 0x100000001b3; // FNV-1a, with more than a byte at a time.
}

void Trace::mix(QStringView text)
{
    for (const QChar c : text)
        mix(c.unicode());
}

QString Trace::describe(const Event &event)
{
    return std::visit(
        Overloaded{
            [&](const CreateNamespace &e) {
                return u"createNamespace %1 ?%2"_s.arg(e.name, number(e.ticket));
            },
            [&](const CreateActor &e) {
                return u"createActor %1 [%2] %3 on %4%5 ?%6"_s.arg(
                    e.name, e.key.value_or(u"-"_s), wordOf(policies, e.crashPolicy), e.pool,
                    e.ifExists == IfExists::Return ? u" or get"_s : QString(), number(e.ticket));
            },
            [&](const DestroyActor &e) {
                return u"destroyActor %1 ?%2"_s.arg(nameOf(e.actorId), number(e.ticket));
            },
            [&](const WakeActor &e) { return u"wakeActor %1"_s.arg(nameOf(e.actorId)); },
            [&](const SleepActor &e) {
                return u"sleepActor %1 ?%2"_s.arg(nameOf(e.actorId), number(e.ticket));
            },
            [&](const RescheduleActor &e) {
                return u"rescheduleActor %1 ?%2"_s.arg(nameOf(e.actorId), number(e.ticket));
            },
            [&](const PutRunnerConfig &e) {
                return u"putRunnerConfig %1 %2 ?%3"_s.arg(e.pool, e.config ? u"normal"_s : u"none"_s,
                                                          number(e.ticket));
            },
            [&](const EnvoyJoined &e) {
                return u"%1 joined %2 v%3"_s.arg(e.envoyKey, e.pool).arg(e.version);
            },
            [&](const EnvoyDescribed &e) { return u"%1 described"_s.arg(e.envoyKey); },
            [&](const EnvoyPonged &e) { return u"%1 ponged"_s.arg(e.envoyKey); },
            [&](const EnvoyStopping &e) { return u"%1 stopping"_s.arg(e.envoyKey); },
            [&](const EnvoyRestarted &e) { return u"%1 restarted"_s.arg(e.envoyKey); },
            [&](const EnvoyDisconnected &e) { return u"%1 disconnected"_s.arg(e.envoyKey); },
            [&](const EnvoyLeft &e) { return u"%1 left"_s.arg(e.envoyKey); },
            [&](const ActorTaken &e) {
                return u"%1 took %2.%3"_s.arg(e.envoyKey, nameOf(e.actorId)).arg(e.generation);
            },
            [&](const ServerlessDescribed &e) { return u"%1 described v%2"_s.arg(e.pool).arg(e.version); },
            [&](const ServerlessUnreachable &e) { return u"%1 unreachable"_s.arg(e.pool); },
            [&](const ServerlessRunnerNamed &e) {
                return u"request %1 is runner %2"_s.arg(std::to_underlying(e.id)).arg(nameOf(e.runnerId));
            },
            [&](const ServerlessRequestEnded &e) {
                return u"request %1 %2"_s.arg(std::to_underlying(e.id))
                    .arg(e.fault ? u"failed"_s : u"ended"_s);
            },
            [&](const ActorReported &e) {
                return u"%1: %2.%3 @%4 %5"_s.arg(e.envoyKey, nameOf(e.actorId))
                    .arg(e.generation)
                    .arg(e.index)
                    .arg(newsText(e.news));
            },
            [&](const Stored &e) { return u"stored %1"_s.arg(std::to_underlying(e.id)); },
            [&](const TimePassed &) { return u"time passed"_s; }},
        event);
}

QString Trace::describe(const Effect &effect)
{
    return std::visit(
        Overloaded{
            [&](const Persist &e) {
                return u"persist %1 (%2 rows)"_s.arg(std::to_underlying(e.id)).arg(e.batch.size());
            },
            [&](const EraseActorData &e) { return u"erase %1"_s.arg(nameOf(e.actorId)); },
            [&](const StartActor &e) {
                return u"start %1.%2 @%3 on %4"_s.arg(nameOf(e.actorId))
                    .arg(e.generation)
                    .arg(e.commandIndex)
                    .arg(e.envoyKey);
            },
            [&](const StopActor &e) {
                return u"stop %1.%2 @%3 on %4: %5"_s.arg(nameOf(e.actorId))
                    .arg(e.generation)
                    .arg(e.commandIndex)
                    .arg(e.envoyKey, wordOf(reasons, e.reason));
            },
            [&](const ReleaseEnvoy &e) {
                return u"release %1%2"_s.arg(e.envoyKey,
                                             e.reason == ReleaseReason::Lost ? u", lost"_s : QString());
            },
            [&](const OpenServerlessRequest &e) {
                const QString what = e.start
                                         ? u"%1.%2"_s.arg(nameOf(e.start->actorId)).arg(e.start->generation)
                                         : u"a runner of %1"_s.arg(e.slotCount);
                return u"open request %1 to %2 for %3"_s.arg(std::to_underlying(e.id)).arg(e.pool, what);
            },
            [&](const CloseServerlessRequest &e) {
                return u"close request %1"_s.arg(std::to_underlying(e.id));
            },
            [&](const PoolConfigured &e) { return u"%1 configured"_s.arg(e.pool); },
            [&](const Reply &e) {
                const QString what = e.answer ? u"done"_s : e.answer.error().wireName();
                const auto *created = e.answer ? std::get_if<ActorCreated>(&*e.answer) : nullptr;
                return u"reply ?%1 %2 %3"_s.arg(number(e.ticket), what,
                                                created ? nameOf(created->actorId) : QString());
            },
            [&](const ActorChanged &e) {
                return u"%1.%2 %3"_s.arg(nameOf(e.actorId)).arg(e.generation).arg(wordOf(phases, e.phase));
            }},
        effect);
}

} // namespace rove::sim
