// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <variant>

/// What the steps between the versions of a schema are made of.
namespace rove::bare {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

/// Takes a union into another schema: as it is, unless one of the cases, which take their alternative by
/// rvalue reference, knows better.
template <class To, class From, class... Cases>
To step(From &&message, Cases... cases)
{
    return std::visit(
        Overloaded{[](auto &&same) -> To { return std::forward<decltype(same)>(same); }, cases...},
        std::forward<From>(message));
}

} // namespace rove::bare
