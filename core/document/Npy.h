#pragma once

#include "core/base/Array2D.h"
#include "core/base/Result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace escapade {

/// The bytes of a NumPy .npy file (format 1.0, C order, little-endian, shape (height, width)).
/// Source: NumPy Enhancement Proposal 1.
std::vector<std::byte> encodeNpy(const Array2D<std::int32_t>& array);
std::vector<std::byte> encodeNpy(const Array2D<double>& array);

/// Reads a two-dimensional array of float64, float32, int32, int64 or uint8, C order, as doubles. Anything else, or fewer data
/// than the header promises, is an error that says so. At most 2^28 elements.
Result<Array2D<double>> decodeNpy(std::span<const std::byte> bytes);

} // namespace escapade
