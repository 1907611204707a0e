#pragma once

#include "core/timing/MachineInfo.h"

#include <nlohmann/json.hpp>

namespace escapade {

/// A machine as bench's and the window's files say it; what the system did not tell is null.
nlohmann::ordered_json toJson(const MachineInfo& machine);

} // namespace escapade
