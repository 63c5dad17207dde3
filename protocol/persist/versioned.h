// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/bare/codec.h"
#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <cstdint>
#include <utility>

namespace rove::persist {

/// How a struct is stored: a version, little endian, and the struct as BARE.
template <class T>
struct Versioned {
    std::uint16_t version = 0;
    T value;
};

template <class T>
QByteArray encodeVersioned(const T &value, std::uint16_t version)
{
    return bare::encode(Versioned<T>{.version = version, .value = value});
}

/// Which versions are read, and of what, for the message of an error.
struct VersionRange {
    std::uint16_t oldest = 0;
    std::uint16_t newest = 0;
    QLatin1StringView what;
};

/// `StoreTooNew` for a version of a later program, `BareInvalid` for one that is not read any more and for
/// what is damaged.
template <class T>
Result<T> decodeVersioned(QByteArrayView bytes, const VersionRange &range)
{
    using namespace Qt::StringLiterals;
    bare::Reader reader(bytes);
    const auto version = reader.fixed<std::uint16_t>();
    if (version > range.newest)
        return failure(ErrorCode::StoreTooNew,
                       u"version %1 of %2 is not known"_s.arg(version).arg(range.what));
    if (version < range.oldest)
        return failure(ErrorCode::BareInvalid,
                       u"version %1 of %2 is not read"_s.arg(version).arg(range.what));
    return bare::decode<Versioned<T>>(bytes).transform(
        [](Versioned<T> versioned) { return std::move(versioned.value); });
}

} // namespace rove::persist
