#include "ui/bridge/PlaceFiles.h"

#include "core/document/AtomicFile.h"

#include <QDir>
#include <QFile>

#include <exception>
#include <span>

namespace escapade {
namespace {

QString fileOf(const std::string& id, const QString& folder)
{
    return QDir(folder).filePath(QString::fromStdString(id) + QLatin1String(".toml"));
}

Error about(const QString& path, const std::string& problem)
{
    return { path.toStdString() + ": " + problem };
}

Result<Place> readPlace(const QFileInfo& file)
{
    const QString path = file.filePath();
    try {
        const Result<std::string> text = readFile(QFile::encodeName(path).toStdString(), maxLocationBytes);
        if (!text)
            return text.error();
        Result<Place> place = parsePlace(file.completeBaseName().toStdString(), *text);
        return place ? std::move(place) : about(path, place.error().message);
    } catch (const std::exception& problem) {
        return about(path, problem.what());
    }
}

} // namespace

PlacesRead readPlaces(const QString& folder)
{
    PlacesRead read;
    const QFileInfoList files = QDir(folder).entryInfoList({ QStringLiteral("*.toml") }, QDir::Files);
    for (const QFileInfo& file : files.first(std::min(files.size(), qsizetype { maxPlaceFiles }))) {
        Result<Place> place = readPlace(file);
        if (place)
            read.places.push_back(*std::move(place));
        else
            read.problems.append(QString::fromStdString(place.error().message));
    }
    return read;
}

Result<void> writePlace(const Place& place, const QString& folder)
{
    const QString path = fileOf(place.id, folder);
    if (!QDir().mkpath(folder))
        return about(folder, "this folder cannot be made");
    try {
        const std::string text = toText(place);
        return writeFileAtomically(QFile::encodeName(path).toStdString(), std::as_bytes(std::span(text)));
    } catch (const std::exception& problem) {
        return about(path, problem.what());
    }
}

Result<void> removePlace(const std::string& id, const QString& folder)
{
    QFile file(fileOf(id, folder));
    if (!file.exists() || file.remove())
        return {};
    return about(file.fileName(), "it cannot be removed: " + file.errorString().toStdString());
}

} // namespace escapade
