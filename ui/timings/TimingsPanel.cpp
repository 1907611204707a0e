#include "ui/timings/TimingsPanel.h"

#include "ui/text/SweepText.h"
#include "ui/timings/HeatMapProbe.h"
#include "ui/timings/HeatMapView.h"
#include "ui/timings/SweepControls.h"
#include "ui/timings/TimingsHeader.h"
#include "ui/timings/TimingsShown.h"
#include "ui/timings/TimingsTable.h"
#include "ui/timings/VerifyDialog.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QResizeEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace escapade {
namespace {

constexpr std::chrono::milliseconds refreshInterval(250);
constexpr int bothFromHeight = 520; // of the panel: room for table and chart, one above the other
constexpr int bothFromWidth = 700; // or side by side, and for the choices in one line
constexpr std::size_t keptOfSweep = 500; // measurements of a setting
constexpr QSize fileSize(960, 600); // of a picture for a file, in points

} // namespace

TimingsPanel::TimingsPanel(WorkerPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_pool(pool)
    , m_logicalCores(WorkerPool::logicalCores())
    , m_swept(keptOfSweep)
    , m_header(new TimingsHeader(this))
    , m_sweepControls(
          new SweepControls(std::min(pool.members(), std::max(2, 2 * m_logicalCores)), m_logicalCores, this))
    , m_verify(new VerifyDialog(
          pool, [this] { return m_currentRequest(fractalWorkload()); }, this))
    , m_contents(new QStackedWidget(this))
    , m_overview(new QWidget(this))
    , m_tableView(new TimingsTable(m_logicalCores, m_overview))
    , m_charts(new TimingsCharts(m_logicalCores, m_overview))
    , m_heatMap(new HeatMapView(m_logicalCores, this))
    , m_empty(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_sweep(this)
    , m_probe(new HeatMapProbe(pool, this))
{
    setUpLayout();
    connectAll();
    m_verify->action()->setEnabled(false);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshInterval);
    refresh();
}

TimingsPanel::~TimingsPanel() = default;

void TimingsPanel::addSample(const FrameSample& sample)
{
    m_live.add(sample);
    m_probe->add(sample);
    m_newestCell[sample.workload] = cellOf(sample);
    if (sample.workload == workload() && !showsSweep())
        scheduleRefresh();
}

void TimingsPanel::setMeasuredPicture(
    std::function<RenderRequest(Workload)> currentRequest, std::function<SimdLevel()> simd)
{
    m_currentRequest = std::move(currentRequest);
    m_currentSimd = std::move(simd);
    m_sweepControls->setAvailable(hasRequest());
    m_verify->action()->setEnabled(m_currentRequest != nullptr);
}

void TimingsPanel::noteSetting()
{
    if (!isVisible() || m_header->page() != TimingsHeader::HeatMapPage)
        return;
    refresh();
    std::optional<SweepSetting> wanted;
    if (hasRequest() && isFractal(workload()) && !showsSweep() && !m_sweep.isRunning())
        wanted = SweepSetting { .threads = m_pool.active(), .simd = m_currentSimd() };
    m_probe->want(wanted, [this, shown = workload()] { return m_currentRequest(shown); });
}

void TimingsPanel::chooseFractal(Workload large)
{
    if (isFractal(workload()))
        m_header->setWorkload(large);
}

void TimingsPanel::forgetPicture(Workload workload)
{
    m_probe->forget(workload);
}

bool TimingsPanel::showsSweep() const
{
    return m_header->source() == TimingsHeader::LastSweep;
}

Scaling TimingsPanel::shownScaling() const
{
    return showsSweep() ? m_sweep.plan().scaling : Scaling::Strong;
}

std::unique_ptr<QWidget> TimingsPanel::pictureForFile() const
{
    const TimingsShown now = shown();
    std::unique_ptr<QWidget> picture = m_header->page() == TimingsHeader::HeatMapPage
        ? heatMapForFile(heatMap(now), now)
        : chartForFile(drawing(now), now);
    picture->setPalette(palette());
    picture->resize(fileSize);
    return picture;
}

QList<QAction*> TimingsPanel::menuActions() const
{
    return { m_sweepControls->action(), m_verify->action() };
}

void TimingsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void TimingsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh(); // nothing was drawn while hidden
}

