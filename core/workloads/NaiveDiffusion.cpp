#include "core/workloads/NaiveDiffusion.h"

#include <utility>

namespace escapade {

void stepNaively(Array2D<double>& density, double coefficient, int steps, const CancelToken& cancel)
{
    Array2D<double> next = density;
    for (int step = 0; step < steps && !cancel.isCancelled(); ++step) {
        for (int i = 1; i + 1 < density.height(); ++i) {
            for (int j = 1; j + 1 < density.width(); ++j) {
                const double centre = density.at(j, i);
                const double laplacian = density.at(j, i + 1) + density.at(j, i - 1) + density.at(j + 1, i)
                    + density.at(j - 1, i) - 4 * centre;
                next.at(j, i) = centre + coefficient * laplacian;
            }
        }
        std::swap(density, next);
    }
}

} // namespace escapade
