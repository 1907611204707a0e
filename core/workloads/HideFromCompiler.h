#pragma once

#include <concepts>

namespace escapade {

/// Makes the compiler take `value` for one that it knows nothing about, at no cost. In a loop over it, every
/// iteration has to be made, one by one: compilers replace the sum of 0, 1, 2 ... by its formula, and leave
/// out altogether what nobody needs, and a lesson about loops would time nothing.
template <std::integral T> inline void hideFromCompiler(T& value)
{
    asm volatile("" : "+r"(value));
}

} // namespace escapade
