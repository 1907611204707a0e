#include "core/render/Supersampling.h"

#include "core/color/LinearLight.h"
#include "core/render/EscapeTile.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace escapade {
namespace {

/// Places along a pixel's side; samples lie on odd ones, counted from the middle, so that they are evenly
/// spaced about it: at -2 and 2 of 8, or -3, -1, 1 and 3.
constexpr int places = 8;
/// Samples of pixels at the picture's border lie a little outside.
constexpr int border = places;
/// Colours that differ by more in one of their bytes make an edge.
constexpr int edge = 14;

RenderRequest refined(RenderRequest request)
{
    Viewport& viewport = request.viewport;
    viewport.spacing = viewport.spacing / places;
    viewport.size = { places * viewport.size.width + 2 * border, places * viewport.size.height + 2 * border };
    return request;
}

/// Where the middle of a pixel lies on the refined lattice.
int middleColumn(int x, Size size)
{
    const int width = places * size.width + 2 * border;
    return width / 2 + places * (x - size.width / 2);
}

int middleRow(int y, Size size)
{
    const int height = places * size.height + 2 * border;
    const int fromBottom = size.height - 1 - y;
    return height - 1 - height / 2 - places * (fromBottom - size.height / 2);
}

std::array<std::uint8_t, 3> bytesOf(std::uint32_t color)
{
    return { static_cast<std::uint8_t>(color >> 16U), static_cast<std::uint8_t>(color >> 8U),
        static_cast<std::uint8_t>(color) };
}

bool differMuch(std::uint32_t one, std::uint32_t other)
{
    const auto a = bytesOf(one);
    const auto b = bytesOf(other);
    return std::abs(a[0] - b[0]) > edge || std::abs(a[1] - b[1]) > edge || std::abs(a[2] - b[2]) > edge;
}

bool isEdge(const Array2D<std::uint32_t>& colors, int x, int y)
{
    const std::uint32_t color = colors.at(x, y);
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            if (differMuch(color, colors.at(x + dx, y + dy)))
                return true;
        }
    }
    return false;
}

/// The mean of colours in linear light.
class Mean
{
public:
    void add(std::uint32_t color)
    {
        const auto bytes = bytesOf(color);
        for (std::size_t channel = 0; channel < bytes.size(); ++channel)
            m_light[channel] += lightOf(bytes[channel]);
        ++m_count;
    }
    std::uint32_t color() const
    {
        const Rgb mean { byteOf(m_light[0] / m_count), byteOf(m_light[1] / m_count),
            byteOf(m_light[2] / m_count) };
        return mean.argb();
    }

private:
    std::array<double, 3> m_light {};
    int m_count = 0;
};

} // namespace

Supersampling::Supersampling(std::shared_ptr<const Frame> frame, std::shared_ptr<const ColorTable> table)
    : m_frame(std::move(frame))
    , m_table(std::move(table))
    , m_request(refined(m_frame->request))
    , m_lattice(m_request)
{ }

bool Supersampling::smooth(
    const Rect& area, SimdLevel simd, const CancelToken& cancel, Array2D<std::uint32_t>& colors) const
{
    const Array2D<std::uint32_t> around = colorsAround(area);
    colors = Array2D<std::uint32_t>({ area.width, area.height });
    std::vector<Run> runs;
    for (int y = 0; y < area.height; ++y) {
        for (int x = 0; x < area.width; ++x) {
            colors.at(x, y) = around.at(x + 1, y + 1);
            if (isEdge(around, x + 1, y + 1))
                append(runs, area.x + x, area.y + y);
        }
    }
    for (const int samplesAlong : { 2, 4 }) {
        std::vector<Mixture> mixtures;
        if (runs.empty())
            return true;
        if (!mix(runs, samplesAlong, simd, cancel, mixtures))
            return false;
        std::vector<Run> uneven;
        std::size_t next = 0;
        for (const Run& run : runs) {
            for (int x = run.x; x < run.x + run.count; ++x) {
                const Mixture& mixture = mixtures[next++];
                colors.at(x - area.x, run.y - area.y) = mixture.color;
                if (mixture.isUneven)
                    append(uneven, x, run.y);
            }
        }
        runs = std::move(uneven);
    }
    return true;
}

void Supersampling::append(std::vector<Run>& runs, int x, int y)
{
    if (!runs.empty() && runs.back().y == y && runs.back().x + runs.back().count == x)
        ++runs.back().count;
    else
        runs.push_back({ x, y, 1 });
}

/// The colours of the frame in an area and in the pixels around it; beyond the picture's border its last
/// pixels go on.
Array2D<std::uint32_t> Supersampling::colorsAround(const Rect& area) const
{
    const Size size = m_frame->labels.size();
    Array2D<std::uint32_t> colors({ area.width + 2, area.height + 2 });
    for (int y = 0; y < colors.height(); ++y) {
        const int fromY = std::clamp(area.y + y - 1, 0, size.height - 1);
        const int left = std::max(area.x - 1, 0);
        const int right = std::min(area.x + area.width + 1, size.width);
        std::uint32_t* const row = colors.row(y);
        std::uint32_t* const inside = row + (left - (area.x - 1));
        colorPixels(resultsOf(*m_frame, { left, fromY }, right - left), *m_table,
            { inside, static_cast<std::size_t>(right - left) });
        std::fill(row, inside, *inside);
        std::fill(inside + (right - left), row + colors.width(), inside[right - left - 1]);
    }
    return colors;
}

/// Samples pixels at samplesAlong x samplesAlong places each. One mixture for each pixel, run after run.
/// False when cancelled.
bool Supersampling::mix(const std::vector<Run>& runs, int samplesAlong, SimdLevel simd,
    const CancelToken& cancel, std::vector<Mixture>& mixtures) const
{
    const Size size = m_frame->labels.size();
    const int step = places / samplesAlong;
    const int first = -(samplesAlong - 1) * step / 2;
    TileResult result;
    for (const Run& run : runs) {
        for (int k = 0; k < samplesAlong; ++k)
            result.rows.push_back({ middleRow(run.y, size) + first + k * step,
                middleColumn(run.x, size) + first, step, run.count * samplesAlong });
    }
    if (!computeTile(m_request, m_lattice, simd, EscapeMethod::Compaction, cancel, result))
        return false;
    std::vector<std::uint32_t> sampleColors(static_cast<std::size_t>(result.sampleCount()));
    colorPixels(
        result.results(m_request.orbitValues, m_frame->request.viewport.spacing), *m_table, sampleColors);
    std::size_t begin = 0; // of a run's samples
    for (const Run& run : runs) {
        const std::size_t rowLength
            = static_cast<std::size_t>(run.count) * static_cast<std::size_t>(samplesAlong);
        for (int pixel = 0; pixel < run.count; ++pixel) {
            Mean mean;
            Mixture mixture;
            std::uint32_t firstColor = 0;
            for (int k = 0; k < samplesAlong * samplesAlong; ++k) {
                const std::size_t n = begin + static_cast<std::size_t>(k / samplesAlong) * rowLength
                    + static_cast<std::size_t>(pixel * samplesAlong + k % samplesAlong);
                const std::uint32_t color = sampleColors[n];
                firstColor = k == 0 ? color : firstColor;
                mixture.isUneven = mixture.isUneven || differMuch(color, firstColor);
                mean.add(color);
            }
            mixture.color = mean.color();
            mixtures.push_back(mixture);
        }
        begin += rowLength * static_cast<std::size_t>(samplesAlong);
    }
    return true;
}

} // namespace escapade
