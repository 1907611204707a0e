#pragma once

#include "core/fractal/Orbit.h"

#include <QString>

namespace escapade {

/// What an orbit does: "nears a cycle of period 3, |multiplier| 0.42", "escapes after 12 steps".
QString orbitText(const Orbit& orbit);

/// Where Julia's c lies: "Component of period 3, |multiplier| 0.42", and the same in sentences.
QString parameterText(const ParameterInfo& info);
QString parameterExplanation(const ParameterInfo& info);

} // namespace escapade
