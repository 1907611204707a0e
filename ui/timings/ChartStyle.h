#pragma once

#include <QColor>

class QAbstractAxis;
class QAbstractSeries;
class QChart;
class QChartView;
class QPalette;
class QValueAxis;

namespace escapade {

/// What the charts of timings are drawn in: readable on light and on dark. Lines differ in their dashes, too.
struct ChartColors
{
    QColor text;
    QColor base;
    QColor grid;
    QColor measured;
    QColor cores;
    QColor amdahl;
    QColor gustafson;
    QColor universal;
};

ChartColors chartColors(const QPalette& palette);

/// No frame, little margin, the legend above.
void setUpChart(QChartView& view);

/// A value axis with a plain title; the chart owns it.
QValueAxis* addAxis(QChart& chart, Qt::Alignment side);

/// Paints background, legend and axes.
void applyColors(QChart& chart, const ChartColors& colors);

/// Takes a series out of the legend.
void hideInLegend(QChart& chart, QAbstractSeries* series);

/// From 0 to a round number from `most` on, with labels that have as many decimals as their steps need.
void showFromZero(QValueAxis& axis, double most);

/// From low to high, which is more, with ticks at round numbers.
void showRange(QValueAxis& axis, double low, double high);

/// A unit that makes numbers handy.
struct AxisUnit
{
    double value = 1; ///< of one such unit
    const char* name = "";
};

/// ps to s for seconds.
AxisUnit timeUnitFor(double seconds);

/// Nothing, k, M, G or T.
AxisUnit prefixFor(double value);

} // namespace escapade
