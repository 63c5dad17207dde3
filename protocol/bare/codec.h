// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/bare/description.h"
#include "protocol/bare/reader.h"
#include "protocol/bare/typename.h"
#include "protocol/bare/uint.h"
#include "protocol/bare/writer.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <boost/pfr/core.hpp>
#include <boost/pfr/core_name.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// BARE from and to plain structs: the struct is the schema.
///
/// | C++                             | BARE                                             |
/// |---------------------------------|--------------------------------------------------|
/// | aggregate                       | struct, its fields in order; none is no bytes    |
/// | std::variant                    | union, tags in the order of the alternatives     |
/// | std::optional, vector, map      | optional, list, map (in the order of its keys)   |
/// | std::array<uint8_t, N>          | data[N]                                          |
/// | QByteArray, QString, bool, enum | data, str, bool, enum                            |
/// | Uint                            | uint                                             |
/// | fixed-width integers            | u8 … u64, i8 … i64                               |
///
/// Include it in .cpp files only: walking a schema is work for the compiler, and every protocol folder offers
/// its messages as ordinary functions. A schema does not contain itself, so no input can nest deeper than the
/// types do.
namespace rove::bare {
namespace detail {

template <class T, template <class...> class Template>
inline constexpr bool isInstance = false;
template <template <class...> class Template, class... Args>
inline constexpr bool isInstance<Template<Args...>, Template> = true;

template <class T>
inline constexpr bool isFixedData = false;
template <std::size_t size>
inline constexpr bool isFixedData<std::array<std::uint8_t, size>> = true;

template <class T>
concept Variant = isInstance<T, std::variant>;
template <class T>
concept Optional = isInstance<T, std::optional>;
template <class T>
concept List = isInstance<T, std::vector>;
template <class T>
concept Map = isInstance<T, std::map>;
template <class T>
concept FixedData = isFixedData<T>;
template <class T>
concept Enum = std::is_enum_v<T>;
template <class T>
concept FixedInteger = std::integral<T> && !std::same_as<T, bool>;
template <class T>
concept Struct = std::is_class_v<T> && std::is_aggregate_v<T> && !FixedData<T> && !std::same_as<T, Uint>;

// --- The fewest bytes that a value can take: how a list's length is held against what remains ---

template <class T>
constexpr qsizetype bytesMin();

template <Struct T, std::size_t... i>
constexpr qsizetype structBytesMin(std::index_sequence<i...>)
{
    return (qsizetype{0} + ... + bytesMin<boost::pfr::tuple_element_t<i, T>>());
}

template <class... Alternatives>
constexpr qsizetype unionBytesMin(std::type_identity<std::variant<Alternatives...>>)
{
    return 1 + std::min({bytesMin<Alternatives>()...});
}

template <class T>
constexpr qsizetype bytesMin()
{
    if constexpr (FixedInteger<T> || FixedData<T>)
        return sizeof(T);
    else if constexpr (Variant<T>)
        return unionBytesMin(std::type_identity<T>{});
    else if constexpr (Struct<T>)
        return structBytesMin<T>(std::make_index_sequence<boost::pfr::tuple_size_v<T>>{});
    else
        return 1;
}

// --- Writing ---

template <class T>
void write(Writer &writer, const T &value);

template <Map T>
void writeMap(Writer &writer, const T &map)
{
    writer.uint(map.size());
    for (const auto &[key, value] : map) {
        write(writer, key);
        write(writer, value);
    }
}

template <class T>
void write(Writer &writer, const T &value)
{
    if constexpr (std::same_as<T, bool>) {
        writer.boolean(value);
    } else if constexpr (std::same_as<T, Uint>) {
        writer.uint(value.value);
    } else if constexpr (FixedInteger<T>) {
        writer.fixed(static_cast<std::make_unsigned_t<T>>(value));
    } else if constexpr (Enum<T>) {
        writer.uint(static_cast<std::uint64_t>(value));
    } else if constexpr (std::same_as<T, QString>) {
        writer.string(value);
    } else if constexpr (std::same_as<T, QByteArray>) {
        writer.data(value);
    } else if constexpr (FixedData<T>) {
        writer.raw(QByteArrayView(value.data(), static_cast<qsizetype>(value.size())));
    } else if constexpr (Optional<T>) {
        writer.boolean(value.has_value());
        if (value)
            write(writer, *value);
    } else if constexpr (List<T>) {
        writer.uint(value.size());
        for (const auto &item : value)
            write(writer, item);
    } else if constexpr (Map<T>) {
        writeMap(writer, value);
    } else if constexpr (Variant<T>) {
        writer.uint(value.index());
        std::visit([&](const auto &alternative) { write(writer, alternative); }, value);
    } else {
        static_assert(Struct<T>, "BARE has no such type");
        boost::pfr::for_each_field(value, [&](const auto &field) { write(writer, field); });
    }
}

// --- Reading ---

template <class T>
void read(Reader &reader, T &value);

template <List T>
void readList(Reader &reader, T &list)
{
    using Item = typename T::value_type;
    static_assert(bytesMin<Item>() > 0, "A list of nothing could be of any length");
    const qsizetype count = reader.count(bytesMin<Item>());
    list.reserve(static_cast<std::size_t>(count));
    for (qsizetype i = 0; i < count && !reader.failed(); ++i)
        read(reader, list.emplace_back());
}

template <Map T>
void readMap(Reader &reader, T &map)
{
    const qsizetype count =
        reader.count(bytesMin<typename T::key_type>() + bytesMin<typename T::mapped_type>());
    for (qsizetype i = 0; i < count && !reader.failed(); ++i) {
        typename T::key_type key{};
        read(reader, key);
        const auto [entry, isNew] = map.try_emplace(std::move(key));
        if (!isNew)
            reader.fail(QStringLiteral("duplicate map key"));
        read(reader, entry->second);
    }
}

template <Variant T, std::size_t... i>
void readUnion(Reader &reader, T &value, std::index_sequence<i...>)
{
    using Step = void (*)(Reader &, T &);
    static constexpr std::array<Step, sizeof...(i)> steps{
        [](Reader &r, T &v) { read(r, v.template emplace<i>()); }...};
    steps[reader.index(sizeof...(i))](reader, value);
}

template <class T>
void read(Reader &reader, T &value)
{
    if constexpr (std::same_as<T, bool>) {
        value = reader.boolean();
    } else if constexpr (std::same_as<T, Uint>) {
        value.value = reader.uint();
    } else if constexpr (FixedInteger<T>) {
        value = static_cast<T>(reader.fixed<std::make_unsigned_t<T>>());
    } else if constexpr (Enum<T>) {
        value = static_cast<T>(reader.index(enumCount<T>()));
    } else if constexpr (std::same_as<T, QString>) {
        value = reader.string();
    } else if constexpr (std::same_as<T, QByteArray>) {
        value = reader.data();
    } else if constexpr (FixedData<T>) {
        std::ranges::transform(reader.raw(value.size()), value.begin(),
                               [](char byte) { return static_cast<std::uint8_t>(byte); });
    } else if constexpr (Optional<T>) {
        if (reader.boolean())
            read(reader, value.emplace());
    } else if constexpr (List<T>) {
        readList(reader, value);
    } else if constexpr (Map<T>) {
        readMap(reader, value);
    } else if constexpr (Variant<T>) {
        readUnion(reader, value, std::make_index_sequence<std::variant_size_v<T>>{});
    } else {
        static_assert(Struct<T>, "BARE has no such type");
        boost::pfr::for_each_field(value, [&](auto &field) { read(reader, field); });
    }
}

// --- Describing ---

template <class T>
void describeInto(Description &into, const T &value);

template <class T>
Description describeAs(QString name, const T &value)
{
    Description description{.name = std::move(name), .type = {}, .value = {}, .children = {}};
    describeInto(description, value);
    return description;
}

template <Struct T>
void describeFields(Description &into, const T &value)
{
    into.type = latin1(typeName<T>());
    if constexpr (boost::pfr::tuple_size_v<T> > 0) {
        constexpr auto names = boost::pfr::names_as_array<T>();
        std::size_t i = 0;
        boost::pfr::for_each_field(value, [&](const auto &field) {
            into.children.push_back(describeAs(latin1(names[i++]), field));
        });
    }
}

template <class T>
void describeInto(Description &into, const T &value)
{
    if constexpr (std::same_as<T, bool> || std::same_as<T, QString> || std::same_as<T, QByteArray>) {
        into.value = QVariant::fromValue(value);
    } else if constexpr (std::same_as<T, Uint>) {
        into.value = QVariant::fromValue<quint64>(value.value);
    } else if constexpr (std::unsigned_integral<T>) {
        into.value = QVariant::fromValue<quint64>(value);
    } else if constexpr (FixedInteger<T>) {
        into.value = QVariant::fromValue<qint64>(value);
    } else if constexpr (Enum<T>) {
        into.value = latin1(enumName(value));
    } else if constexpr (FixedData<T>) {
        into.value = QByteArrayView(value.data(), static_cast<qsizetype>(value.size())).toByteArray();
    } else if constexpr (Optional<T>) {
        if (value)
            describeInto(into, *value);
    } else if constexpr (List<T>) {
        for (const auto &item : value)
            into.children.push_back(describeAs(QString::number(into.children.size()), item));
    } else if constexpr (Map<T>) {
        for (const auto &[key, mapped] : value)
            into.children.push_back(describeAs(describeAs({}, key).value.toString(), mapped));
    } else if constexpr (Variant<T>) {
        std::visit([&](const auto &alternative) { describeInto(into, alternative); }, value);
    } else {
        describeFields(into, value);
    }
}

} // namespace detail

template <class T>
[[nodiscard]] QByteArray encode(const T &value)
{
    Writer writer;
    detail::write(writer, value);
    return writer.take();
}

/// `BareInvalid` unless the bytes are exactly one `T`.
template <class T>
[[nodiscard]] Result<T> decode(QByteArrayView bytes)
{
    Reader reader(bytes);
    T value{};
    detail::read(reader, value);
    TRY(reader.finish());
    return value;
}

/// The value as a tree of names and values, for people.
template <class T>
[[nodiscard]] Description describe(const T &value)
{
    return detail::describeAs({}, value);
}

} // namespace rove::bare
