#pragma once

#include <QChartView>

#include <vector>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace escapade {

/// How often frames of one cell took how long: a histogram, the median, and where it lies for sure. Colours
/// follow the palette.
class RunTimesChart : public QChartView
{
    Q_OBJECT

public:
    explicit RunTimesChart(QWidget* parent = nullptr);

    /// Seconds of each frame, in any order; what names the cell.
    void setTimes(const std::vector<double>& seconds, const QString& what);

protected:
    void changeEvent(QEvent* event) override;

private:
    QAreaSeries* makeArea(const QString& name);
    void applyPalette();

    QValueAxis* m_timeAxis;
    QValueAxis* m_countAxis;
    QAreaSeries* m_bars;
    QAreaSeries* m_interval;
    QLineSeries* m_median;
};

} // namespace escapade
