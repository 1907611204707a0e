#include "core/diffusion/TimeSeries.h"

#include "core/base/Check.h"

#include <cmath>

namespace escapade {

TimeSeries::TimeSeries(std::size_t mostPoints)
    : m_mostPoints(mostPoints)
{
    ESCAPADE_CHECK(mostPoints >= 4);
}

void TimeSeries::add(double time, double value)
{
    if (!std::isfinite(time) || !std::isfinite(value))
        return;
    while (!m_points.empty() && (m_lastIsExtra || m_points.back().time >= time)) {
        m_points.pop_back();
        m_lastIsExtra = false;
    }
    m_points.push_back({ time, value });
    m_skipped = (m_skipped + 1) % m_stride;
    m_lastIsExtra = m_skipped != 0;
    if (m_points.size() + 1 >= m_mostPoints && !m_lastIsExtra)
        thinOut();
}

/// Every other point goes, but the last one stays to be up to date.
void TimeSeries::thinOut()
{
    const Point last = m_points.back();
    m_lastIsExtra = m_points.size() % 2 == 0;
    m_skipped = m_lastIsExtra ? m_stride : 0;
    std::size_t kept = 0;
    for (std::size_t n = 0; n < m_points.size(); n += 2)
        m_points[kept++] = m_points[n];
    m_points.resize(kept);
    if (m_lastIsExtra)
        m_points.push_back(last);
    m_stride *= 2;
}

void TimeSeries::clear()
{
    m_points.clear();
    m_stride = 1;
    m_skipped = 0;
    m_lastIsExtra = false;
}

} // namespace escapade
