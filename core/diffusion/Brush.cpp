#include "core/diffusion/Brush.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

constexpr double mostTouches = 10000;

/// The first and the last index 1..rows within the radius of a place.
struct Span
{
    int first = 1;
    int last = 0;
};

Span spanAbout(double middle, double radius, int rows)
{
    const double first = std::clamp(std::ceil(middle - radius), 1.0, rows + 1.0);
    const double last = std::clamp(std::floor(middle + radius), 0.0, static_cast<double>(rows));
    return { static_cast<int>(first), static_cast<int>(last) };
}

void touch(DiffusionField& field, FieldPoint place, const BrushStroke& stroke)
{
    const Span rows = spanAbout(place.i, stroke.radius, field.rows());
    const Span columns = spanAbout(place.j, stroke.radius, field.columns());
    for (int i = rows.first; i <= rows.last; ++i) {
        double* const row = field.row(0, i);
        for (int j = columns.first; j <= columns.last; ++j) {
            const double di = (i - place.i) / stroke.radius;
            const double dj = (j - place.j) / stroke.radius;
            const double rest = std::max(0.0, 1 - (di * di + dj * dj));
            row[j] = std::clamp(row[j] + stroke.strength * rest * rest, -largestPainted, largestPainted);
        }
    }
}

bool makesSense(const BrushStroke& stroke)
{
    return std::isfinite(stroke.from.i) && std::isfinite(stroke.from.j) && std::isfinite(stroke.to.i)
        && std::isfinite(stroke.to.j) && std::isfinite(stroke.strength) && stroke.radius > 0
        && stroke.radius <= maxGridRows;
}

} // namespace

void paint(DiffusionField& field, const BrushStroke& stroke, Boundary boundary)
{
    if (!makesSense(stroke))
        return;
    const double di = stroke.to.i - stroke.from.i;
    const double dj = stroke.to.j - stroke.from.j;
    const double wanted = std::ceil(std::hypot(di, dj) / (stroke.radius / 2));
    const int touches = static_cast<int>(std::clamp(wanted, 1.0, mostTouches));
    for (int n = 1; n <= touches; ++n) {
        const double part = static_cast<double>(n) / touches;
        touch(field, { stroke.from.i + part * di, stroke.from.j + part * dj }, stroke);
    }
    field.applyBoundary(boundary);
}

} // namespace escapade
