#include "core/diffusion/problem/ShapeLayer.h"

#include "core/diffusion/SameEverywhere.h"
#include "core/diffusion/problem/GaussianField.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace escapade {
namespace {

constexpr std::array<std::pair<LayerShape, std::string_view>, 9> names { {
    { LayerShape::Everywhere, "everywhere" },
    { LayerShape::Disc, "disc" },
    { LayerShape::Rectangle, "rectangle" },
    { LayerShape::Gaussian, "gaussian" },
    { LayerShape::Wave, "wave" },
    { LayerShape::Checkerboard, "checkerboard" },
    { LayerShape::Noise, "noise" },
    { LayerShape::Waves, "waves" },
    { LayerShape::Picture, "picture" },
} };

/// cos(pi n x) for a cell i of count: x = (i + 1/2) / count.
double halfWaves(int n, int cell, int count)
{
    // cos(a) = sin(pi / 2 - a), the angles as parts of pi over 2 count.
    const long long whole = 2LL * count;
    const long long part = static_cast<long long>(n) * (2LL * cell + 1);
    const long long shifted = ((count - part) % (2 * whole) + 2 * whole) % (2 * whole);
    return sineOfTurn(shifted, whole);
}

/// A layer over an array of one size.
class Painter
{
public:
    Painter(const ShapeLayer& layer, Size size)
        : m_layer(layer)
        , m_size(size)
        , m_aspect(static_cast<double>(size.width) / size.height)
    {
        if (layer.shape == LayerShape::Waves)
            m_waves = gaussianField({ layer.seed, layer.value, layer.index, layer.count }, size);
    }

    /// What the layer says about a cell, if anything.
    std::optional<double> at(int i, int j) const
    {
        const double x = (j + 0.5) / m_size.width - m_layer.x;
        const double y = (i + 0.5) / m_size.height - m_layer.y;
        const double rho2 = (x * m_aspect) * (x * m_aspect) + y * y;
        switch (m_layer.shape) {
        case LayerShape::Everywhere:
            break;
        case LayerShape::Disc:
            return when(rho2 <= m_layer.radius * m_layer.radius);
        case LayerShape::Rectangle:
            return when(std::abs(x) <= m_layer.width / 2 && std::abs(y) <= m_layer.height / 2);
        case LayerShape::Gaussian:
            return m_layer.value * decay(rho2 / (2 * m_layer.radius * m_layer.radius));
        case LayerShape::Wave:
            return m_layer.value * halfWaves(m_layer.count, i, m_size.height)
                * halfWaves(m_layer.count, j, m_size.width);
        case LayerShape::Checkerboard:
            return when((square(i, m_size.height) + square(j, m_size.width)) % 2 != 0);
        case LayerShape::Noise:
            return m_layer.value * randomAt(m_layer.seed, cellNumber(i, j));
        case LayerShape::Waves:
            return m_waves.at(j, i);
        case LayerShape::Picture:
            return fromPicture(i, j);
        }
        return m_layer.value;
    }

private:
    std::optional<double> when(bool covered) const
    {
        return covered ? std::optional(m_layer.value) : std::nullopt;
    }

    int square(int cell, int cells) const
    {
        return static_cast<int>(std::int64_t { cell } * m_layer.count / cells);
    }

    std::uint64_t cellNumber(int i, int j) const
    {
        return static_cast<std::uint64_t>(i) * static_cast<std::uint64_t>(m_size.width)
            + static_cast<std::uint64_t>(j);
    }

    std::optional<double> fromPicture(int i, int j) const
    {
        const auto scaled = [](int cell, std::size_t characters, int cells) {
            return static_cast<std::size_t>(cell) * characters / static_cast<std::size_t>(cells);
        };
        const std::vector<std::string>& lines = m_layer.picture;
        if (lines.empty())
            return std::nullopt;
        const std::string& line = lines[scaled(i, lines.size(), m_size.height)];
        if (line.empty())
            return std::nullopt;
        const char c = line[scaled(j, line.size(), m_size.width)];
        if (c == '#')
            return m_layer.value;
        return c >= '1' && c <= '9' ? std::optional(m_layer.value * (c - '0') / 9) : std::nullopt;
    }

    const ShapeLayer& m_layer;
    const Size m_size;
    const double m_aspect;
    Array2D<double> m_waves;
};

} // namespace

std::string_view shapeName(LayerShape shape)
{
    for (const auto& [known, name] : names) {
        if (known == shape)
            return name;
    }
    return {};
}

std::optional<LayerShape> shapeFromName(std::string_view name)
{
    for (const auto& [shape, known] : names) {
        if (known == name)
            return shape;
    }
    return std::nullopt;
}

void applyLayer(const ShapeLayer& layer, Array2D<double>& cells)
{
    const Painter painter(layer, cells.size());
    for (int i = 0; i < cells.height(); ++i) {
        for (int j = 0; j < cells.width(); ++j) {
            if (const auto value = painter.at(i, j))
                cells.at(j, i) = layer.mode == LayerMode::Add ? cells.at(j, i) + *value : *value;
        }
    }
}

Array2D<std::uint8_t> coverage(const ShapeLayer& layer, Size cells)
{
    const Painter painter(layer, cells);
    Array2D<std::uint8_t> covered(cells);
    for (int i = 0; i < cells.height; ++i) {
        for (int j = 0; j < cells.width; ++j)
            covered.at(j, i) = painter.at(i, j) ? 1 : 0;
    }
    return covered;
}

} // namespace escapade
