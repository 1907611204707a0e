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

/// What a cell becomes; weight is 1 in the middle of the brush and 0 at its rim.
double painted(double before, const BrushStroke& stroke, double weight)
{
    switch (stroke.mode) {
    case BrushMode::Add:
        break;
    case BrushMode::Set:
        return weight > 0 ? std::clamp(stroke.strength, -largestPainted, largestPainted) : before;
    case BrushMode::Erase:
        return weight > 0 ? 0 : before;
    }
    return std::clamp(before + stroke.strength * weight, -largestPainted, largestPainted);
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
            row[j] = painted(row[j], stroke, rest * rest);
        }
    }
}

void paintLine(DiffusionField& field, const BrushStroke& stroke)
{
    const double di = stroke.to.i - stroke.from.i;
    const double dj = stroke.to.j - stroke.from.j;
    const double wanted = std::ceil(std::hypot(di, dj) / (stroke.radius / 2));
    const int touches = static_cast<int>(std::clamp(wanted, 1.0, mostTouches));
    for (int n = 1; n <= touches; ++n) {
        const double part = static_cast<double>(n) / touches;
        touch(field, { stroke.from.i + part * di, stroke.from.j + part * dj }, stroke);
    }
}

/// Cells of these rows and columns for which isInside(i, j).
template <typename Inside>
void fill(DiffusionField& field, Span rows, Span columns, const BrushStroke& stroke, Inside isInside)
{
    for (int i = rows.first; i <= rows.last; ++i) {
        double* const row = field.row(0, i);
        for (int j = columns.first; j <= columns.last; ++j)
            row[j] = isInside(i, j) ? painted(row[j], stroke, 1) : row[j];
    }
}

void paintDisc(DiffusionField& field, const BrushStroke& stroke)
{
    const auto [i0, j0] = stroke.from;
    const double radius = std::max(std::hypot(stroke.to.i - i0, stroke.to.j - j0), 0.5);
    fill(field, spanAbout(i0, radius, field.rows()), spanAbout(j0, radius, field.columns()), stroke,
        [&, i0 = i0, j0 = j0](int i, int j) { return std::hypot(i - i0, j - j0) <= radius; });
}

void paintRectangle(DiffusionField& field, const BrushStroke& stroke)
{
    const auto between = [](double a, double b, int count) {
        const double first = std::round(std::min(a, b));
        const double last = std::round(std::max(a, b));
        return spanAbout(first + (last - first) / 2, (last - first) / 2, count);
    };
    fill(field, between(stroke.from.i, stroke.to.i, field.rows()),
        between(stroke.from.j, stroke.to.j, field.columns()), stroke, [](int, int) { return true; });
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
    switch (stroke.shape) {
    case BrushShape::Line:
        paintLine(field, stroke);
        break;
    case BrushShape::Disc:
        paintDisc(field, stroke);
        break;
    case BrushShape::Rectangle:
        paintRectangle(field, stroke);
        break;
    }
    field.applyBoundary(boundary);
}

} // namespace escapade
