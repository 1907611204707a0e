#pragma once

#include "core/base/Result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace escapade::cli {

/// Reads a whole number from least to most, at most 2^53; "1e9" is one too. The error names the option, its
/// text and the limits.
Result<std::uint64_t> parseWhole(
    std::string_view option, std::string_view text, std::uint64_t least, std::uint64_t most);

/// The parts of "1,2,4". Empty parts are kept, so that whoever reads them can complain.
std::vector<std::string> splitList(std::string_view text);

} // namespace escapade::cli
