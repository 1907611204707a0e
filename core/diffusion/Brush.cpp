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

using Visit = std::function<void(int, int, double)>;

void touch(Size cells, FieldPoint place, const BrushStroke& stroke, const Visit& visit)
{
    const Span rows = spanAbout(place.i, stroke.radius, cells.height);
    const Span columns = spanAbout(place.j, stroke.radius, cells.width);
    for (int i = rows.first; i <= rows.last; ++i) {
        for (int j = columns.first; j <= columns.last; ++j) {
            const double di = (i - place.i) / stroke.radius;
            const double dj = (j - place.j) / stroke.radius;
            const double rest = std::max(0.0, 1 - (di * di + dj * dj));
            visit(i, j, rest * rest);
        }
    }
}

void visitLine(Size cells, const BrushStroke& stroke, const Visit& visit)
{
    const double di = stroke.to.i - stroke.from.i;
    const double dj = stroke.to.j - stroke.from.j;
    const double wanted = std::ceil(std::hypot(di, dj) / (stroke.radius / 2));
    const int touches = static_cast<int>(std::clamp(wanted, 1.0, mostTouches));
    for (int n = 1; n <= touches; ++n) {
        const double part = static_cast<double>(n) / touches;
        touch(cells, { stroke.from.i + part * di, stroke.from.j + part * dj }, stroke, visit);
    }
}

void visitDisc(Size cells, const BrushStroke& stroke, const Visit& visit)
{
    const auto [i0, j0] = stroke.from;
    const double radius = std::max(std::hypot(stroke.to.i - i0, stroke.to.j - j0), 0.5);
    const Span rows = spanAbout(i0, radius, cells.height);
    const Span columns = spanAbout(j0, radius, cells.width);
    for (int i = rows.first; i <= rows.last; ++i) {
        for (int j = columns.first; j <= columns.last; ++j) {
            if (std::hypot(i - i0, j - j0) <= radius)
                visit(i, j, 1);
        }
    }
}

void visitRectangle(Size cells, const BrushStroke& stroke, const Visit& visit)
{
    const auto between = [](double a, double b, int count) {
        const double first = std::round(std::min(a, b));
        const double last = std::round(std::max(a, b));
        return spanAbout(first + (last - first) / 2, (last - first) / 2, count);
    };
    const Span rows = between(stroke.from.i, stroke.to.i, cells.height);
    const Span columns = between(stroke.from.j, stroke.to.j, cells.width);
    for (int i = rows.first; i <= rows.last; ++i) {
        for (int j = columns.first; j <= columns.last; ++j)
            visit(i, j, 1);
    }
}

/// Each cell takes the stamp's nearest element.
void visitStamp(Size cells, const BrushStroke& stroke, const Visit& visit)
{
    if (!stroke.stamp || stroke.stamp->size().isEmpty())
        return;
    const Array2D<double>& stamp = *stroke.stamp;
    const double perCell = std::max(stamp.width(), stamp.height()) / (2 * stroke.radius);
    const Span rows = spanAbout(stroke.to.i, stamp.height() / (2 * perCell), cells.height);
    const Span columns = spanAbout(stroke.to.j, stamp.width() / (2 * perCell), cells.width);
    const auto elementAt = [perCell](double offset, int count) {
        const double place = std::floor(offset * perCell + count / 2.0);
        return static_cast<int>(std::clamp(place, 0.0, count - 1.0));
    };
    for (int i = rows.first; i <= rows.last; ++i) {
        for (int j = columns.first; j <= columns.last; ++j)
            visit(i, j,
                stamp.at(
                    elementAt(j - stroke.to.j, stamp.width()), elementAt(i - stroke.to.i, stamp.height())));
    }
}

bool makesSense(const BrushStroke& stroke)
{
    return std::isfinite(stroke.from.i) && std::isfinite(stroke.from.j) && std::isfinite(stroke.to.i)
        && std::isfinite(stroke.to.j) && std::isfinite(stroke.strength) && stroke.radius > 0
        && stroke.radius <= maxGridRows;
}

} // namespace

void visitStroke(const BrushStroke& stroke, Size cells, const Visit& action)
{
    if (!makesSense(stroke))
        return;
    switch (stroke.shape) {
    case BrushShape::Line:
        visitLine(cells, stroke, action);
        break;
    case BrushShape::Disc:
        visitDisc(cells, stroke, action);
        break;
    case BrushShape::Rectangle:
        visitRectangle(cells, stroke, action);
        break;
    case BrushShape::Stamp:
        visitStamp(cells, stroke, action);
        break;
    }
}

void paint(DiffusionField& field, const BrushStroke& stroke, Boundary boundary)
{
    visitStroke(stroke, { field.columns(), field.rows() }, [&](int i, int j, double weight) {
        double& cell = field.row(0, i)[j];
        cell = painted(cell, stroke, weight);
    });
    field.applyBoundary(boundary);
}

} // namespace escapade
