#pragma once

#include <QImage>
#include <QRect>

namespace escapade {

/// Where an image is to be drawn, in the pixels of another one.
struct ImagePlace
{
    double left = 0; ///< of its first pixel's outer corner
    double top = 0;
    double scale = 1; ///< the side of one of its pixels; above 0
};

enum class Interpolation { Nearest, Linear };

/// Draws an image, scaled, into an area of a target; both are of Format_RGB32 and not empty, and the area
/// lies in the target. Where the area reaches beyond the image, its last pixels go on.
///
/// On the calling thread alone: QPainter hands larger images to threads of its own and waits for them, which
/// costs most of a frame's time where the workers have all processors.
void drawScaled(QImage& target, const QRect& area, const QImage& source, const ImagePlace& place,
    Interpolation interpolation);

} // namespace escapade
