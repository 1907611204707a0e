#pragma once

#include "core/parallel/CancelToken.h"
#include "core/render/RenderRequest.h"
#include "core/render/TileSamples.h"

namespace escapade {

/// Computes the orbit values that a request wants of samples whose counts and labels are known, on the
/// calling thread. points is the job that these came from. False when cancelled: the values are then garbage.
bool computeOrbitValues(const RenderRequest& request, const simd::EscapeJob& points, SimdLevel simd,
    const CancelToken& cancel, TileResult& tile);

} // namespace escapade
