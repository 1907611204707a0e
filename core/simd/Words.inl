// One vector of 64-bit whole numbers of the instruction set that this translation unit is compiled for: see
// Lanes.inl.

#pragma once

#include "core/simd/Lanes.inl"

namespace escapade::simd::ESCAPADE_ISA {

#ifdef ESCAPADE_ARCH
using Words = Bits;
inline Words splatWords(std::uint64_t value)
{
    return Words(value);
}
inline Words loadWords(const std::uint64_t* from)
{
    return Words::load_unaligned(from);
}
inline void storeWords(std::uint64_t* to, Words words)
{
    words.store_unaligned(to);
}
#else
using Words = std::uint64_t;
inline Words splatWords(std::uint64_t value)
{
    return value;
}
inline Words loadWords(const std::uint64_t* from)
{
    return *from;
}
inline void storeWords(std::uint64_t* to, Words words)
{
    *to = words;
}
#endif

} // namespace escapade::simd::ESCAPADE_ISA
