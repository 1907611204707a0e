#pragma once

#include "core/timing/ScalingCurve.h"
#include "ui/timings/ChartStyle.h"

#include <QChartView>

#include <functional>
#include <vector>

class QLineSeries;
class QScatterSeries;
class QValueAxis;

namespace escapade {

/// Time, rate, speed-up or efficiency against threads: medians joined by a line, whiskers between the
/// extremes, the ideal, the laws that fit, and a mark where the cores end; medians beyond them are hollow.
/// Colours follow the palette.
class TimingsChart : public QChartView
{
    Q_OBJECT

public:
    explicit TimingsChart(int logicalCores, QWidget* parent = nullptr);

    void setCurve(Workload workload, const ScalingCurve& curve);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    using SpeedUp = std::function<double(double threads)>;

    QLineSeries* makeLine(const QString& name);
    QScatterSeries* makeMarkers(const QString& name);
    void applyPalette();
    void showPoints(const ScalingCurve& curve, double unit);
    void showWhiskers(const ScalingCurve& curve, double unit);
    void showLaws(const ScalingCurve& curve, double unit);
    void showLaw(QLineSeries* line, const ScalingCurve& curve, double unit, const SpeedUp& speedUp);
    void showAxes(Workload workload, const ScalingCurve& curve, AxisUnit unit);
    void showLegend();
    void describe(const ScalingCurve& curve);

    int m_logicalCores;
    QValueAxis* m_threadAxis;
    QValueAxis* m_valueAxis;
    QLineSeries* m_coresLine;
    QLineSeries* m_ideal;
    QLineSeries* m_amdahl;
    QLineSeries* m_gustafson;
    QLineSeries* m_universal;
    QLineSeries* m_roofline;
    QLineSeries* m_medianLine;
    QScatterSeries* m_medians;
    QScatterSeries* m_crowded = nullptr;
    std::vector<QLineSeries*> m_whiskers; // made as needed and kept
};

} // namespace escapade
