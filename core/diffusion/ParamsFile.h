#pragma once

#include "core/base/Result.h"
#include "core/diffusion/DiffusionParams.h"

#include <cstddef>
#include <string_view>

namespace escapade {

/// A parameter file is refused beyond this many bytes.
inline constexpr std::size_t maxParamsFileBytes = std::size_t { 64 } * 1024;

/// Reads the seeds' diff2dparams.py as it stands: `name = value;` with Python numbers, several to a line if
/// need be, # comments. Names: D, x1, x2, dx, runtime, outtime, and graphics (True or False; it has no effect
/// here). What the text does not name keeps the value it has in base. Errors name the line, the key and what
/// would be right. The values are not yet checked against each other: see findIssue().
Result<DiffusionParams> parseParamsFile(std::string_view text, const DiffusionParams& base = {});

/// A finite decimal number as Python or a command line has it ("10", "-.5", "1e-3", "+2."), and nothing else
/// around it.
Result<double> parseNumber(std::string_view text);

} // namespace escapade
