#pragma once

#include "core/base/Result.h"

#include <toml++/toml.h>

#include <cstddef>
#include <string_view>

namespace escapade {

/// The table that a TOML text of unknown origin says, UTF-8 with or without a byte order mark. The error
/// begins with the name of the thing and says the line. More than maxBytes are refused, and so are letters
/// beyond ASCII in strings between single quotes, which TOML itself would allow.
Result<toml::table> readToml(std::string_view thing, std::string_view text, std::size_t maxBytes);

} // namespace escapade
