#pragma once

#include "core/fractal/Complex.h"

#include <vector>

namespace escapade {

/// A closed way through the plane, walked at a steady speed.
class ParameterPath
{
public:
    ParameterPath() = default;
    /// Counter-clockwise; begins in this direction (of any length) from the centre.
    static ParameterPath circle(Complex centre, double radius, Complex direction = 1);
    /// Through these points and back to the first.
    static ParameterPath polygon(std::vector<Complex> points);

    /// There is nowhere to go: no two different points.
    bool isEmpty() const { return !(length() > 0); }
    double length() const;
    /// Where one is after this share of the way, 0 to 1, beyond it the next rounds.
    Complex at(double share) const;
    /// The corners of its picture, without the first again at the end.
    const std::vector<Complex>& corners() const { return m_corners; }

private:
    std::vector<Complex> m_corners;
    std::vector<double> m_lengths; // from the first corner to each, and at last back to the first
};

} // namespace escapade
