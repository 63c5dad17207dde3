// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/allocator.h"

#include "engine/script/scriptlimits.h"

#include <algorithm>
#include <cstdlib>
#include <malloc.h>

namespace rove::script {
namespace {

/// What the heap keeps beside each block.
constexpr std::size_t blockOverhead = 8;

Allocator &allocatorOf(JSMallocState *state)
{
    return *static_cast<Allocator *>(state->opaque);
}

} // namespace

JSRuntime *Allocator::newRuntime()
{
    static constexpr JSMallocFunctions functions{
        .js_malloc = allocate, .js_free = release, .js_realloc = resize, .js_malloc_usable_size = sizeOf};
    return JS_NewRuntime2(&functions, this);
}

void Allocator::makeRoom()
{
    m_limit = std::clamp(m_used + limits::memoryRoomBytes, m_base, m_base + limits::memoryOverrunBytesMax);
}

bool Allocator::mayHave(std::size_t size) const
{
    if (size <= limits::smallBlockBytesMax || m_used + size <= m_limit)
        return true;
    return size <= limits::largeBlockBytes && m_used + size <= m_base + limits::memoryOverrunBytesMax;
}

std::size_t Allocator::sizeOf(const void *memory)
{
    return malloc_usable_size(const_cast<void *>(memory));
}

void *Allocator::allocate(JSMallocState *state, std::size_t size)
{
    Allocator &self = allocatorOf(state);
    void *memory = self.mayHave(size) ? std::malloc(size) : nullptr;
    if (memory)
        self.m_used += sizeOf(memory) + blockOverhead;
    return memory;
}

void Allocator::release(JSMallocState *state, void *memory)
{
    if (!memory)
        return;
    allocatorOf(state).m_used -= sizeOf(memory) + blockOverhead;
    std::free(memory);
}

void *Allocator::resize(JSMallocState *state, void *memory, std::size_t size)
{
    if (!memory)
        return size == 0 ? nullptr : allocate(state, size);
    if (size == 0) {
        release(state, memory);
        return nullptr;
    }
    Allocator &self = allocatorOf(state);
    const std::size_t before = sizeOf(memory);
    if (size > before && !self.mayHave(size - before))
        return nullptr;
    void *moved = std::realloc(memory, size);
    if (moved)
        self.m_used += sizeOf(moved) - before;
    return moved;
}

} // namespace rove::script
