// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <cstddef>
#include <string_view>

/// Names of types and enumerators, taken at compile time from what GCC and Clang call a function. C++26 has
/// words for it.
namespace rove::bare::detail {

template <class T>
consteval std::string_view signatureOfType()
{
    return __PRETTY_FUNCTION__;
}

template <auto value>
consteval std::string_view signatureOfValue()
{
    return __PRETTY_FUNCTION__;
}

/// What stands between "T = " or "value = " and the next ";" or "]", without its scope.
consteval std::string_view nameIn(std::string_view signature)
{
    const std::size_t start = signature.find(" = ") + 3;
    std::string_view name = signature.substr(start, signature.find_first_of(";]", start) - start);
    if (const std::size_t scope = name.rfind("::"); scope != std::string_view::npos && !name.ends_with('>'))
        name.remove_prefix(scope + 2);
    return name;
}

/// `Init` for `rove::inspector::v6::Init`.
template <class T>
consteval std::string_view typeName()
{
    return nameIn(signatureOfType<T>());
}

/// An enumerator has a name; any other value is shown as a cast, `(Type)7`.
template <auto value>
consteval bool isEnumerator()
{
    const std::string_view signature = signatureOfValue<value>();
    return signature[signature.find(" = ") + 3] != '(';
}

/// How many enumerators `T` has; they count up from 0.
template <class T, std::size_t first = 0>
consteval std::size_t enumCount()
{
    if constexpr (isEnumerator<static_cast<T>(first)>())
        return enumCount<T, first + 1>();
    else
        return first;
}

template <class T, std::size_t i = 0>
constexpr std::string_view enumName(T value)
{
    if constexpr (i == enumCount<T>())
        return {};
    else
        return value == static_cast<T>(i) ? nameIn(signatureOfValue<static_cast<T>(i)>())
                                          : enumName<T, i + 1>(value);
}

inline QString latin1(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace rove::bare::detail
