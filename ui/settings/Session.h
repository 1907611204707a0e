#pragma once

#include "core/color/Palette.h"
#include "core/document/Location.h"
#include "core/simd/SimdLevel.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/settings/ComputeChoice.h"
#include "ui/settings/Theme.h"

#include <QByteArray>
#include <QVariantMap>

#include <array>
#include <optional>
#include <string>

class QSettings;

namespace escapade {

/// What survives a restart. The location has the iteration limit, the palette and the arithmetic too.
struct Session
{
    int threads = 0; ///< 0: as many as the machine has logical cores
    std::optional<SimdLevel> simd; ///< empty: the widest
    int cacheMebibytes = ComputeChoice::usualCache; ///< memory for recent pictures
    Location location; ///< of the Mandelbrot view
    std::optional<Palette> openedPalette; ///< the palette in use where it came with a picture
    std::optional<std::array<std::string, 9>> favourites; ///< ids of the palettes of the keys 1 to 9
    PlanePoint juliaParameter;
    PlaneView juliaView;
    bool juliaFollowsPointer = false;
    bool smoothEdges = true;
    bool minimap = false; ///< over the pictures
    bool viewsSwapped = false; ///< the Julia picture is the large one
    Theme theme = Theme::System;
    QByteArray windowGeometry;
    QByteArray windowState; ///< docks and tool bars
    bool ownArrangement = false; ///< the user has moved docks: do not rearrange them
    QVariantMap juliaTools; ///< inverse iteration, and how c moves
    QVariantMap diffusion;
    bool operator==(const Session&) const = default;
};

/// What a first start shows.
Session defaultSession();

/// Reads what is there and valid; anything missing or senseless is the default. Never fails.
Session loadSession(QSettings& settings);

void saveSession(const Session& session, QSettings& settings);

} // namespace escapade
