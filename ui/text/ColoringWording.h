#pragma once

#include "core/color/ColorMapping.h"

#include <QString>

namespace escapade {

/// The name of a colouring, and one sentence of what it shows.
QString coloringName(Outside outside);
QString coloringTip(Outside outside);
QString coloringName(Inside inside);
QString coloringTip(Inside inside);

} // namespace escapade
