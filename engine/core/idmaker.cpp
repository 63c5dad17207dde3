// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/idmaker.h"

#include <QtCore/QByteArray>
#include <QtCore/QCryptographicHash>
#include <QtCore/QtEndian>

namespace rove::core {

IdMaker::IdMaker(std::uint64_t seed)
    : m_seed(seed)
{}

QUuid IdMaker::next()
{
    // The byte in front keeps these ids apart from those of another purpose with the same seed.
    QByteArray input(17, '\0');
    qToLittleEndian(m_seed, input.data() + 1);
    qToLittleEndian(++m_counter, input.data() + 9);
    QByteArray digest = QCryptographicHash::hash(input, QCryptographicHash::Sha256).first(16);
    digest[6] = static_cast<char>((digest[6] & 0x0f) | 0x40); // RFC 9562 4.2: the version,
    digest[8] = static_cast<char>((digest[8] & 0x3f) | 0x80); // and 4.1: the variant.
    return QUuid::fromRfc4122(digest);
}

} // namespace rove::core
