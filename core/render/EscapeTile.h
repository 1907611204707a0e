#pragma once

#include "core/parallel/CancelToken.h"
#include "core/render/SampleLattice.h"
#include "core/render/TileSamples.h"

namespace escapade {

/// Computes the samples that tile.rows lists with an escape-time kernel, on the calling thread, and writes
/// their results. False when cancelled: the results are then garbage.
bool computeTile(const RenderRequest& request, const SampleLattice& lattice, SimdLevel simd,
    EscapeMethod method, const CancelToken& cancel, TileResult& tile);

} // namespace escapade
