#pragma once

#include "core/base/Decimal.h"
#include "core/base/Geometry.h"

#include <string>
#include <utility>

namespace escapade::cli {

// Each reads the value of an option and throws CLI::ValidationError, one line that names the option, the
// value and what would be right.

/// "RE,IM": two decimals of any length, below 1e100 in size.
std::pair<Decimal, Decimal> parsePoint(const std::string& option, const std::string& text);

/// "W" or "W,H": positive decimals; without H it is W.
std::pair<Decimal, Decimal> parseExtent(const std::string& option, const std::string& text);

/// "WxH": 1 to 65535 each, at most 2^28 pixels together.
Size parseSize(const std::string& option, const std::string& text);

/// As it can be shown in a message: shortened, without line ends and other control characters.
std::string shown(const std::string& text);

} // namespace escapade::cli
