#include "ui/diffusion/DiffusionPlot.h"

#include "ui/diffusion/DiffusionOverlay.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace escapade {
namespace {

constexpr int tickCount = 5;
constexpr int fewTicks = 3;
constexpr int roomyHeight = 180;

struct Range
{
    double low = 0;
    double high = 1;
};

/// With some room, so that no line lies on the frame.
Range withRoom(double low, double high)
{
    if (!(low <= high))
        return {};
    const double size = high - low;
    const double room = size > 1e-12 * std::max(std::abs(low), std::abs(high))
        ? 0.04 * size
        : std::max(std::abs(high), 1e-3) / 2;
    return { low - room, high + room };
}

} // namespace

DiffusionPlot::DiffusionPlot(QWidget* parent)
    : QChartView(parent)
    , m_across(new QValueAxis(chart()))
    , m_up(new QValueAxis(chart()))
{
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    chart()->setMargins({ 2, 2, 2, 2 });
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    chart()->legend()->setAlignment(Qt::AlignTop);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    chart()->addAxis(m_across, Qt::AlignBottom);
    chart()->addAxis(m_up, Qt::AlignLeft);
    for (QValueAxis* axis : { m_across, m_up }) {
        QFont font = axis->titleFont();
        font.setBold(false);
        axis->setTitleFont(font);
        axis->setTickCount(tickCount);
        axis->setLabelFormat(QStringLiteral("%.4g"));
    }
    applyPalette();
}

void DiffusionPlot::setAxisTitles(const QString& across, const QString& up)
{
    m_across->setTitleText(across);
    m_up->setTitleText(up);
}

void DiffusionPlot::setLines(const std::vector<Line>& lines)
{
    while (m_series.size() < lines.size()) {
        auto* series = new QLineSeries(chart());
        chart()->addSeries(series);
        series->attachAxis(m_across);
        series->attachAxis(m_up);
        m_series.push_back(series);
        applyPalette();
    }
    for (std::size_t n = 0; n < m_series.size(); ++n) {
        const bool shown = n < lines.size();
        m_series[n]->replace(shown ? lines[n].points : QList<QPointF>());
        m_series[n]->setName(shown ? lines[n].name : QString());
        for (QLegendMarker* marker : chart()->legend()->markers(m_series[n]))
            marker->setVisible(shown);
    }
    chart()->legend()->setVisible(lines.size() > 1);
    followRange(lines);
}

void DiffusionPlot::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyPalette();
}

/// Where there is little room, the numbers are worth more than the titles.
void DiffusionPlot::resizeEvent(QResizeEvent* event)
{
    const bool isRoomy = height() >= roomyHeight;
    for (QValueAxis* axis : { m_across, m_up }) {
        axis->setTitleVisible(isRoomy);
        axis->setTickCount(isRoomy ? tickCount : fewTicks);
    }
    QChartView::resizeEvent(event);
}

void DiffusionPlot::followRange(const std::vector<Line>& lines)
{
    constexpr double infinity = HUGE_VAL;
    double left = infinity;
    double right = -infinity;
    double low = infinity;
    double high = -infinity;
    for (const Line& line : lines) {
        for (const QPointF& point : line.points) {
            left = std::min(left, point.x());
            right = std::max(right, point.x());
            low = std::min(low, point.y());
            high = std::max(high, point.y());
        }
    }
    const Range up = withRoom(low, high);
    m_up->setRange(up.low, up.high);
    if (left < right)
        m_across->setRange(left, right);
    else
        m_across->setRange(0, 1);
}

void DiffusionPlot::applyPalette()
{
    const QColor text = palette().color(QPalette::Text);
    const QColor base = palette().color(QPalette::Base);
    const bool dark = base.lightness() < 128;
    QColor grid = text;
    grid.setAlphaF(0.18F);
    setBackgroundBrush(base);
    chart()->setBackgroundBrush(base);
    chart()->legend()->setLabelColor(text);
    for (QValueAxis* axis : { m_across, m_up }) {
        axis->setLabelsColor(text);
        axis->setTitleBrush(text);
        axis->setLinePen(QPen(text));
        axis->setGridLinePen(QPen(grid));
    }
    for (std::size_t n = 0; n < m_series.size(); ++n) {
        // A pattern as well as a colour: no meaning by colour alone.
        constexpr std::array styles { Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine };
        m_series[n]->setPen(QPen(probeColor(n, dark), 2, styles.at(n % styles.size())));
    }
}

} // namespace escapade
