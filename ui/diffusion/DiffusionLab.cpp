#include "ui/diffusion/DiffusionLab.h"

#include "core/base/NumberText.h"
#include "core/diffusion/SampleLine.h"
#include "ui/diffusion/DiffusionLabTabs.h"
#include "ui/diffusion/DiffusionPanel.h"
#include "ui/diffusion/DiffusionPlot.h"
#include "ui/diffusion/DiffusionView.h"

#include <QAction>
#include <QBoxLayout>
#include <QPushButton>
#include <QTabWidget>
#include <QTimer>

#include <cmath>
#include <utility>

namespace escapade {
namespace {

constexpr int refreshMilliseconds = 100;
constexpr std::size_t mostProbes = 12;
constexpr int sliceSamples = 301;

QList<QPointF> pointsOf(const TimeSeries& series)
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(series.points().size()));
    for (const TimeSeries::Point& point : series.points())
        points.append({ point.time, point.value });
    return points;
}

/// Divided by the largest, so that different quantities share an axis.
QList<QPointF> partsOfLargest(const TimeSeries& series)
{
    QList<QPointF> points = pointsOf(series);
    double largest = 0;
    for (const QPointF& point : points)
        largest = std::max(largest, std::abs(point.y()));
    for (QPointF& point : points)
        point.setY(largest > 0 ? point.y() / largest : 0);
    return points;
}

void appendRow(std::string& text, std::initializer_list<std::string> cells)
{
    const char* separator = "";
    for (const std::string& cell : cells) {
        text.append(separator).append(cell);
        separator = ",";
    }
    text.append("\n");
}

void appendSeries(
    std::string& text, const std::string& name, const std::string& place, const TimeSeries& series)
{
    for (const TimeSeries::Point& point : series.points())
        appendRow(text, { name, place, floatText(point.time), floatText(point.value) });
}

} // namespace

