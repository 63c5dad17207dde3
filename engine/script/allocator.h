// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/quickjsapi.h"

#include <cstddef>

namespace rove::script {

/// Where a world's memory comes from. QuickJS does not survive every failed allocation, its compiler least of
/// all: so beyond the limit small ones still succeed, the world is interrupted at the next occasion, and only
/// what is large, or comes after a second limit, fails; that fails in places which are made for it. Outlives
/// the runtime that was made with it; not thread-safe, as its world.
class Allocator {
public:
    explicit Allocator(std::size_t limit)
        : m_base(limit)
        , m_limit(limit)
    {}
    Allocator(const Allocator &) = delete;
    Allocator &operator=(const Allocator &) = delete;

    /// A runtime that allocates here.
    [[nodiscard]] JSRuntime *newRuntime();
    [[nodiscard]] std::size_t used() const { return m_used; }
    /// True beyond the limit: whoever runs a script is to end it.
    [[nodiscard]] bool isExhausted() const { return m_used > m_limit; }
    /// Lets the next script have a little, however much is in use: enough to give the rest back.
    void makeRoom();

private:
    static void *allocate(JSMallocState *state, std::size_t size);
    static void release(JSMallocState *state, void *memory);
    static void *resize(JSMallocState *state, void *memory, std::size_t size);
    static std::size_t sizeOf(const void *memory);

    [[nodiscard]] bool mayHave(std::size_t size) const;

    std::size_t m_base;
    std::size_t m_limit;
    std::size_t m_used = 0;
};

} // namespace rove::script
