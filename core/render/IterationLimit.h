#pragma once

#include "core/base/Result.h"
#include "core/render/FrameRenderer.h"

namespace escapade {

/// Why the automatic iteration limit is what it is.
enum class LimitReason {
    FewUndecided, ///< next to nothing is undecided at it
    Settled, ///< its last doubling changed next to nothing
    NothingEscapes, ///< far above it nothing has escaped either, so it stays where it started
    Largest ///< it is the largest that is chosen without being asked for
};

/// The iteration limit that was chosen for a view, and what is known of the view at it. Shares are of the
/// samples that were looked at, 0 to 1.
struct IterationLimit
{
    std::int32_t limit = 0;
    LimitReason reason = LimitReason::FewUndecided;
    double undecidedShare = 0;
    /// Samples that escape below the limit, but not below half of it: the others look the same.
    double lastDoublingChanged = 0;
    std::int32_t triedUpTo = 0; ///< the largest limit that was tried: above limit for NothingEscapes
    double beyondPrecisionShare = 0; ///< no limit decides anything there
    bool operator==(const IterationLimit&) const = default;
};

/// What an automatic limit is to make of the whole picture: less than this is undecided, or the last doubling
/// changed less than that.
inline constexpr double mostUndecided = 0.005;
inline constexpr double mostChanged = 0.001;

/// The largest limit that is chosen automatically: 2^24.
inline constexpr std::int32_t largestAutomaticLimit = 1 << 24;

/// Where the search for the automatic limit of a view starts, and the least that it can find: grows with the
/// magnification, 500 at home. Rounded to hundreds and computed without libm, so it is the same on every
/// machine.
std::int32_t startingIterationLimit(Formula formula, const PlaneView& view);

/// Chooses the iteration limit of a picture by looking at samples of it: doubles request.maxIterations until
/// few are undecided or the last doubling let few more escape. An error when cancelled or failed.
///
/// A function of formula, viewport, c, arithmetic and maxIterations alone: shortcuts, which change no count,
/// change no limit either, and of the settings only the time depends. Costs a few hundredths of the picture's
/// own time. Blocking: not for the GUI thread nor for a tile.
Result<IterationLimit> chooseIterationLimit(
    WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings);

} // namespace escapade
