#pragma once

#include "core/base/Result.h"
#include "core/document/Place.h"

#include <QString>
#include <QStringList>

namespace escapade {

/// More files than this are not read: a folder that holds so many is not ours.
inline constexpr int maxPlaceFiles = 1000;

/// The places in a folder, and what is wrong with the files that are none.
struct PlacesRead
{
    std::vector<Place> places;
    QStringList problems; ///< each names its file
};

/// Reads all .toml files of a folder; one that does not exist holds none. Blocks: not for the GUI thread.
PlacesRead readPlaces(const QString& folder);

/// Writes a place into a folder, which is made where it is missing; whole or not at all. Blocks.
Result<void> writePlace(const Place& place, const QString& folder);

/// Removes a place's file. Blocks.
Result<void> removePlace(const std::string& id, const QString& folder);

} // namespace escapade
