#pragma once

namespace escapade::test {

/// Whether a sanitizer is compiled in: programs are slower then, and need all the address space.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true; // GCC
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer); // clang
#else
constexpr bool sanitized = false;
#endif

} // namespace escapade::test
