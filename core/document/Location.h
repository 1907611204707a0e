#pragma once

#include "core/base/Result.h"
#include "core/color/ColorMapping.h"
#include "core/render/RenderRequest.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace escapade {

/// The c of the seeds' Julia set, -1.1193 + 0.2718i: ours where nobody says another.
Decimal seedsJuliaRe();
Decimal seedsJuliaIm();

/// A place that can be saved, shared and restored to the same bits: everything that decides the picture but
/// its size in pixels.
struct Location
{
    Formula formula = Formula::Mandelbrot;
    PlaneView view = mandelbrotHome();
    Decimal juliaRe = seedsJuliaRe(); ///< c, also kept for Mandelbrot: the Julia panel's
    Decimal juliaIm = seedsJuliaIm();
    std::optional<std::int32_t> maxIterations; ///< empty: automatic
    Arithmetic arithmetic = Arithmetic::Strict;
    std::string paletteId; ///< empty: the default
    ColorMapping colorMapping;
    bool operator==(const Location&) const = default;
};

/// As TOML text that people can read, paste and edit; parseLocation() gives back the same value.
std::string toText(const Location& location);

/// The longest text that parseLocation() reads, in bytes.
inline constexpr std::size_t maxLocationBytes = 1'000'000;

/// Reads our own text and the published form (center_re, center_im, extent_height, max_iterations). What is
/// missing is as at home; an extent that is missing equals the other one; the lamp is on where lamp_strength
/// is given. Unknown keys are errors, but for centre_count and those of an
/// OpenedLocation and a Place.
Result<Location> parseLocation(std::string_view text);

/// Reads a location from the bytes of a file: text as above, or a PNG that carries it.
Result<Location> locationFromFile(std::string_view bytes);

/// Whether doubles and the number types beyond can work with these: centres and Julia's c up to 1e100 in
/// size, extents from 1e-100000 to 1e100. The message names the value and the limits; name is what the user
/// calls it.
Result<void> checkCoordinate(std::string_view name, const Decimal& value);
Result<void> checkExtent(std::string_view name, const Decimal& value);

} // namespace escapade
