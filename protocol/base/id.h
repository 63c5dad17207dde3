// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QHashFunctions>
#include <QtCore/QUuid>

#include <array>
#include <compare>
#include <cstdint>

namespace rove {

/// The 19 bytes behind every id of Rivet: version 1, a random UUID, the datacenter label
/// (spec/engine-api.md 2.1). A value; ordered by its bytes. Use it through `Id<Kind>`, so that an actor's id
/// is never taken for a runner's.
class IdBytes {
public:
    static constexpr int textLength = 30;

    constexpr IdBytes() = default;

    /// Reads the 30-character text, upper case folded; `IdInvalid` for anything else.
    static Result<IdBytes> parse(QStringView text);
    static IdBytes fromUuid(const QUuid &uuid, std::uint16_t datacenterLabel);

    [[nodiscard]] QString toString() const;
    [[nodiscard]] QUuid uuid() const;
    [[nodiscard]] std::uint16_t datacenterLabel() const;
    /// True for a default-made id, which names nothing.
    [[nodiscard]] bool isNull() const { return m_bytes == std::array<std::uint8_t, 19>{}; }
    [[nodiscard]] const std::array<std::uint8_t, 19> &bytes() const { return m_bytes; }

    friend auto operator<=>(const IdBytes &, const IdBytes &) = default;
    friend size_t qHash(const IdBytes &id, size_t seed = 0) noexcept
    {
        return qHashBits(id.m_bytes.data(), id.m_bytes.size(), seed);
    }

private:
    std::array<std::uint8_t, 19> m_bytes{};
};

/// An id of one kind. `Kind` only tells kinds apart.
template <class Kind>
class Id : public IdBytes {
public:
    constexpr Id() = default;
    explicit constexpr Id(const IdBytes &bytes)
        : IdBytes(bytes)
    {}

    static Result<Id> parse(QStringView text)
    {
        return IdBytes::parse(text).transform([](const IdBytes &bytes) { return Id(bytes); });
    }
    static Id fromUuid(const QUuid &uuid, std::uint16_t datacenterLabel)
    {
        return Id(IdBytes::fromUuid(uuid, datacenterLabel));
    }
};

using ActorId = Id<struct ActorIdKind>;
using NamespaceId = Id<struct NamespaceIdKind>;
using RunnerId = Id<struct RunnerIdKind>;
using RayId = Id<struct RayIdKind>;

} // namespace rove
