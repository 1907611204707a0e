#include "core/render/RenderRequest.h"

namespace escapade {

bool asksForTheSame(const RenderRequest& one, RenderRequest other)
{
    if (one.automaticIterations && other.automaticIterations)
        other.maxIterations = one.maxIterations;
    return one == other;
}

bool showTheSameSet(const RenderRequest& one, const RenderRequest& other)
{
    const bool sameC = one.juliaRe == other.juliaRe && one.juliaIm == other.juliaIm;
    return one.formula == other.formula && one.arithmetic == other.arithmetic
        && (one.formula == Formula::Mandelbrot || sameC);
}

PlaneView homeView(Formula formula)
{
    return formula == Formula::Mandelbrot ? mandelbrotHome() : juliaHome();
}

} // namespace escapade
