#include "ui/bridge/LocationFiles.h"

#include "core/document/AtomicFile.h"
#include "core/document/PngFile.h"
#include "core/render/FrameColors.h"

#include <QFile>
#include <QPainter>

#include <algorithm>
#include <exception>
#include <map>
#include <new>

namespace escapade {
namespace {

std::filesystem::path toPath(const QString& path)
{
    return QFile::encodeName(path).toStdString();
}

Error about(const QString& path, const Error& error)
{
    return { path.toStdString() + ": " + error.message };
}

Result<OpenedLocation> readUnguarded(const QString& path)
{
    const Result<std::string> bytes = readFile(toPath(path), maxLocationFileBytes);
    if (!bytes)
        return bytes.error();
    if (bytes->find_first_not_of(" \t\r\n") == std::string::npos)
        return about(path, { "the file is empty" });
    Result<OpenedLocation> opened = openedLocationFromFile(*bytes);
    return opened ? opened : about(path, opened.error());
}

Result<void> writeUnguarded(
    const Array2D<std::uint32_t>& pixels, const PictureOrigin& origin, const QString& path)
{
    const std::map<std::string, std::string> texts {
        { locationKeyword, toText(origin.location) },
        { paletteKeyword, toText(origin.palette) },
    };
    const auto png = encodePng(pixels, texts);
    if (!png)
        return about(path, png.error());
    return writeFileAtomically(toPath(path), *png);
}

Array2D<std::uint32_t> pixelsOf(const QImage& image)
{
    QImage opaque(image.size(), QImage::Format_RGB32);
    if (opaque.isNull() && !image.isNull())
        throw std::bad_alloc();
    opaque.fill(Qt::black);
    QPainter(&opaque).drawImage(0, 0, image);
    Array2D<std::uint32_t> pixels({ opaque.width(), opaque.height() });
    for (int y = 0; y < opaque.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(opaque.constScanLine(y)); // NOLINT: rows are of bytes
        std::copy_n(row, opaque.width(), pixels.row(y));
    }
    return pixels;
}

void drawOver(Array2D<std::uint32_t>& pixels, const QImage& over)
{
    QImage image(reinterpret_cast<uchar*>(pixels.row(0)), pixels.width(), pixels.height(), // NOLINT: bytes
        pixels.width() * qsizetype { sizeof(QRgb) }, QImage::Format_RGB32);
    QPainter(&image).drawImage(0, 0, over);
}

/// Files are of any size and memory is not: work on another thread must not end the program for want of it.
template <typename Value, typename Work> Result<Value> guarded(const QString& path, const Work& work)
{
    try {
        return work();
    } catch (const std::exception& problem) {
        return about(path, { problem.what() });
    }
}

} // namespace

Result<OpenedLocation> readLocationFile(const QString& path)
{
    return guarded<OpenedLocation>(path, [&] { return readUnguarded(path); });
}

Result<void> writePicture(
    const Frame& frame, const QImage& over, const PictureOrigin& origin, const QString& path)
{
    return guarded<void>(path, [&] {
        const ColorTable table = colorTableFor(frame, origin.palette, origin.location.colorMapping);
        Array2D<std::uint32_t> pixels = colorFrame(frame, table);
        if (!over.isNull())
            drawOver(pixels, over);
        return writeUnguarded(pixels, origin, path);
    });
}

Result<void> writeImage(const QImage& image, const PictureOrigin& origin, const QString& path)
{
    return guarded<void>(path, [&] { return writeUnguarded(pixelsOf(image), origin, path); });
}

} // namespace escapade
