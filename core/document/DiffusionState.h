#pragma once

#include "core/base/Array2D.h"
#include "core/base/Result.h"
#include "core/diffusion/LiveState.h"
#include "core/parallel/CancelToken.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace escapade {

/// What the .toml of a saved field says; the densities are in the .npy beside it.
struct DiffusionStateText
{
    std::string values; ///< the .npy's name, in the same folder
    std::uint64_t valuesHash
        = 0; ///< FNV-1a-64 of its densities' bytes: tells when the two do not belong together
    int rows = 0; ///< unknowns a side, minLiveRows to maxLiveRows
    double D = 1; ///< minLiveD to maxLiveD, in steps of 0.01
    double simtime = 0;
    std::int64_t step = 0;
    bool painted = false;
    bool jumped = false;
    bool operator==(const DiffusionStateText&) const = default;
};

std::string toToml(const DiffusionStateText& text);

/// Untrusted input is safe. Errors name the key, its value and what would be right.
Result<DiffusionStateText> parseDiffusionState(std::string_view text);

/// Writes path (a .toml) and the .npy of the same name beside it. Both places are tried before anything is
/// written, each file appears whole or not at all, and the .toml comes last. Blocks: not for the GUI thread.
Result<void> writeDiffusionState(
    const std::filesystem::path& path, const LiveState& state, const CancelToken& cancel = {});

/// Reads both again. Fails where one is missing, or they do not belong together, or a density is no finite
/// number.
Result<LiveState> readDiffusionState(const std::filesystem::path& path);

/// A field at time zero from an array of densities, boundary included: square, of a size that a live field
/// can have, finite.
Result<LiveState> stateFromArray(Array2D<double> values);

/// A field at time zero with so many unknowns a side from a picture's lightness, 0 to 1: a picture that is
/// not square is put in the middle and its surroundings are zero.
Result<LiveState> stateFromPicture(const Array2D<double>& lightness, int rows);

} // namespace escapade
