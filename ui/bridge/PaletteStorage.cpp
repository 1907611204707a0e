#include "ui/bridge/PaletteStorage.h"

#include "core/color/PaletteFiles.h"
#include "core/document/AtomicFile.h"

#include <QFile>
#include <QFileInfo>

#include <exception>
#include <span>

namespace escapade {
namespace {

Error about(const QString& path, const std::string& problem)
{
    return { path.toStdString() + ": " + problem };
}

} // namespace

// Work on another thread must not end the program for want of memory.

Result<Palette> loadPalette(const QString& path)
{
    try {
        const Result<std::string> bytes = readFile(QFile::encodeName(path).toStdString(), maxPaletteBytes);
        if (!bytes)
            return bytes.error();
        Result<Palette> palette = readPaletteFile(QFileInfo(path).fileName().toStdString(), *bytes);
        return palette ? std::move(palette) : about(path, palette.error().message);
    } catch (const std::exception& problem) {
        return about(path, problem.what());
    }
}

Result<void> storePalette(const Palette& palette, const QString& path)
{
    try {
        const bool gimp = path.endsWith(QLatin1String(".gpl"), Qt::CaseInsensitive);
        const std::string text = gimp ? toGimpPalette(palette) : toText(palette);
        return writeFileAtomically(QFile::encodeName(path).toStdString(), std::as_bytes(std::span(text)));
    } catch (const std::exception& problem) {
        return about(path, problem.what());
    }
}

} // namespace escapade
