#pragma once

#include "core/fractal/Viewport.h"
#include "core/simd/KernelTable.h"
#include "core/simd/OrbitJob.h"
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
    /// The limit is not the user's but chosen for the view: until then, maxIterations is where the search
    /// starts, and afterwards what it found. See chooseIterationLimit().
    bool automaticIterations = false;
    Arithmetic arithmetic = Arithmetic::Strict;
    Shortcuts shortcuts;
    bool smoothCounts = true; ///< whether pixels get the fraction of their count: colours need it
    OrbitValueSet orbitValues; ///< computed along with the counts, for colourings that need them
    bool operator==(const RenderRequest&) const = default;
};

/// Whether two requests are for the same picture: where both leave the iteration limit open, whatever was
/// chosen so far.
bool asksForTheSame(const RenderRequest& one, RenderRequest other);

/// Whether two requests are for the same set in the same arithmetic: formula, c and rounding.
bool showTheSameSet(const RenderRequest& one, const RenderRequest& other);

/// The view that Home shows for a formula.
PlaneView homeView(Formula formula);

} // namespace escapade
