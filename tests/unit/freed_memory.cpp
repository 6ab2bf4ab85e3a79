#include "freed_memory.hpp"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace {

// Fixed memory: the check runs inside of `operator delete`.
thread_local char watched[256];
thread_local std::size_t watched_size = 0;
thread_local std::size_t seen = 0;

void check_and_free(void* block) noexcept {
  if (block != nullptr && watched_size > 0) {
    const char* const begin = static_cast<const char*>(block);
    const char* const end = begin + malloc_usable_size(block);
    if (std::search(begin, end, watched, watched + watched_size) != end) ++seen;
  }
  std::free(block);
}

/// Cleared, so that a block holds only what its owner wrote.
void* try_allocate(std::size_t size) noexcept {
  return std::calloc(1, std::max<std::size_t>(size, 1));
}

void* allocate(std::size_t size) {
  if (void* block = try_allocate(size)) return block;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return try_allocate(size);
}
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return try_allocate(size);
}
void operator delete(void* block) noexcept { check_and_free(block); }
void operator delete[](void* block) noexcept { check_and_free(block); }
void operator delete(void* block, std::size_t /*size*/) noexcept { check_and_free(block); }
void operator delete[](void* block, std::size_t /*size*/) noexcept { check_and_free(block); }

FreedMemory::FreedMemory(std::string_view needle) {
  seen = 0;
  watched_size = needle.copy(watched, sizeof watched);
}

FreedMemory::~FreedMemory() { watched_size = 0; }

std::size_t FreedMemory::sightings() const { return seen; }
