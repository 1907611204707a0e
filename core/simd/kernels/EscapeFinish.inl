// From the point where an orbit left to its pixel's smooth fraction and label: shared by all escape-time kernels.
// Include after EscapeOrbit.inl and Log2.inl.

#include "core/base/Label.h"

namespace escapade::simd::ESCAPADE_ISA {

constexpr int tailLimit = 64;

/// What becomes of a vector of escaped points.
struct Finish
{
    Vec fraction;
    Mask escaped;
};

/// An orbit is called escaped only beyond R = max(2, |c|), from where it cannot return: |z| > R >= |c| gives
/// |z^2 + c| >= |z|^2 - |c| > |z| (R - 1) >= |z|. For Mandelbrot and for |c| <= 2 that is radius 2 itself; for a
/// Julia set with |c| > 2 the count is still that of radius 2, and the orbit goes on here until it is beyond R
/// (for c = -6 the point 3 is outside radius 2 and fixed: it stays undecided). z is the first point of the orbit
/// outside radius 2. Smooth count: k + 1 + extra - log2(log2 |z|). Source: Peitgen and Saupe, The Science of
/// Fractal Images, section 4.
template <bool fused> inline Finish finish(Orbit z, Vec cr, Vec ci, Mask counted)
{
    const Vec radius2 = maximum(cr * cr + ci * ci, splat(4));
    const Vec smoothRadius2 = radius2 * splat(262144);
    Vec size2 = sizeSquared<fused>(z);
    Vec extra = splat(0);
    for (int step = 0; step < tailLimit; ++step) {
        const Mask pending = counted & (size2 <= smoothRadius2);
        if (!any(pending))
            break;
        const Orbit after = next<fused>(z, cr, ci);
        z = orbitAt(select(pending, after.x, z.x), select(pending, after.y, z.y));
        size2 = sizeSquared<fused>(z);
        extra = select(pending, extra + splat(1), extra);
    }
    const Mask escaped = counted & !(size2 <= radius2);
    const Mask smooth = escaped & (size2 < splat(1e300));
    const Vec logarithm = log2Of(log2Of(select(smooth, size2, splat(16))) * splat(0.5));
    return { select(smooth, splat(1) + extra - logarithm, splat(0)), escaped };
}

} // namespace escapade::simd::ESCAPADE_ISA
