#pragma once

#include "core/timing/MachineInfo.h"

#include <array>
#include <optional>
#include <string>

namespace escapade {

/// The time now in UTC as files say it: "2026-01-31T12:00:00Z".
std::string utcNow();

/// A machine in lines of a Markdown list: processor, system, and the load over the last 1, 5 and 15 minutes
/// where it is known.
std::string machineLines(const MachineInfo& machine, const std::optional<std::array<double, 3>>& load);

} // namespace escapade
