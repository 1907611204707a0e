#include "core/render/RenderRequest.h"

namespace escapade {

bool asksForTheSame(const RenderRequest& one, RenderRequest other)
{
    if (one.automaticIterations && other.automaticIterations)
        other.maxIterations = one.maxIterations;
    return one == other;
}

PlaneView homeView(Formula formula)
{
    return formula == Formula::Mandelbrot ? mandelbrotHome() : juliaHome();
}

} // namespace escapade
