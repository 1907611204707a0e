#pragma once

#include "core/color/ColorTable.h"
#include "core/parallel/WorkerPool.h"
#include "core/render/Frame.h"

#include <memory>

namespace escapade {

/// How the counts of a frame spread over its points, for Outside::Histogram. On the pool, blocking.
std::shared_ptr<const Equalization> equalizationOf(const Frame& frame, WorkerPool& pool, Priority priority);

/// What colours a whole frame, on the calling thread: the palette, the mapping and, where that asks for it,
/// how the frame's counts spread.
ColorTable colorTableFor(const Frame& frame, const Palette& palette, const ColorMapping& mapping);

/// The picture of a frame, 0xAARRGGBB. Pixels that are not computed are transparent.
Array2D<std::uint32_t> colorFrame(const Frame& frame, const ColorTable& table);

} // namespace escapade
