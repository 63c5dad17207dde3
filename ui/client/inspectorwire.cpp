// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/inspectorwire.h"

#include "protocol/base/cbor.h"

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;
namespace v6 = inspector::v6;

namespace {

InspectedConnection readConnection(const v6::Connection &connection)
{
    return {.id = connection.id,
            .details = inspectorwire::decodeUserValue(connection.details).value_or(QCborValue()).toMap()};
}

} // namespace

/// Runtimes before 2.3 do not wrap values, so a pair that means nothing to us is what it looks like.
Result<QCborValue> inspectorwire::decodeUserValue(const QByteArray &bytes)
{
    Result<QCborValue> plain = cbor::decode(bytes);
    if (!plain)
        return plain;
    Result<QCborValue> unwrapped = cbor::unwrapCompat(*plain);
    return unwrapped ? unwrapped : plain;
}

std::vector<InspectedConnection>
inspectorwire::readConnections(const std::vector<v6::Connection> &connections)
{
    std::vector<InspectedConnection> result;
    result.reserve(connections.size());
    std::ranges::transform(connections, std::back_inserter(result), readConnection);
    return result;
}

Error inspectorwire::readError(const QString &text)
{
    const qsizetype colon = text.indexOf(u": ");
    const bool hasCode = colon > 0 && std::ranges::all_of(QStringView(text).first(colon),
                                                          [](QChar c) { return c.isLower() || c == u'_'; });
    if (hasCode)
        return Error::fromWire(u"actor"_s, text.first(colon), text.sliced(colon + 2));
    return Error::fromWire(u"inspector"_s, u"error"_s, text);
}

std::optional<quint64> inspectorwire::requestIdOf(const v6::ToClient &message)
{
    return std::visit(
        [](const auto &body) -> std::optional<quint64> {
            if constexpr (requires { body.rid; })
                return body.rid.value;
            else
                return std::nullopt;
        },
        message);
}

std::optional<quint64> inspectorwire::requestIdOf(const v6::ToServer &message)
{
    return std::visit(
        [](const auto &body) -> std::optional<quint64> {
            if constexpr (requires { body.id; })
                return body.id.value;
            else
                return std::nullopt;
        },
        message);
}

} // namespace rove::ui
