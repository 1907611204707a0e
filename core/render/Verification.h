#pragma once

#include "core/render/FrameRenderer.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace escapade {

/// A way of computing a picture, of those that must not change it.
struct RenderWay
{
    SimdLevel simd = SimdLevel::Scalar;
    EscapeMethod method = EscapeMethod::Compaction;
    int tileSize = RenderSettings {}.tileSize;
    int threads = 1;
    bool operator==(const RenderWay&) const = default;
};

/// The ways that verifyPicture() takes, the simplest first: every instruction set that the machine has and
/// the arithmetic can use, with both kernels; and every thread count from 1 to mostThreads with tiles of
/// several sizes.
std::vector<RenderWay> waysToRender(Arithmetic arithmetic, int mostThreads);

/// A way that gave another picture.
struct Deviation
{
    RenderWay way;
    std::int64_t pixels = 0; ///< that differ in their count, fraction, label or another stored value
    Point first; ///< of these, in reading order
};

/// Compares everything that is stored of each pixel, bit for bit; both frames are of the same request. Empty:
/// no difference.
std::optional<Deviation> deviationOf(const RenderWay& way, const Frame& frame, const Frame& expected);

/// What comparing pictures showed.
struct Verification
{
    std::uint64_t hash = 0; ///< FNV-1a-64 of the first way's counts, as in .npy files
    int ways = 0;
    std::vector<Deviation> deviations; ///< of ways from the first one
    /// In strict arithmetic: the pixels whose count the plain loop of NaiveEscape.h does not confirm; empty
    /// with fused arithmetic, which rounds differently.
    std::optional<std::int64_t> unconfirmed;
    bool isIdentical() const { return deviations.empty() && unconfirmed.value_or(0) == 0; }
};

/// Called with the number of pictures that are computed, and of how many; from the calling thread.
using VerificationProgress = std::function<void(int done, int total)>;

/// Computes a picture in all these ways, of which there must be one at least, and compares each with the
/// first; and that with the plain loop, if the arithmetic is strict. The request's
/// iteration limit is taken as it stands. Blocks: not for the GUI thread. Empty when cancelled; throws
/// std::runtime_error when a tile failed, std::bad_alloc where two pictures do not fit into memory.
std::optional<Verification> verifyPicture(WorkerPool& pool, const RenderRequest& request,
    const std::vector<RenderWay>& ways, const CancelToken& cancel, const VerificationProgress& progress);

} // namespace escapade
