#include "ui/scene/ParameterPath.h"

#include <algorithm>
#include <cmath>

namespace escapade {

ParameterPath ParameterPath::circle(Complex centre, double radius, Complex direction)
{
    constexpr int corners = 360; // closer to the circle than a 10,000th of its radius
    constexpr double turn = 6.283185307179586;
    const double first = std::arg(direction);
    std::vector<Complex> points;
    for (int n = 0; radius > 0 && n < corners; ++n)
        points.push_back(centre + std::polar(radius, first + turn * n / corners));
    return polygon(std::move(points));
}

ParameterPath ParameterPath::polygon(std::vector<Complex> points)
{
    ParameterPath path;
    path.m_corners = std::move(points);
    double length = 0;
    for (std::size_t n = 0; n < path.m_corners.size(); ++n) {
        path.m_lengths.push_back(length);
        length += modulus(path.m_corners[(n + 1) % path.m_corners.size()] - path.m_corners[n]);
    }
    path.m_lengths.push_back(length);
    return path;
}

double ParameterPath::length() const
{
    return m_lengths.empty() ? 0 : m_lengths.back();
}

Complex ParameterPath::at(double share) const
{
    if (isEmpty())
        return m_corners.empty() ? Complex() : m_corners.front();
    const double walked = (share - std::floor(share)) * length();
    const auto after = std::upper_bound(m_lengths.begin(), m_lengths.end() - 1, walked);
    const auto corner = static_cast<std::size_t>(after - m_lengths.begin()) - 1;
    const Complex from = m_corners[corner];
    const Complex to = m_corners[(corner + 1) % m_corners.size()];
    const double side = m_lengths[corner + 1] - m_lengths[corner];
    return side > 0 ? from + (to - from) * ((walked - m_lengths[corner]) / side) : from;
}

} // namespace escapade
