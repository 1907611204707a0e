#pragma once

#include <cstddef>
#include <vector>

namespace escapade {

/// Values over simulated time, in a bounded number of points: when they are too many, every other one goes
/// and from then on only every other one is taken, so that the whole time stays covered. Where time goes
/// back, what was recorded from there on goes too.
class TimeSeries
{
public:
    struct Point
    {
        double time = 0;
        double value = 0;
        bool operator==(const Point&) const = default;
    };

    /// mostPoints is 4 or more.
    explicit TimeSeries(std::size_t mostPoints = 2000);

    /// Ignores what is not finite. A value for the last time again takes its place.
    void add(double time, double value);
    void clear();

    const std::vector<Point>& points() const { return m_points; }

private:
    void thinOut();

    std::size_t m_mostPoints;
    std::size_t m_stride = 1; // of what is offered, one in so many is kept
    std::size_t m_skipped = 0;
    std::vector<Point> m_points; // in the order of time
    bool m_lastIsExtra = false; // the last is there to be up to date; the next one takes its place
};

} // namespace escapade
