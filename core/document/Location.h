#pragma once

#include "core/base/Result.h"
#include "core/render/RenderRequest.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace escapade {

/// A place that can be saved, shared and restored to the same bits: everything that decides the picture but its size in pixels.
struct Location
{
    Formula formula = Formula::Mandelbrot;
    PlaneView view;
    Decimal juliaRe;
    Decimal juliaIm;
    std::optional<std::int32_t> maxIterations; ///< empty: automatic
    Arithmetic arithmetic = Arithmetic::Strict;
    std::string paletteId; ///< empty: the default
    bool operator==(const Location&) const = default;
};

/// As TOML text that people can read, paste and edit; parseLocation() gives back the same value.
std::string toText(const Location& location);

/// Reads our own text and the published form (center_re, center_im, extent_height, max_iterations). Unknown keys are errors,
/// but for centre_count. At most 1 MB of text.
Result<Location> parseLocation(std::string_view text);

} // namespace escapade