void TimingsPanel::setUpLayout()
{
    m_empty->setObjectName(QStringLiteral("timingsEmpty"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_hint->setObjectName(QStringLiteral("timingsHint"));
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    auto* both = new QBoxLayout(QBoxLayout::TopToBottom, m_overview);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(4);
    both->addWidget(m_tableView, 2);
    both->addWidget(m_charts, 3);
    m_contents->addWidget(m_empty);
    m_contents->addWidget(m_overview);
    m_contents->addWidget(m_heatMap);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->setSpacing(4);
    column->addWidget(m_header);
    column->addWidget(m_contents, 1);
    column->addWidget(m_hint);
    column->addWidget(m_sweepControls);
}

void TimingsPanel::connectAll()
{
    connect(&m_refreshTimer, &QTimer::timeout, this, &TimingsPanel::refresh);
    connect(m_header, &TimingsHeader::changed, this, [this] {
        arrange();
        refresh();
        noteSetting();
    });
    connect(m_header, &TimingsHeader::cleared, this, &TimingsPanel::clearShown);
    connect(m_sweepControls, &SweepControls::started, this, &TimingsPanel::startSweep);
    connect(m_sweepControls, &SweepControls::cancelled, &m_sweep, &SweepRun::cancel);
    connect(&m_sweep, &SweepRun::measured, this, &TimingsPanel::noteSweepSample);
    connect(&m_sweep, &SweepRun::ended, this, &TimingsPanel::endSweep);
    connect(m_tableView, &TimingsTable::selected, this, &TimingsPanel::selectCell);
    connect(m_heatMap, &HeatMapView::moved, this, &TimingsPanel::selectCell);
    connect(m_heatMap, &HeatMapView::chosen, this, &TimingsPanel::settingChosen);
    connect(m_probe, &HeatMapProbe::changed, this, [this] {
        if (m_header->page() == TimingsHeader::HeatMapPage)
            scheduleRefresh();
    });
}

void TimingsPanel::startSweep()
{
    if (m_sweep.isRunning() || !hasRequest())
        return;
    const Workload swept = workload();
    const SweepPlan plan = sweepPlan(swept);
    if (plan.settings.empty()) {
        m_sweepNote = tr("Nothing to measure: none of the ticked SIMD levels can do the ticked arithmetic.");
        m_header->setSource(TimingsHeader::LastSweep);
        refresh();
        return;
    }
    m_probe->want(std::nullopt, {});
    m_swept.clear();
    const SweepSetting& first = plan.settings.front();
    m_sweptCell
        = { swept, 1, first.simd, first.arithmetic, first.schedule, isFractal(swept) ? first.tileSize : 0 };
    m_sweepNote.clear();
    emit sweepBegan();
    m_sweep.start(plan, measurement(swept, plan));
    m_sweepControls->showProgress({}, plan.precision);
    comeToFront();
    m_header->setSource(TimingsHeader::LastSweep);
    refresh();
}

/// A sweep that was begun by its key shall be seen, even where another panel lies over this one.
void TimingsPanel::comeToFront()
{
    for (QWidget* widget = parentWidget(); widget != nullptr; widget = widget->parentWidget()) {
        if (auto* dock = qobject_cast<QDockWidget*>(widget)) {
            dock->show();
            dock->raise();
            return;
        }
    }
}

Measurement TimingsPanel::measurement(Workload swept, const SweepPlan& plan) const
{
    if (isFractal(swept))
        return pictureMeasurement(m_pool, m_currentRequest(swept), plan);
    return isLesson(swept) ? lessonMeasurement(m_pool, swept, plan) : fieldMeasurement(m_pool, plan);
}

/// Of a field or a lesson, only threads and instruction sets make a difference.
SweepPlan TimingsPanel::sweepPlan(Workload swept) const
{
    if (isFractal(swept))
        return m_sweepControls->plan(
            { .simd = m_currentSimd(), .arithmetic = m_currentRequest(swept).arithmetic });
    SweepPlan plan = m_sweepControls->plan({ .simd = m_currentSimd() });
    std::vector<SweepSetting> different;
    for (const SweepSetting& setting : plan.settings) {
        const SweepSetting plain { .threads = setting.threads, .simd = setting.simd };
        if (std::ranges::find(different, plain) == different.end())
            different.push_back(plain);
    }
    plan.settings = different;
    return plan;
}

void TimingsPanel::noteSweepSample(const FrameSample& sample, const SweepProgress& progress)
{
    m_swept.add(sample);
    m_sweepControls->showProgress(progress, m_sweep.plan().precision);
    if (showsSweep())
        scheduleRefresh();
}

void TimingsPanel::endSweep(const SweepOutcome& outcome)
{
    m_sweepNote = sweepOutcomeText(outcome, m_sweep.plan(), m_logicalCores);
    m_sweepControls->showIdle();
    emit sweepEnded();
    refresh();
}

void TimingsPanel::clearShown()
{
    if (showsSweep()) {
        m_swept.clear();
        m_sweepNote.clear();
    } else {
        m_live.clear();
        m_probe->clear();
    }
    m_selected.reset();
    refresh();
}

void TimingsPanel::scheduleRefresh()
{
    if (!m_refreshTimer.isActive())
        m_refreshTimer.start();
}

void TimingsPanel::refresh()
{
    m_refreshTimer.stop();
    if (!isVisible())
        return;
    const TimingsShown now = shown();
    const TimingsState words = state(now);
    m_header->setKernels(kernelsOf(now.rows));
    m_tableView->setRows(now.workload, now.rows, now.scaling);
    if (words.showsHeatMap)
        m_heatMap->setContent(heatMap(now));
    else if (!m_charts->isHidden())
        m_charts->draw(drawing(now));
    m_empty->setText(timingsEmptyText(words));
    m_hint->setText(timingsHint(words, now.rows, now.kernel, m_logicalCores));
    m_hint->setVisible(!m_hint->text().isEmpty());
    if (words.showsHeatMap)
        m_contents->setCurrentWidget(m_heatMap);
    else
        m_contents->setCurrentWidget(now.rows.empty() ? m_empty : m_overview);
}

void TimingsPanel::arrange()
{
    auto* layout = static_cast<QBoxLayout*>(m_overview->layout());
    const bool tall = height() >= bothFromHeight;
    const bool wide = width() >= bothFromWidth;
    const bool beside = wide && !tall;
    m_header->setWide(wide);
    m_header->setTogether(tall || wide);
    layout->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_tableView->setVisible(tall || wide || m_header->page() == TimingsHeader::TablePage);
    m_charts->setVisible(tall || wide || m_header->page() == TimingsHeader::ChartPage);
    // Beside the chart the table takes what its columns need, and the chart the rest.
    m_tableView->setMaximumWidth(
        beside ? std::min(m_tableView->neededWidth(), width() * 2 / 3) : QWIDGETSIZE_MAX);
    m_tableView->setMinimumWidth(beside ? m_tableView->maximumWidth() : 0);
}

Workload TimingsPanel::fractalWorkload() const
{
    return workload() == Workload::Julia ? Workload::Julia : Workload::Mandelbrot;
}

Workload TimingsPanel::workload() const
{
    return m_header->workload();
}

TimingsShown TimingsPanel::shown() const
{
    TimingsShown shown;
    shown.workload = workload();
    shown.isSweep = showsSweep();
    shown.scaling = shownScaling();
    // Of a picture that grows with the threads each frame has its own work, and times compare all the same.
    shown.sameWork = shown.isSweep || table().commonWork(shown.workload).has_value();
    shown.rows = table().rows(shown.workload);
    shown.kernel = kernel(shown.rows);
    shown.metric = m_header->metric();
    shown.logicalCores = m_logicalCores;
    return shown;
}

/// The kernel that is chosen, or the one in use, or the newest.
TimingCell TimingsPanel::kernel(const std::vector<TimingRow>& rows) const
{
    if (const std::optional<TimingCell> chosen = m_header->kernel())
        return *chosen;
    if (showsSweep()) {
        TimingCell inUse = m_sweptCell;
        inUse.simd = m_currentSimd ? m_currentSimd() : inUse.simd;
        const bool isThere = std::ranges::any_of(
            rows, [&](const TimingRow& row) { return haveSameKernel(row.cell, inUse); });
        return isThere ? inUse : m_sweptCell;
    }
    const auto newest = m_newestCell.find(workload());
    return newest != m_newestCell.end() ? newest->second : TimingCell { workload() };
}

TimingsState TimingsPanel::state(const TimingsShown& shown) const
{
    return { shown.workload, shown.isSweep, m_sweep.isRunning(),
        m_header->page() == TimingsHeader::HeatMapPage, shown.scaling, shown.sameWork, m_sweepNote };
}

TimingsDrawing TimingsPanel::drawing(const TimingsShown& shown) const
{
    TimingCell cell = m_selected.value_or(shown.kernel);
    if (table().samples(cell).empty())
        cell = shown.kernel;
    return drawingOf(shown, cell, table().samples(cell));
}

HeatMapContent TimingsPanel::heatMap(const TimingsShown& shown) const
{
    HeatMapContent content;
    content.rows = shown.isSweep ? shown.rows : m_probe->table().rows(shown.workload);
    content.kernel = shown.kernel;
    content.metric = shown.metric.value_or(TimingMetric::Time);
    content.sameWork = shown.isSweep || isFractal(shown.workload);
    content.threadsInUse = m_pool.active();
    content.threads = heatMapThreads(
        std::min(m_pool.members(), std::max(2, 2 * m_logicalCores)), content.threadsInUse, content.rows);
    if (m_currentSimd)
        content.simdInUse = m_currentSimd();
    return content;
}

void TimingsPanel::selectCell(const TimingCell& cell)
{
    m_selected = cell;
    if (!m_header->metric())
        refresh();
}

} // namespace escapade
