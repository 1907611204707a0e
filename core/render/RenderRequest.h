#pragma once

#include "core/fractal/Viewport.h"
#include "core/simd/KernelTable.h"
#include "core/simd/Shortcuts.h"

#include <cstdint>

namespace escapade {

enum class Formula { Mandelbrot, Julia };

/// What to compute, and nothing about how: thread count, instruction set and tile size must not change a
/// pixel, so they are not here. (The arithmetic is: fused rounds differently.)
struct RenderRequest
{
    Formula formula = Formula::Mandelbrot;
    Decimal juliaRe; ///< c of a Julia set
    Decimal juliaIm;
    Viewport viewport;
    std::int32_t maxIterations = 256; ///< at least 1
    Arithmetic arithmetic = Arithmetic::Strict;
    Shortcuts shortcuts;
    bool operator==(const RenderRequest&) const = default;
};

/// The view that Home shows for a formula.
PlaneView homeView(Formula formula);

/// The iteration limit that "automatic" means for a view: it grows with the magnification, 500 at home.
/// Rounded to hundreds and computed without libm, so it is the same on every machine.
std::int32_t automaticMaxIterations(Formula formula, const PlaneView& view);

} // namespace escapade
