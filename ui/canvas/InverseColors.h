#pragma once

#include "core/base/Array2D.h"

#include <QImage>

#include <cstdint>

namespace escapade {

/// Hits as white pixels with a dark rim, transparent elsewhere: to be seen over every picture. Any thread.
QImage inverseOutline(const Array2D<std::int32_t>& hits);

/// Hits on black, the brighter the more there are, white from limit on. No libm: the same everywhere. Any
/// thread.
QImage inverseBrightness(const Array2D<std::int32_t>& hits, std::int32_t limit);

} // namespace escapade
