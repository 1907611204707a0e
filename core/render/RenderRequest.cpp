#include "core/render/RenderRequest.h"

namespace escapade {

PlaneView homeView(Formula formula)
{
    return formula == Formula::Mandelbrot ? mandelbrotHome() : juliaHome();
}

} // namespace escapade
