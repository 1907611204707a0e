#include "ui/canvas/ScaledImage.h"

#include "core/color/PixelMix.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace escapade {
namespace {

using Pixel = std::uint32_t;

/// The numbers of the pixels, along one axis of an image, that cover the middles of the places.
std::vector<int> nearestOf(int begin, int end, double corner, double scale, int length)
{
    std::vector<int> result;
    result.reserve(static_cast<std::size_t>(end - begin));
    for (int n = begin; n < end; ++n)
        result.push_back(
            static_cast<int>(std::clamp(std::floor((n + 0.5 - corner) / scale), 0.0, length - 1.0)));
    return result;
}

const Pixel* rowOf(const QImage& image, int y)
{
    return reinterpret_cast<const Pixel*>(image.constScanLine(y)); // NOLINT: QImage's own are of bytes
}

Pixel* rowOf(QImage& image, int y)
{
    return reinterpret_cast<Pixel*>(image.scanLine(y)); // NOLINT: as above
}

/// Rows of the source that have got the width of the target. The last two are kept: of an enlarged image
/// they are most often those of the target's next row, too.
class WideRows
{
public:
    WideRows(const QImage& source, Neighbours columns)
        : m_source(source)
        , m_columns(std::move(columns))
    {
        for (Kept& kept : m_kept)
            kept.pixels.resize(m_columns.first.size());
    }

    std::span<const Pixel> row(int y)
    {
        Kept& kept = m_kept[static_cast<std::size_t>(y) % m_kept.size()];
        if (kept.y != y)
            mixNeighbours(rowOf(m_source, y), m_columns, kept.pixels.data());
        kept.y = y;
        return kept.pixels;
    }

private:
    struct Kept
    {
        int y = -1;
        std::vector<Pixel> pixels;
    };

    const QImage& m_source;
    const Neighbours m_columns;
    std::array<Kept, 2> m_kept;
};

void drawLinear(QImage& target, const QRect& area, const QImage& source, const ImagePlace& place)
{
    const int right = area.left() + area.width();
    const int bottom = area.top() + area.height();
    const Neighbours rows = neighboursOf(area.top(), bottom, place.top, place.scale, source.height());
    WideRows wide(source, neighboursOf(area.left(), right, place.left, place.scale, source.width()));
    for (int y = area.top(); y < bottom; ++y) {
        const auto n = static_cast<std::size_t>(y - area.top());
        const std::span<const Pixel> first = wide.row(rows.first[n]);
        const std::span<const Pixel> second = wide.row(rows.first[n] + 1);
        mixRows(first, second, rows.weights[n], rowOf(target, y) + area.left());
    }
}

void drawNearest(QImage& target, const QRect& area, const QImage& source, const ImagePlace& place)
{
    const int right = area.left() + area.width();
    const int bottom = area.top() + area.height();
    const std::vector<int> columns = nearestOf(area.left(), right, place.left, place.scale, source.width());
    const std::vector<int> rows = nearestOf(area.top(), bottom, place.top, place.scale, source.height());
    const std::size_t width = columns.size();
    const bool onlyMoved = columns.back() - columns.front() == area.width() - 1;
    for (int y = area.top(); y < bottom; ++y) {
        const auto n = static_cast<std::size_t>(y - area.top());
        const Pixel* const from = rowOf(source, rows[n]);
        Pixel* const to = rowOf(target, y) + area.left();
        if (onlyMoved) {
            std::copy_n(from + columns.front(), width, to);
        } else if (n > 0 && rows[n] == rows[n - 1]) {
            std::copy_n(rowOf(std::as_const(target), y - 1) + area.left(), width, to);
        } else {
            for (std::size_t k = 0; k < width; ++k)
                to[k] = from[columns[k]];
        }
    }
}

} // namespace

void drawScaled(QImage& target, const QRect& area, const QImage& source, const ImagePlace& place,
    Interpolation interpolation)
{
    if (area.isEmpty())
        return;
    const bool hasNeighbours = source.width() > 1 && source.height() > 1;
    if (interpolation == Interpolation::Linear && hasNeighbours)
        drawLinear(target, area, source, place);
    else
        drawNearest(target, area, source, place);
}

} // namespace escapade
