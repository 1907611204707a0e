#include "ui/timings/ChartStyle.h"

#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLegendMarker>
#include <QPalette>
#include <QPen>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace escapade {
namespace {

constexpr std::array timeUnits { AxisUnit { 1e-12, "ps" }, AxisUnit { 1e-9, "ns" }, AxisUnit { 1e-6, "µs" },
    AxisUnit { 1e-3, "ms" }, AxisUnit { 1, "s" } };
constexpr std::array prefixes { AxisUnit { 1, "" }, AxisUnit { 1e3, "k" }, AxisUnit { 1e6, "M" },
    AxisUnit { 1e9, "G" }, AxisUnit { 1e12, "T" } };

AxisUnit largestUpTo(std::span<const AxisUnit> units, double value)
{
    AxisUnit unit = units.front();
    for (const AxisUnit& candidate : units) {
        if (value >= candidate.value)
            unit = candidate;
    }
    return unit;
}

/// A round number that goes about four times into a range.
double stepFor(double range)
{
    constexpr int wantedSteps = 4;
    const double rough = range / wantedSteps;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double digit : { 1.0, 2.0, 2.5, 5.0 }) {
        if (digit * power >= rough)
            return digit * power;
    }
    return 10 * power;
}

/// With as many decimals as multiples of the step have.
QString formatFor(double step)
{
    constexpr int mostDecimals = 6;
    int decimals = 0;
    double scaled = step;
    while (decimals < mostDecimals && std::abs(scaled - std::round(scaled)) > 1e-6) {
        scaled *= 10;
        ++decimals;
    }
    return QStringLiteral("%.%1f").arg(decimals);
}

} // namespace

ChartColors chartColors(const QPalette& palette)
{
    ChartColors colors;
    colors.text = palette.color(QPalette::Text);
    colors.base = palette.color(QPalette::Base);
    const bool dark = colors.base.lightness() < 128;
    colors.grid = colors.text;
    colors.grid.setAlphaF(0.18F);
    colors.measured = QColor(dark ? 0x6db3ff : 0x1f62b8);
    colors.cores = QColor(dark ? 0xffb454 : 0xb35900);
    colors.amdahl = QColor(dark ? 0x7ad19a : 0x1a7a3c);
    colors.gustafson = colors.amdahl; // never in the same chart
    colors.universal = QColor(dark ? 0xe58ad0 : 0x9c2f83);
    return colors;
}

void setUpChart(QChartView& view)
{
    QChart& chart = *view.chart();
    view.setRenderHint(QPainter::Antialiasing);
    view.setFrameShape(QFrame::NoFrame);
    chart.setMargins({ 2, 2, 2, 2 });
    chart.layout()->setContentsMargins(0, 0, 0, 0);
    chart.setBackgroundRoundness(0);
    chart.legend()->setAlignment(Qt::AlignTop);
    chart.legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    QFont font = chart.legend()->font();
    font.setPointSizeF(0.9 * font.pointSizeF());
    chart.legend()->setFont(font);
}

QValueAxis* addAxis(QChart& chart, Qt::Alignment side)
{
    auto* axis = new QValueAxis(&chart);
    chart.addAxis(axis, side);
    QFont font = axis->titleFont();
    font.setBold(false);
    axis->setTitleFont(font);
    return axis;
}

void applyColors(QChart& chart, const ChartColors& colors)
{
    chart.setBackgroundBrush(colors.base);
    chart.legend()->setLabelColor(colors.text);
    chart.setTitleBrush(colors.text);
    const auto axes = chart.axes();
    for (QAbstractAxis* axis : axes) {
        axis->setLabelsColor(colors.text);
        axis->setTitleBrush(colors.text);
        axis->setLinePen(QPen(colors.text));
        axis->setGridLinePen(QPen(colors.grid));
    }
}

void hideInLegend(QChart& chart, QAbstractSeries* series)
{
    const auto markers = chart.legend()->markers(series);
    for (QLegendMarker* marker : markers)
        marker->setVisible(false);
}

void showFromZero(QValueAxis& axis, double most)
{
    constexpr double headroom = 1.05;
    const double step = stepFor(std::max(most, 1e-6) * headroom);
    const double steps = std::ceil(std::max(most, 1e-6) * headroom / step);
    axis.setRange(0, steps * step);
    axis.setTickCount(static_cast<int>(steps) + 1);
    axis.setLabelFormat(formatFor(step));
}

void showRange(QValueAxis& axis, double low, double high)
{
    const double step = stepFor(high - low);
    axis.setTickType(QValueAxis::TicksDynamic);
    axis.setTickAnchor(0);
    axis.setTickInterval(step);
    axis.setRange(low, high);
    axis.setLabelFormat(formatFor(step));
}

AxisUnit timeUnitFor(double seconds)
{
    return largestUpTo(timeUnits, seconds);
}

AxisUnit prefixFor(double value)
{
    return largestUpTo(prefixes, value);
}

} // namespace escapade
