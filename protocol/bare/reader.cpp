// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/reader.h"

#include <QtCore/QUtf8StringView>

namespace rove::bare {

using namespace Qt::StringLiterals;

bool Reader::boolean()
{
    const auto byte = fixed<std::uint8_t>();
    if (byte > 1)
        fail(u"invalid bool"_s);
    return byte == 1;
}

std::uint64_t Reader::uint()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto byte = fixed<std::uint8_t>();
        if (m_failed)
            return 0;
        const std::uint64_t group = byte & 0x7fU;
        if (shift == 63 && group > 1)
            break;
        value |= group << shift;
        if ((byte & 0x80U) == 0) {
            if (byte == 0 && shift > 0)
                break;
            return value;
        }
    }
    fail(u"invalid uint"_s);
    return 0;
}

std::size_t Reader::index(std::size_t count)
{
    const std::uint64_t value = uint();
    if (value < count)
        return static_cast<std::size_t>(value);
    // Worded as RivetKit's server does, which some clients show to people (spec/inspector.md 3.6).
    fail(u"invalid value: integer `%1`, expected variant index 0 <= i < %2"_s.arg(value).arg(count));
    return 0;
}

qsizetype Reader::count(qsizetype itemBytesMin)
{
    const std::uint64_t value = uint();
    if (value <= static_cast<std::uint64_t>(remaining() / itemBytesMin))
        return static_cast<qsizetype>(value);
    fail(u"unexpected end of input"_s);
    return 0;
}

QByteArrayView Reader::raw(std::uint64_t size)
{
    if (m_failed)
        return {};
    if (size > static_cast<std::uint64_t>(remaining())) {
        fail(u"unexpected end of input"_s);
        return {};
    }
    const auto taken = m_bytes.sliced(m_position, static_cast<qsizetype>(size));
    m_position += taken.size();
    return taken;
}

QByteArray Reader::data()
{
    return raw(uint()).toByteArray();
}

QString Reader::string()
{
    const QByteArrayView bytes = raw(uint());
    if (!QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8()) {
        fail(u"invalid UTF-8"_s);
        return {};
    }
    return QString::fromUtf8(bytes);
}

void Reader::fail(const QString &message)
{
    if (m_failed)
        return;
    m_failed = true;
    m_message = message;
}

Result<> Reader::finish()
{
    if (remaining() > 0)
        fail(u"%1 bytes left over"_s.arg(remaining()));
    if (m_failed)
        return failure(ErrorCode::BareInvalid, m_message);
    return {};
}

} // namespace rove::bare