DiffusionLab::DiffusionLab(DiffusionPanel& panel, QWidget* parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_tabs(new QTabWidget(this))
    , m_brush(new DiffusionBrushTab({ panel.undoAction(), panel.redoAction() }, this))
    , m_look(new DiffusionLookTab(this))
    , m_run(new DiffusionRunTab(this))
    , m_refresh(new QTimer(this))
{
    m_tabs->setObjectName(QStringLiteral("diffusionLabTabs"));
    m_tabs->setAccessibleName(tr("Diffusion tools"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_brush, tr("Brush"));
    m_tabs->addTab(m_look, tr("Colours"));
    m_tabs->addTab(m_run, tr("Run"));
    m_tabs->addTab(makeProbesTab(), tr("Probes"));
    m_tabs->addTab(makeSliceTab(), tr("Slice"));
    m_tabs->addTab(makeTotalsTab(), tr("Totals"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    m_refresh->setSingleShot(true);
    m_refresh->setInterval(refreshMilliseconds);
    connect(m_refresh, &QTimer::timeout, this, &DiffusionLab::refreshPlots);
    connect(m_tabs, &QTabWidget::currentChanged, this, &DiffusionLab::refreshPlots);
    connectPanel();
}

void DiffusionLab::setTool(DiffusionTool tool)
{
    DiffusionToolChoice choice = m_brush->choice();
    choice.tool = tool;
    takeChoice(choice);
}

void DiffusionLab::setTarget(BrushTarget target)
{
    m_brush->setTarget(target);
    m_tabs->setCurrentWidget(m_brush);
}

void DiffusionLab::setStamp(std::shared_ptr<const Array2D<double>> stamp)
{
    DiffusionToolChoice choice = m_brush->choice();
    choice.tool = DiffusionTool::Stamp;
    choice.stamp = std::move(stamp);
    takeChoice(choice);
}

void DiffusionLab::takeChoice(const DiffusionToolChoice& choice)
{
    m_brush->setChoice(choice);
    m_panel.view().setTool(choice);
}

void DiffusionLab::clearProbes()
{
    m_probes.clear();
    showMarks();
    refreshPlots();
}

std::string DiffusionLab::toCsv() const
{
    std::string text = "series,x,y,time,value\n";
    for (std::size_t n = 0; n < m_probes.size(); ++n) {
        const auto [x, y] = m_probes[n].place;
        appendSeries(text, "probe " + std::to_string(n + 1), floatText(x).append(",").append(floatText(y)),
            m_probes[n].series);
    }
    appendSeries(text, "mass", ",", m_mass);
    appendSeries(text, "max", ",", m_max);
    appendSeries(text, "energy", ",", m_energy);
    if (!m_slice || !m_panel.snapshot())
        return text;
    const DiffusionSnapshot& now = *m_panel.snapshot();
    const FieldPoint from = pointOf(m_slice->first);
    const FieldPoint to = pointOf(m_slice->second);
    const std::vector<double> samples = sampleLine(now.values, from, to, sliceSamples);
    for (std::size_t n = 0; n < samples.size(); ++n) {
        const double part = static_cast<double>(n) / (sliceSamples - 1);
        const double x = m_slice->first.x + part * (m_slice->second.x - m_slice->first.x);
        const double y = m_slice->first.y + part * (m_slice->second.y - m_slice->first.y);
        appendRow(
            text, { "slice", floatText(x), floatText(y), floatText(now.simtime), floatText(samples[n]) });
    }
    return text;
}

QWidget* DiffusionLab::makeProbesTab()
{
    auto* tab = new QWidget(this);
    m_probePlot = new DiffusionPlot(tab);
    m_probePlot->setObjectName(QStringLiteral("diffusionProbePlot"));
    m_probePlot->setAccessibleName(tr("Densities at the probes over time"));
    m_probePlot->setToolTip(tr("Shift and click on the density sets a probe"));
    m_probePlot->setAxisTitles(tr("Time"), tr("Density"));
    auto* clear = new QPushButton(tr("&Clear probes"), tab);
    clear->setObjectName(QStringLiteral("diffusionClearProbes"));
    clear->setToolTip(tr("Remove all probes and what they recorded"));
    auto* save = new QPushButton(tr("&Export…"), tab);
    save->setToolTip(tr("Write what probes, slice and totals recorded into a .csv file"));
    connect(clear, &QPushButton::clicked, this, &DiffusionLab::clearProbes);
    connect(save, &QPushButton::clicked, this, &DiffusionLab::exportWanted);
    auto* buttons = new QVBoxLayout;
    buttons->addWidget(clear);
    buttons->addWidget(save);
    buttons->addStretch();
    auto* layout = new QHBoxLayout(tab);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_probePlot, 1);
    layout->addLayout(buttons);
    return tab;
}

QWidget* DiffusionLab::makeSliceTab()
{
    m_slicePlot = new DiffusionPlot(this);
    m_slicePlot->setObjectName(QStringLiteral("diffusionSlicePlot"));
    m_slicePlot->setAccessibleName(tr("Densities along the slice"));
    m_slicePlot->setToolTip(tr("Choose the tool Slice and draw a line over the density"));
    m_slicePlot->setAxisTitles(tr("Distance along the line"), tr("Density"));
    return m_slicePlot;
}

QWidget* DiffusionLab::makeTotalsTab()
{
    m_totalsPlot = new DiffusionPlot(this);
    m_totalsPlot->setObjectName(QStringLiteral("diffusionTotalsPlot"));
    m_totalsPlot->setAccessibleName(tr("Mass, maximum and energy over time"));
    m_totalsPlot->setToolTip(tr("Each as a part of its largest; energy is half the integral of the square"));
    m_totalsPlot->setAxisTitles(tr("Time"), tr("Part of the largest"));
    return m_totalsPlot;
}

void DiffusionLab::connectPanel()
{
    connect(&m_panel, &DiffusionPanel::updated, this, &DiffusionLab::takeSnapshot);
    connect(&m_panel.view(), &DiffusionView::probeWanted, this, &DiffusionLab::addProbe);
    connect(&m_panel.view(), &DiffusionView::sliceDrawn, this, &DiffusionLab::setSlice);
    connect(m_brush, &DiffusionBrushTab::chosen, &m_panel.view(), &DiffusionView::setTool);
    connect(&m_panel, &DiffusionPanel::toolRestored, m_brush, &DiffusionBrushTab::setChoice);
    connect(m_brush, &DiffusionBrushTab::stampWanted, this, &DiffusionLab::stampWanted);
    connect(m_look, &DiffusionLookTab::chosen, &m_panel, &DiffusionPanel::setLook);
    connect(&m_panel, &DiffusionPanel::lookChanged, m_look, &DiffusionLookTab::setLook);
    connect(m_run, &DiffusionRunTab::stepsWanted, &m_panel, &DiffusionPanel::runSteps);
    connect(m_run, &DiffusionRunTab::timeWanted, &m_panel, &DiffusionPanel::runTo);
    connect(m_run, &DiffusionRunTab::speedChosen, &m_panel, &DiffusionPanel::setSpeed);
}

DiffusionLab::Place DiffusionLab::placeOf(const FieldPoint& point) const
{
    return { m_grid.x1 + (point.j - 1) * m_grid.dx, m_grid.x1 + (point.i - 1) * m_grid.dx };
}

FieldPoint DiffusionLab::pointOf(const Place& place) const
{
    return { 1 + (place.y - m_grid.x1) / m_grid.dx, 1 + (place.x - m_grid.x1) / m_grid.dx };
}

void DiffusionLab::addProbe(const FieldPoint& point)
{
    if (m_grid.points < 1 || m_probes.size() >= mostProbes)
        return;
    m_probes.push_back({ placeOf(point), TimeSeries() });
    m_tabs->setCurrentWidget(m_probePlot->parentWidget());
    showMarks();
    takeSnapshot();
}

void DiffusionLab::setSlice(const FieldSpan& span)
{
    if (m_grid.points < 1)
        return;
    m_slice = { placeOf(span.from), placeOf(span.to) };
    m_tabs->setCurrentWidget(m_slicePlot);
    showMarks();
    refreshPlots();
}

void DiffusionLab::showMarks()
{
    std::vector<FieldPoint> probes;
    probes.reserve(m_probes.size());
    for (const Probe& probe : m_probes)
        probes.push_back(pointOf(probe.place));
    m_panel.view().setProbes(probes);
    m_panel.view().setSlice(m_slice
            ? std::optional(FieldSpan { pointOf(m_slice->first), pointOf(m_slice->second) })
            : std::nullopt);
}

void DiffusionLab::takeSnapshot()
{
    const auto& snapshot = m_panel.snapshot();
    if (!snapshot)
        return;
    if (m_grid != snapshot->grid) {
        m_grid = snapshot->grid;
        showMarks();
    }
    const double time = snapshot->simtime;
    for (Probe& probe : m_probes)
        probe.series.add(time, densityAt(snapshot->values, pointOf(probe.place)));
    m_mass.add(time, snapshot->mass);
    m_max.add(time, snapshot->totals.max);
    m_energy.add(time, snapshot->energy);
    if (isVisible())
        m_run->showSnapshot(*snapshot);
    if (isVisible() && !m_refresh->isActive())
        m_refresh->start();
}

/// Charts are slow to draw: ten times a second, and only the one that is seen.
void DiffusionLab::refreshPlots()
{
    if (m_probePlot->isVisible()) {
        std::vector<DiffusionPlot::Line> lines;
        for (std::size_t n = 0; n < m_probes.size(); ++n)
            lines.push_back({ QStringLiteral("%1  %2").arg(n + 1).arg(placeText(m_probes[n].place)),
                pointsOf(m_probes[n].series) });
        m_probePlot->setLines(lines);
    }
    if (m_slicePlot->isVisible())
        refreshSlice();
    if (m_totalsPlot->isVisible())
        m_totalsPlot->setLines({ { tr("Mass"), partsOfLargest(m_mass) },
            { tr("Maximum"), partsOfLargest(m_max) }, { tr("Energy"), partsOfLargest(m_energy) } });
}

void DiffusionLab::refreshSlice()
{
    const auto& snapshot = m_panel.snapshot();
    if (!snapshot || !m_slice) {
        m_slicePlot->setLines({});
        return;
    }
    const FieldPoint from = pointOf(m_slice->first);
    const FieldPoint to = pointOf(m_slice->second);
    const double length = std::hypot(to.i - from.i, to.j - from.j) * snapshot->grid.dx;
    QList<QPointF> points;
    for (const double sample : sampleLine(snapshot->values, from, to, sliceSamples))
        points.append({ length * static_cast<double>(points.size()) / (sliceSamples - 1), sample });
    m_slicePlot->setLines({ { tr("Density"), points } });
}

QString DiffusionLab::placeText(const Place& place)
{
    return QStringLiteral("(%1, %2)").arg(place.x, 0, 'f', 2).arg(place.y, 0, 'f', 2);
}

} // namespace escapade
