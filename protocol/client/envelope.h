// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/bare/codec.h"
#include "protocol/base/error.h"
#include "protocol/client/codec.h"

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>

/// The JSON and CBOR forms of the client protocol's messages (spec/client-gateway.md 4.2): maps with the
/// structs' field names as keys, a union as `{"body": {"tag": …, "val": …}}`. Included by codec.cpp only.
namespace rove::client::envelope {

enum class Direction { ToClient, ToServer };

/// What the form of a field depends on beside its type.
struct Format {
    Encoding encoding;
    int version;
    Direction direction;
};

/// The text or bytes of an envelope, and back.
[[nodiscard]] QByteArray write(const QCborMap &envelope, Encoding encoding);
[[nodiscard]] Result<QCborMap> read(QByteArrayView bytes, Encoding encoding);

/// A user's value as it stands in an envelope.
[[nodiscard]] Result<QCborValue> fromUserValue(const QByteArray &compat, const Format &format);
[[nodiscard]] QByteArray toUserValue(const QCborValue &value, const Format &format);

/// A number in the form in which JavaScript clients insist on having the field: mostly a BigInt.
[[nodiscard]] QCborValue fromNumber(std::uint64_t number, QStringView field, Encoding encoding);
/// A number in whatever form a peer chose.
[[nodiscard]] std::optional<std::uint64_t> toNumber(const QCborValue &value);

/// Whether an absent field is written as null: the clients insist on `actionId`.
[[nodiscard]] bool isNullWhenAbsent(QStringView field);
/// Whether what stands there counts as no value.
[[nodiscard]] bool isAbsent(const QCborValue &value, QStringView field);

std::unexpected<Error> invalidField(QStringView field);

// --- Structs ---

template <class T>
Result<QCborMap> fromStruct(const T &message, const Format &format);
template <class T>
Result<> toStruct(const QCborMap &map, const Format &format, T &message);

template <class Field>
Result<QCborValue> fromField(const Field &field, QStringView name, const Format &format)
{
    if constexpr (std::same_as<Field, bool> || std::same_as<Field, QString>)
        return QCborValue(field);
    else if constexpr (std::same_as<Field, std::uint64_t>)
        return fromNumber(field, name, format.encoding);
    else if constexpr (std::same_as<Field, bare::Uint>)
        return fromNumber(field.value, name, format.encoding);
    else if constexpr (std::same_as<Field, QByteArray>)
        return fromUserValue(field, format);
    else
        return QCborValue(TRY(fromStruct(field, format)));
}

template <class Field>
Result<> putField(QCborMap &map, const Field &field, const QString &name, const Format &format)
{
    if constexpr (bare::detail::Optional<Field>) {
        if (field)
            map.insert(name, TRY(fromField(*field, name, format)));
        else if (isNullWhenAbsent(name))
            map.insert(name, QCborValue::Null);
    } else {
        map.insert(name, TRY(fromField(field, name, format)));
    }
    return {};
}

template <class T>
Result<QCborMap> fromStruct(const T &message, const Format &format)
{
    constexpr auto names = boost::pfr::names_as_array<T>();
    QCborMap map;
    Result<> result;
    std::size_t i = 0;
    boost::pfr::for_each_field(message, [&](const auto &field) {
        const QString name = bare::detail::latin1(names[i++]);
        if (result)
            result = putField(map, field, name, format);
    });
    return result.transform([&] { return map; });
}

template <class Field>
Result<> toField(const QCborValue &value, QStringView name, const Format &format, Field &field)
{
    if constexpr (std::same_as<Field, bool>) {
        if (!value.isBool())
            return invalidField(name);
        field = value.toBool();
    } else if constexpr (std::same_as<Field, QString>) {
        if (!value.isString())
            return invalidField(name);
        field = value.toString();
    } else if constexpr (std::same_as<Field, std::uint64_t> || std::same_as<Field, bare::Uint>) {
        const auto number = toNumber(value);
        if (!number)
            return invalidField(name);
        field = Field{*number};
    } else if constexpr (std::same_as<Field, QByteArray>) {
        field = toUserValue(value, format);
    } else {
        if (!value.isMap())
            return invalidField(name);
        return toStruct(value.toMap(), format, field);
    }
    return {};
}

template <class Field>
Result<> takeField(const QCborMap &map, const QString &name, const Format &format, Field &field)
{
    const QCborValue value = map.value(name);
    if constexpr (bare::detail::Optional<Field>) {
        if (isAbsent(value, name))
            return {};
        return toField(value, name, format, field.emplace());
    } else {
        return toField(value, name, format, field);
    }
}

template <class T>
Result<> toStruct(const QCborMap &map, const Format &format, T &message)
{
    constexpr auto names = boost::pfr::names_as_array<T>();
    Result<> result;
    std::size_t i = 0;
    boost::pfr::for_each_field(message, [&](auto &field) {
        const QString name = bare::detail::latin1(names[i++]);
        if (result)
            result = takeField(map, name, format, field);
    });
    return result;
}

// --- Unions ---

template <class Message>
Result<QCborMap> fromMessage(const Message &message, const Format &format)
{
    if constexpr (bare::detail::Variant<Message>) {
        return std::visit(
            [&]<class Alternative>(const Alternative &alternative) {
                return fromStruct(alternative, format).transform([](const QCborMap &val) {
                    const QString tag = bare::detail::latin1(bare::detail::typeName<Alternative>());
                    return QCborMap{{QStringLiteral("body"),
                                     QCborMap{{QStringLiteral("tag"), tag}, {QStringLiteral("val"), val}}}};
                });
            },
            message);
    } else {
        return fromStruct(message, format);
    }
}

template <class Message, std::size_t i = 0>
Result<Message> toAlternative(QStringView tag, const QCborMap &val, const Format &format)
{
    if constexpr (i == std::variant_size_v<Message>) {
        return invalidField(u"tag");
    } else {
        using Alternative = std::variant_alternative_t<i, Message>;
        if (tag != bare::detail::latin1(bare::detail::typeName<Alternative>()))
            return toAlternative<Message, i + 1>(tag, val, format);
        Alternative alternative;
        return toStruct(val, format, alternative).transform([&] { return Message(std::move(alternative)); });
    }
}

template <class Message>
Result<Message> toMessage(const QCborMap &envelope, const Format &format)
{
    if constexpr (bare::detail::Variant<Message>) {
        const QCborValue body = envelope.value(QStringLiteral("body"));
        if (!body.isMap())
            return invalidField(u"body");
        return toAlternative<Message>(body.toMap().value(QStringLiteral("tag")).toString(),
                                      body.toMap().value(QStringLiteral("val")).toMap(), format);
    } else {
        Message message;
        return toStruct(envelope, format, message).transform([&] { return std::move(message); });
    }
}

} // namespace rove::client::envelope
