#pragma once

#include "core/base/Array2D.h"
#include "core/base/Result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace escapade {

/// Element types of the .npy files that we write.
enum class NpyType { Int32, Float64 };

/// What stands before the data of a NumPy .npy file (format 1.0, C order, little-endian, shape (height,
/// width)); the data are the elements as they lie in memory, row by row. Source: NumPy Enhancement
/// Proposal 1.
std::vector<std::byte> npyHeader(NpyType type, Size size);

/// The bytes of a whole .npy file.
std::vector<std::byte> encodeNpy(const Array2D<std::int32_t>& array);
std::vector<std::byte> encodeNpy(const Array2D<double>& array);

/// Reads a two-dimensional array of float64, float32, int32, int64 or uint8, C order, as doubles. Anything
/// else, or fewer or more data than the header promises, is an error that says so. At most 2^28 elements.
Result<Array2D<double>> decodeNpy(std::span<const std::byte> bytes);

} // namespace escapade
