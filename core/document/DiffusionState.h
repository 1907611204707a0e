#pragma once

#include "core/base/Array2D.h"
#include "core/base/Result.h"
#include "core/diffusion/LiveState.h"
#include "core/parallel/CancelToken.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escapade {

/// A .npy in the same folder, and the FNV-1a-64 of its elements' bytes, which tells when the two do not
/// belong together.
struct ArrayFile
{
    std::string name;
    std::uint64_t hash = 0;
    bool operator==(const ArrayFile&) const = default;
};

/// What the .toml of a saved field says; the densities are in the .npy beside it.
struct DiffusionStateText
{
    ArrayFile values;
    int rows = 0; ///< unknowns a side, minLiveRows to maxLiveRows
    double D = 1; ///< minLiveD to maxLiveD, in steps of 0.01
    double simtime = 0;
    std::int64_t step = 0;
    bool painted = false;
    bool jumped = false;
    std::string example {}; ///< id; empty: the seeds' four peaks
    std::optional<Walls> walls {}; ///< empty: the four peaks'
    std::vector<double> reaction {}; ///< parameters of the example's
    LiveMethod method = LiveMethod::Steps;
    double ratio = 0; ///< 0, or minRatio to maxRatio
    std::optional<ArrayFile> second {}; ///< the substance that is not shown
    std::optional<ArrayFile> diffusivity {}; ///< as multiples of D, where it was painted; with obstacles
    std::optional<ArrayFile> obstacles {}; ///< 0 free, 1 insulating, 2 held
    bool operator==(const DiffusionStateText&) const = default;
};

std::string toToml(const DiffusionStateText& text);

/// Untrusted input is safe. Errors name the key, its value and what would be right.
Result<DiffusionStateText> parseDiffusionState(std::string_view text);

/// Writes path (a .toml) and the .npy of the same name beside it; more of them, with a word added to the
/// name, where there is a second substance or D and obstacles were painted. All places are tried before
/// anything is written, each file appears whole or not at all, and the .toml comes last. Blocks: not for the
/// GUI thread.
Result<void> writeDiffusionState(
    const std::filesystem::path& path, const LiveState& state, const CancelToken& cancel = {});

/// Reads them again. Fails where one is missing, or they do not belong together, or a density is no finite
/// number.
Result<LiveState> readDiffusionState(const std::filesystem::path& path);

/// A field at time zero from an array of densities, boundary included: square, of a size that a live field
/// can have, finite.
Result<LiveState> stateFromArray(Array2D<double> values);

/// A field at time zero with so many unknowns a side from a picture's lightness, 0 to 1: a picture that is
/// not square is put in the middle and its surroundings are zero.
Result<LiveState> stateFromPicture(const Array2D<double>& lightness, int rows);

} // namespace escapade
