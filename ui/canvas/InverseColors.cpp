#include "ui/canvas/InverseColors.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace escapade {
namespace {

constexpr QRgb white = 0xFFFFFFFF;
constexpr QRgb rim = 0xA0000000; // premultiplied: black that lets a third through

QRgb* rowOf(QImage& image, int y)
{
    return reinterpret_cast<QRgb*>(image.scanLine(y)); // NOLINT: QImage's own rows are of bytes
}

/// From a blue that can be told from black to white.
QRgb brightness(double share)
{
    const auto part
        = [share](int dark) { return dark + static_cast<int>(std::lround(share * (255 - dark))); };
    return qRgb(part(70), part(90), part(160));
}

} // namespace

QImage inverseOutline(const Array2D<std::int32_t>& hits)
{
    QImage image(hits.width(), hits.height(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    for (int y = 0; y < hits.height(); ++y) {
        for (int x = 0; x < hits.width(); ++x) {
            if (hits.at(x, y) == 0)
                continue;
            const int right = std::min(x + 1, hits.width() - 1);
            for (int row = std::max(y - 1, 0); row <= std::min(y + 1, hits.height() - 1); ++row) {
                QRgb* pixels = rowOf(image, row);
                for (int column = std::max(x - 1, 0); column <= right; ++column)
                    pixels[column] = hits.at(column, row) > 0 ? white : rim;
            }
        }
    }
    return image;
}

QImage inverseBrightness(const Array2D<std::int32_t>& hits, std::int32_t limit)
{
    std::vector<QRgb> colors { 0xFF000000 };
    for (std::int32_t count = 1; count <= limit; ++count)
        colors.push_back(brightness(std::sqrt(static_cast<double>(count) / limit)));
    QImage image(hits.width(), hits.height(), QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < hits.height(); ++y) {
        std::transform(hits.row(y), hits.row(y) + hits.width(), rowOf(image, y), [&](std::int32_t count) {
            return colors[static_cast<std::size_t>(std::clamp(count, 0, limit))];
        });
    }
    return image;
}

} // namespace escapade
