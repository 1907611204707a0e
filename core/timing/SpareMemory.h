#pragma once

#include <cstddef>

namespace escapade {

/// Bytes that the program may still take without swapping or being ended: what the system calls available, or
/// what is left of the limit of the control group, whichever is less. The largest number where neither is
/// known.
std::size_t spareMemoryBytes();

} // namespace escapade
