#include "core/diffusion/SampleLine.h"

#include "core/base/Check.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

/// The share of each of `count` equal parts of a length in cells 0..length-1: first cell and weights.
struct Cover
{
    int first = 0;
    std::vector<double> weights; // they add up to 1
};

Cover coverOf(int part, int count, int length)
{
    const double size = static_cast<double>(length) / count;
    const double begin = part * size;
    const double end = std::min(begin + size, static_cast<double>(length));
    Cover cover;
    cover.first = std::min(static_cast<int>(begin), length - 1);
    for (int cell = cover.first; cell < length && cell < end; ++cell)
        cover.weights.push_back(
            (std::min(end, cell + 1.0) - std::max(begin, static_cast<double>(cell))) / size);
    return cover;
}

} // namespace

double densityAt(const Array2D<double>& values, FieldPoint place)
{
    ESCAPADE_CHECK(values.width() >= 1 && values.height() >= 1);
    const double i = std::isfinite(place.i) ? std::clamp(place.i, 0.0, values.height() - 1.0) : 0;
    const double j = std::isfinite(place.j) ? std::clamp(place.j, 0.0, values.width() - 1.0) : 0;
    const auto row = static_cast<int>(i);
    const auto column = static_cast<int>(j);
    const int below = std::min(row + 1, values.height() - 1);
    const int right = std::min(column + 1, values.width() - 1);
    const double down = i - row;
    const double across = j - column;
    const double upper = values.at(column, row) * (1 - across) + values.at(right, row) * across;
    const double lower = values.at(column, below) * (1 - across) + values.at(right, below) * across;
    return upper * (1 - down) + lower * down;
}

std::vector<double> sampleLine(
    const Array2D<double>& values, const FieldPoint& from, const FieldPoint& to, int count)
{
    ESCAPADE_CHECK(count >= 2);
    std::vector<double> samples;
    samples.reserve(static_cast<std::size_t>(count));
    for (int n = 0; n < count; ++n) {
        const double part = static_cast<double>(n) / (count - 1);
        samples.push_back(
            densityAt(values, { from.i + part * (to.i - from.i), from.j + part * (to.j - from.j) }));
    }
    return samples;
}

Array2D<double> resampled(const Array2D<double>& values, Size size)
{
    if (values.width() < 1 || values.height() < 1)
        return {};
    Array2D<double> result(size);
    std::vector<Cover> columns;
    columns.reserve(static_cast<std::size_t>(std::max(0, size.width)));
    for (int x = 0; x < size.width; ++x)
        columns.push_back(coverOf(x, size.width, values.width()));
    for (int y = 0; y < size.height; ++y) {
        const Cover rows = coverOf(y, size.height, values.height());
        for (int x = 0; x < size.width; ++x) {
            const Cover& across = columns[static_cast<std::size_t>(x)];
            double sum = 0;
            for (std::size_t i = 0; i < rows.weights.size(); ++i) {
                const double* const row = values.row(rows.first + static_cast<int>(i)) + across.first;
                double inRow = 0;
                for (std::size_t j = 0; j < across.weights.size(); ++j)
                    inRow += across.weights[j] * row[j];
                sum += rows.weights[i] * inRow;
            }
            result.at(x, y) = sum;
        }
    }
    return result;
}

} // namespace escapade
