#pragma once

#include <chrono>
#include <cstdint>

namespace escapade {

/// How many steps to do at a stretch so that it takes a few milliseconds: by what the slices before took.
class SliceSize
{
public:
    explicit SliceSize(std::chrono::nanoseconds target)
        : m_target(target)
    { }

    /// At least 1; at first a guess.
    std::int64_t steps() const { return m_steps; }

    /// Takes notice of a slice; it grows and shrinks by no more than a factor of 4 at once, since a single
    /// slice may have met a busy machine.
    void record(std::int64_t steps, std::chrono::nanoseconds took);

private:
    std::chrono::nanoseconds m_target;
    std::int64_t m_steps = 8;
};

} // namespace escapade
