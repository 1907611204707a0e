#pragma once

#include "core/timing/Benchmark.h"

#include <optional>
#include <string>

namespace escapade::cli {

/// The names of what bench can vary, as its options and its output write them.
std::string arithmeticName(Arithmetic arithmetic);
std::string methodName(EscapeMethod method);
/// "view" where the view decides.
std::string shortcutsName(const std::optional<Shortcuts>& shortcuts);
std::optional<Shortcuts> shortcutsFromName(const std::string& name);

/// "usual" for 0.
std::string tileName(int tileSize);

} // namespace escapade::cli
