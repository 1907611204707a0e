#pragma once

#include "core/base/Result.h"
#include "core/color/Palette.h"
#include "core/document/OpenedLocation.h"
#include "core/render/Frame.h"

#include <QImage>
#include <QString>

namespace escapade {

/// Larger files are no picture or location of ours: they are refused before they are read.
inline constexpr std::size_t maxLocationFileBytes = std::size_t { 256 } << 20U;

/// Reads the location, and the palette that comes with it, out of a text file or a picture. Blocks: not for
/// the GUI thread. The message names the file.
Result<OpenedLocation> readLocationFile(const QString& path);

/// What the text in a picture says of it.
struct PictureOrigin
{
    Palette palette;
    Location location;
};

/// Writes a complete frame, coloured by its palette, as PNG that carries its location; whole or not at all.
/// An image of the frame's size is drawn over it unless it is null. Blocks: not for the GUI thread.
Result<void> writePicture(
    const Frame& frame, const QImage& over, const PictureOrigin& origin, const QString& path);

/// The same for an image as it is; what it lets through is black.
Result<void> writeImage(const QImage& image, const PictureOrigin& origin, const QString& path);

} // namespace escapade
