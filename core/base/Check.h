#pragma once

#include <cstdio>
#include <cstdlib>

/// Aborts with the place and the condition when a programming error is found. For what users can cause, use
/// Result instead.
#define ESCAPADE_CHECK(condition)                                                                            \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition);               \
            std::abort();                                                                                    \
        }                                                                                                    \
    } while (false)
