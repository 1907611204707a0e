#pragma once

namespace escapade::simd {

/// Points of space, coordinate by coordinate.
struct PointsView
{
    const double* x = nullptr;
    const double* y = nullptr;
    const double* z = nullptr;
    int count = 0;
};

/// For each query the square of the distance to the nearest target.
struct NearestJob
{
    PointsView queries;
    PointsView targets;
    double* squared = nullptr; ///< out, one for each query: infinite without targets
};

/// Each square is the smallest of (dx dx + dy dy) + dz dz, each operation rounded, on every level; the
/// coordinates are finite. Never throws or allocates. Any thread.
using NearestKernel = void (*)(const NearestJob& job);

} // namespace escapade::simd
