#include "ui/bridge/LocationFiles.h"

#include "core/document/AtomicFile.h"
#include "core/document/PngFile.h"
#include "core/render/FrameColors.h"

#include <QFile>

#include <exception>
#include <map>

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

Result<void> writeUnguarded(const Array2D<std::uint32_t>& pixels, const Palette& palette,
    const Location& location, const QString& path)
{
    const std::map<std::string, std::string> texts {
        { locationKeyword, toText(location) },
        { paletteKeyword, toText(palette) },
    };
    const auto png = encodePng(pixels, texts);
    if (!png)
        return about(path, png.error());
    return writeFileAtomically(toPath(path), *png);
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
    const Frame& frame, const Palette& palette, const Location& location, const QString& path)
{
    return guarded<void>(path, [&] {
        const ColorTable table = colorTableFor(frame, palette, location.colorMapping);
        return writeUnguarded(colorFrame(frame, table), palette, location, path);
    });
}

Result<void> writePixels(const Array2D<std::uint32_t>& pixels, const Palette& palette,
    const Location& location, const QString& path)
{
    return guarded<void>(path, [&] { return writeUnguarded(pixels, palette, location, path); });
}

} // namespace escapade
