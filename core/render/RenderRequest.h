#pragma once

#include "core/fractal/Viewport.h"
#include "core/simd/KernelTable.h"

#include <cstdint>

namespace escapade {

enum class Formula { Mandelbrot, Julia };

/// What to compute, and nothing about how: thread count, instruction set and tile size must not change a pixel, so they are
/// not here. (The arithmetic is: fused rounds differently.)
struct RenderRequest
{
    Formula formula = Formula::Mandelbrot;
    Decimal juliaRe; ///< c of a Julia set
    Decimal juliaIm;
    Viewport viewport;
    std::int32_t maxIterations = 256; ///< at least 1
    Arithmetic arithmetic = Arithmetic::Strict;
    bool shortcuts = true; ///< closed forms and cycle check: they change labels and time, never a count
    bool operator==(const RenderRequest&) const = default;
};

/// The iteration limit that "automatic" means for a view at this magnification (1 at home).
std::int32_t automaticMaxIterations(double log2Magnification);

} // namespace escapade
