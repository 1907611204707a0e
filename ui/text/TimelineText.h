#pragma once

#include "core/render/FrameTimeline.h"

#include <QString>

namespace escapade {

/// What a timeline shows as a whole: "19.9 ms with 2 threads; processor time 38 ms; busiest worker 3 % above
/// the mean; 2 % of the time without work."
QString timelineSummary(const FrameTimeline& timeline, int logicalCores);

/// What is known of one tile.
QString tileText(const TimelineTile& tile);

} // namespace escapade
