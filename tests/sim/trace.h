// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/event.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QString>

#include <map>

namespace rove::sim {

/// The story of a world, a line a transition: when, who, what. Its hash tells whether two runs were the same;
/// printing it is for people. Ids appear as short numbers in the order in which they turn up.
class Trace {
public:
    enum class Print { No, Yes };

    explicit Trace(Print print)
        : m_print(print)
    {}

    void event(core::Instant now, const core::Event &event);
    void effect(core::Instant now, const core::Effect &effect);
    /// What an envoy is told of its actors' traffic, and what it says.
    void heard(core::Instant now, const QString &envoy, const envoy::v8::ToEnvoyTunnelMessage &message);
    void said(core::Instant now, const QString &envoy, const envoy::v8::ToRivetTunnelMessage &message);
    void note(core::Instant now, const QString &who, const QString &what);
    [[nodiscard]] std::uint64_t hash() const { return m_hash; }
    /// `#3`, for the third id that turned up.
    [[nodiscard]] QString nameOf(const IdBytes &id);

private:
    void mix(std::uint64_t number);
    void mix(QStringView text);
    QString describe(const core::Event &event);
    QString describe(const core::Effect &effect);

    Print m_print;
    std::uint64_t m_hash = 0xcbf29ce484222325;
    std::map<IdBytes, qsizetype> m_names;
};

} // namespace rove::sim
