#pragma once

#include "core/base/Array2D.h"
#include "core/base/Label.h"
#include "core/color/PixelResults.h"
#include "core/render/RenderRequest.h"

#include <array>
#include <cstdint>

namespace escapade {

/// The results of a request, row 0 at the top. They are kept apart from the colours, so that a palette change
/// computes nothing again.
struct Frame
{
    RenderRequest request;
    Array2D<std::int32_t> counts; ///< the seeds' k; maxIterations where the point never left
    Array2D<float> fractions; ///< smooth count minus count; empty where the request does not want it
    Array2D<Label> labels; ///< NotComputed until a pixel has its result
    /// By OrbitValue, 0 where a pixel has none; empty where the request does not want them.
    std::array<Array2D<float>, orbitValueCount> values;

    /// Makes room for the results of this request, reusing memory where the size is the same. What is there
    /// is then garbage: it must be overwritten, all of it, or forgotten.
    void resize(const RenderRequest& newRequest);
    /// Makes everything "not computed".
    void forget();
    /// Both.
    void reset(const RenderRequest& newRequest);
};

/// The results of pixels of a row, from x on, for their colours: the request must want smooth counts.
PixelResults resultsOf(const Frame& frame, Point first, int count);

/// The same of all pixels, row after row.
PixelResults resultsOf(const Frame& frame);

/// How many pixels bear each label, by Label's value.
std::array<std::int64_t, labelCount> pixelsByLabel(const Frame& frame);

/// Iterations that the pixels stand for: the sum of min(count + 1, maxIterations).
std::int64_t pixelIterations(const Frame& frame);

/// FNV-1a-64 of the counts as int32, top row first: the hash of the .npy file's data.
std::uint64_t countsHash(const Frame& frame);

} // namespace escapade
