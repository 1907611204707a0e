#include "ui/toolbar/PaletteSwatch.h"

#include <QPixmap>

namespace escapade {

QIcon paletteSwatch(const Palette& palette)
{
    constexpr int oversampling = 2; // sharp on dense screens too
    const ColorTable table(palette);
    QImage image(paletteSwatchSize * oversampling, QImage::Format_RGB32);
    for (int x = 0; x < image.width(); ++x) {
        const QRgb color = table.at((x + 0.5) / image.width());
        for (int y = 0; y < image.height(); ++y)
            image.setPixel(x, y, color);
    }
    return QIcon(QPixmap::fromImage(image));
}

} // namespace escapade
