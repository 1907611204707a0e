#pragma once

#include "core/timing/TimingTable.h"

#include <QChartView>

#include <optional>
#include <vector>

class QLineSeries;
class QScatterSeries;
class QValueAxis;

namespace escapade {

/// What the chart shows.
struct TimingsCurve
{
    struct Point
    {
        int threads = 1;
        Summary seconds; ///< of a frame, or of a unit of work where the frames show different pictures
        bool operator==(const Point&) const = default;
    };
    std::vector<Point> points; ///< by threads
    std::optional<double> oneThread; ///< median seconds with one thread
    bool perWork = false; ///< seconds are those of a unit of work
    bool operator==(const TimingsCurve&) const = default;
};

/// The curve of one kernel's rows. Where frames show different pictures (commonWork is empty), their times
/// are those of a unit of work, which can be compared.
TimingsCurve curveOf(const std::vector<TimingRow>& rows, SimdLevel simd, Arithmetic arithmetic,
    const std::optional<double>& commonWork);

/// Time against threads: medians joined by a line, whiskers from the shortest to the longest, the ideal 1/n
/// and a mark where the cores end. Colours follow the palette.
class TimingsChart : public QChartView
{
    Q_OBJECT

public:
    explicit TimingsChart(int logicalCores, QWidget* parent = nullptr);

    void setCurve(Workload workload, const TimingsCurve& curve);

protected:
    void changeEvent(QEvent* event) override;

private:
    void setUpAxes();
    void applyPalette();
    void showWhiskers(const TimingsCurve& curve, double unit);
    void showAxes(Workload workload, const TimingsCurve& curve, double unit);
    QLineSeries* makeLine(const QString& name);

    int m_logicalCores;
    QValueAxis* m_threadAxis;
    QValueAxis* m_timeAxis;
    QLineSeries* m_coresLine;
    QLineSeries* m_ideal;
    QLineSeries* m_medianLine;
    QScatterSeries* m_medians;
    std::vector<QLineSeries*> m_whiskers; // made as needed and kept
};

} // namespace escapade
