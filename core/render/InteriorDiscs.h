#pragma once

#include "core/base/Geometry.h"

#include <atomic>
#include <vector>

namespace escapade {

/// Which points of a picture are proved to be interior by a disc about a point near them.
///
/// The plane is cut into square cells whose side is a power of two, 16 to 32 samples wide, and whose corners
/// are multiples of it; each cell asks interiorDiscRadius() for its middle, once, when a point of it is first
/// asked about. So the answer for a point depends on the point and the spacing alone, not on tiles, passes,
/// threads or where the picture begins. Points below the real axis are taken for their conjugates, whose
/// orbits are theirs mirrored.
///
/// covers() may be called by several threads: two may compute the same cell, with the same result.
class InteriorDiscs
{
public:
    /// For samples between these coordinates, inclusive, this far apart.
    InteriorDiscs(double reMin, double reMax, double imMin, double imMax, double spacing);

    /// Whether a point is proved to be interior; false outside the picture. The first call for a cell may
    /// take a hundred microseconds, others take nanoseconds.
    bool covers(double re, double im) const;

private:
    struct Axis
    {
        double first = 0; ///< the first cell's number
        int cells = 0;
        Axis(double min, double max, double side);
    };
    double radius2(int column, int row) const;

    double m_side;
    Axis m_columns;
    Axis m_rows;
    mutable std::vector<std::atomic<double>> m_radius2; ///< of each cell; negative: not asked for yet
};

} // namespace escapade
