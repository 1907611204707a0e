#pragma once

#include "core/color/Palette.h"
#include "core/document/Location.h"
#include "core/parallel/WorkerPool.h"
#include "core/render/Frame.h"

#include <QImage>

#include <memory>

namespace escapade {

/// Computes what a small picture of a place shows, with several samples for each of its pixels, behind all
/// other work of the pool, together with the values that its colour mapping needs. Limits far above what a
/// small picture can show are cut. Null when cancelled or failed. Blocks: not for the GUI thread.
std::shared_ptr<const Frame> thumbnailFrame(
    WorkerPool& pool, const Location& location, Size pixels, const CancelToken& cancel);

/// The small picture of such a frame, of the size that was asked for; null for want of memory. Not for the
/// GUI thread either.
QImage thumbnailImage(const Frame& frame, const Palette& palette, const ColorMapping& mapping);

} // namespace escapade
