// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/writer.h"

namespace rove::bare {

void Writer::uint(std::uint64_t value)
{
    while (value >= 0x80U) {
        m_bytes.append(static_cast<char>((value & 0x7fU) | 0x80U));
        value >>= 7;
    }
    m_bytes.append(static_cast<char>(value));
}

void Writer::data(QByteArrayView bytes)
{
    uint(static_cast<std::uint64_t>(bytes.size()));
    m_bytes.append(bytes);
}

void Writer::string(QStringView text)
{
    data(text.toUtf8());
}

} // namespace rove::bare
