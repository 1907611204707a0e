#include "ui/panels/TimingsPanel.h"

#include "core/render/FrameTiming.h"
#include "ui/panels/SweepControls.h"
#include "ui/panels/TimingsChart.h"
#include "ui/panels/TimingsTableModel.h"
#include "ui/panels/TimingsText.h"
#include "ui/panels/VerifyDialog.h"
#include "ui/text/ScalingText.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QResizeEvent>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

namespace escapade {
namespace {

constexpr std::chrono::milliseconds refreshInterval(250);
constexpr int bothFromHeight = 330; // of the panel: room for table and chart, one above the other
constexpr int bothFromWidth = 700; // or side by side
constexpr int cellPadding = 10;
constexpr double narrowFontScale = 0.9; // where the columns do not fit otherwise

int sum(const std::vector<int>& widths)
{
    return std::accumulate(widths.begin(), widths.end(), 0);
}

} // namespace

TimingsPanel::TimingsPanel(WorkerPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_pool(pool)
    , m_logicalCores(WorkerPool::logicalCores())
    , m_workload(new QComboBox(this))
    , m_source(new QComboBox(this))
    , m_sweepControls(
          new SweepControls(std::min(pool.members(), std::max(2, 2 * m_logicalCores)), m_logicalCores, this))
    , m_verify(new VerifyDialog(
          pool, [this] { return m_currentRequest(); }, this))
    , m_pages(new QTabBar(this))
    , m_contents(new QStackedWidget(this))
    , m_tableView(new QTableView(this))
    , m_model(new TimingsTableModel(m_logicalCores, this))
    , m_chart(new TimingsChart(m_logicalCores, this))
    , m_empty(new QLabel(this))
    , m_hint(new QLabel(this))
{
    setUpChoices();
    setUpTable();
    setUpLayout();
    m_verify->action()->setEnabled(false);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshInterval);
    connect(&m_refreshTimer, &QTimer::timeout, this, &TimingsPanel::refresh);
    connect(m_sweepControls, &SweepControls::started, this, &TimingsPanel::startSweep);
    connect(m_sweepControls, &SweepControls::cancelled, this, &TimingsPanel::cancelSweep);
    refresh();
}

TimingsPanel::~TimingsPanel() = default;

void TimingsPanel::addSample(const FrameSample& sample)
{
    m_live.add(sample);
    m_newestCell[sample.workload] = cellOf(sample);
    if (sample.workload == workload() && source() == LiveFrames)
        scheduleRefresh();
}

void TimingsPanel::setMeasuredPicture(
    std::function<RenderRequest()> currentRequest, std::function<SimdLevel()> simd)
{
    m_currentRequest = std::move(currentRequest);
    m_currentSimd = std::move(simd);
    m_sweepControls->setAvailable(m_currentRequest && m_currentSimd);
    m_verify->action()->setEnabled(m_currentRequest != nullptr);
}

QList<QAction*> TimingsPanel::menuActions() const
{
    return { m_sweepControls->action(), m_verify->action() };
}

void TimingsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
    fitColumns();
}

void TimingsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh(); // nothing was drawn while hidden
}

void TimingsPanel::setUpChoices()
{
    m_workload->setObjectName(QStringLiteral("timingsWorkload"));
    for (const Workload choice : { Workload::Mandelbrot, Workload::Julia, Workload::Diffusion })
        m_workload->addItem(workloadText(choice), static_cast<int>(choice));
    m_workload->setToolTip(tr("Whose frames are shown"));
    m_workload->setAccessibleName(tr("Picture whose frames are timed"));
    m_source->setObjectName(QStringLiteral("timingsSource"));
    m_source->addItem(tr("Live frames"), LiveFrames);
    m_source->addItem(tr("Last sweep"), LastSweep);
    m_source->setToolTip(
        tr("Live frames: the last %n complete ones with each number of threads, whatever they showed. "
           "Last sweep: one picture, measured with all numbers of threads in turn.",
            nullptr, static_cast<int>(TimingTable::keptSamples)));
    m_source->setAccessibleName(tr("Frames that are shown"));
    connect(m_workload, &QComboBox::currentIndexChanged, this, &TimingsPanel::refresh);
    connect(m_source, &QComboBox::currentIndexChanged, this, &TimingsPanel::refresh);
}

void TimingsPanel::setUpTable()
{
    m_tableView->setObjectName(QStringLiteral("timingsTable"));
    m_tableView->setAccessibleName(tr("Times by number of threads"));
    m_tableView->setModel(m_model);
    m_tableView->setFrameShape(QFrame::NoFrame);
    m_tableView->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tableView->setSelectionMode(QAbstractItemView::SingleSelection);
    m_tableView->setTabKeyNavigation(false);
    m_tableView->setAlternatingRowColors(true);
    m_tableView->setShowGrid(false);
    m_tableView->setWordWrap(false);
    m_tableView->verticalHeader()->hide();
    m_tableView->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 4);
    m_tableView->verticalHeader()->setMinimumSectionSize(fontMetrics().height() + 2);
    m_tableView->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_tableView->horizontalHeader()->setHighlightSections(false);
    m_tableView->horizontalHeader()->setMinimumSectionSize(10);
    // A scroll bar that comes or goes changes the room for the columns.
    connect(m_tableView->verticalScrollBar(), &QScrollBar::rangeChanged, this, &TimingsPanel::fitColumns,
        Qt::QueuedConnection);
}

void TimingsPanel::setUpLayout()
{
    m_pages->addTab(tr("Ta&ble"));
    m_pages->addTab(tr("C&hart"));
    m_pages->setDocumentMode(true);
    m_pages->setDrawBase(false);
    m_pages->setExpanding(false);
    m_pages->setAccessibleName(tr("Table or chart"));
    connect(m_pages, &QTabBar::currentChanged, this, &TimingsPanel::arrange);
    m_empty->setObjectName(QStringLiteral("timingsEmpty"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_hint->setObjectName(QStringLiteral("timingsHint"));
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);

    auto* both = new QWidget(this);
    auto* bothLayout = new QBoxLayout(QBoxLayout::TopToBottom, both);
    bothLayout->setContentsMargins(0, 0, 0, 0);
    bothLayout->setSpacing(4);
    bothLayout->addWidget(m_tableView, 2);
    bothLayout->addWidget(m_chart, 3);
    m_contents->addWidget(m_empty);
    m_contents->addWidget(both);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->setSpacing(4);
    column->addWidget(makeHeader());
    column->addWidget(m_contents, 1);
    column->addWidget(m_hint);
    column->addWidget(m_sweepControls);
}

QWidget* TimingsPanel::makeHeader()
{
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    auto* clear = new QToolButton(header);
    clear->setText(tr("C&lear"));
    clear->setToolTip(tr("Forget the frames that were timed so far"));
    clear->setAccessibleName(tr("Clear the timings"));
    connect(clear, &QToolButton::clicked, this, [this] {
        (source() == LastSweep ? m_swept : m_live).clear();
        refresh();
    });
    row->addWidget(m_workload);
    row->addWidget(m_source);
    row->addWidget(m_pages);
    row->addStretch();
    row->addWidget(clear);
    return header;
}

void TimingsPanel::startSweep()
{
    if (m_sweepControls->isRunning() || !m_currentRequest || !m_currentSimd)
        return;
    const RenderRequest request = m_currentRequest();
    RenderSettings settings;
    settings.simd = m_currentSimd();
    settings.priority = Priority::Laboratory; // behind all that the user looks at
    // The frame is kept from one measurement to the next, so that none pays for its memory.
    const auto measure = [&pool = m_pool, request, settings, frame = std::make_shared<Frame>()](
                             int threads, const CancelToken& cancel) {
        RenderSettings mine = settings;
        mine.threads = threads;
        mine.cancel = cancel;
        return measureFrame(pool, request, mine, *frame);
    };
    const SweepPlan plan = m_sweepControls->plan();
    const int total = static_cast<int>(sweepOrder(plan).size());
    const Sweep::Callbacks callbacks { [this](const FrameSample& sample, int done, int all) {
                                          m_calls.post([this, sample, done, all] {
                                              noteSweepSample(sample, done, all);
                                          });
                                      },
        [this](const SweepOutcome& outcome) { m_calls.post([this, outcome] { endSweep(outcome); }); } };
    const Workload swept = request.formula == Formula::Mandelbrot ? Workload::Mandelbrot : Workload::Julia;
    m_swept.clear();
    m_sweptCell = { swept, 1, settings.simd, request.arithmetic };
    m_sweepFailure.clear();
    m_sweepControls->showProgress(0, total);
    m_sweep = std::make_unique<Sweep>(plan, measure, callbacks);
    m_workload->setCurrentIndex(m_workload->findData(static_cast<int>(swept)));
    m_source->setCurrentIndex(m_source->findData(LastSweep));
    refresh();
}

void TimingsPanel::cancelSweep()
{
    if (m_sweep)
        m_sweep->cancel();
}

void TimingsPanel::noteSweepSample(const FrameSample& sample, int done, int total)
{
    m_swept.add(sample);
    m_sweepControls->showProgress(done, total);
    if (source() == LastSweep)
        scheduleRefresh();
}

void TimingsPanel::endSweep(const SweepOutcome& outcome)
{
    m_sweepFailure = QString::fromStdString(outcome.failure);
    m_sweepControls->showIdle();
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
    const std::vector<TimingRow> rows = table().rows(workload());
    m_contents->setCurrentIndex(rows.empty() ? 0 : 1);
    m_empty->setText(emptyText());
    const auto newest = m_newestCell.find(workload());
    const TimingCell kernel
        = source() == LastSweep || newest == m_newestCell.end() ? m_sweptCell : newest->second;
    const TimingsCurve curve = curveOf(rows, kernel.simd, kernel.arithmetic, table().commonWork(workload()));
    m_chart->setCurve(workload(), curve);
    m_hint->setText(hintText(rows, kernel, curve.perWork));
    m_hint->setVisible(!m_hint->text().isEmpty());
    m_model->setRows(workload(), rows);
    m_tableView->clearSpans();
    for (int line = 0; line < m_model->rowCount(); ++line) {
        if (m_model->isHeading(line))
            m_tableView->setSpan(line, 0, 1, TimingsTableModel::ColumnCount);
    }
    fitColumns();
}

void TimingsPanel::arrange()
{
    auto* layout = static_cast<QBoxLayout*>(m_contents->widget(1)->layout());
    const bool tall = height() >= bothFromHeight;
    const bool both = tall || width() >= bothFromWidth;
    const bool beside = both && !tall;
    layout->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_pages->setVisible(!both);
    m_tableView->setVisible(both || m_pages->currentIndex() == 0);
    m_chart->setVisible(both || m_pages->currentIndex() == 1);
    // Beside the chart the table takes what its columns need, and the chart the rest.
    const int needed = sum(columnWidths(font())) + m_tableView->verticalScrollBar()->sizeHint().width();
    m_tableView->setMaximumWidth(beside ? std::min(needed, width() * 2 / 3) : QWIDGETSIZE_MAX);
    m_tableView->setMinimumWidth(beside ? m_tableView->maximumWidth() : 0);
}

std::vector<int> TimingsPanel::columnWidths(const QFont& font) const
{
    const QFontMetrics metrics(font);
    std::vector<int> widths;
    for (int column = 0; column < TimingsTableModel::ColumnCount; ++column) {
        const QString header = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        int width = metrics.horizontalAdvance(m_model->widestText(column));
        for (const QString& line : header.split(QLatin1Char('\n')))
            width = std::max(width, metrics.horizontalAdvance(line));
        widths.push_back(width + cellPadding);
    }
    return widths;
}

void TimingsPanel::fitColumns()
{
    const int available = m_tableView->viewport()->width();
    QFont tableFont = font();
    std::vector<int> widths = columnWidths(tableFont);
    if (sum(widths) > available) {
        tableFont.setPointSizeF(tableFont.pointSizeF() * narrowFontScale);
        widths = columnWidths(tableFont);
    }
    m_tableView->setFont(tableFont);
    m_tableView->horizontalHeader()->setFont(tableFont);
    const int spare = std::max(0, available - sum(widths)) / TimingsTableModel::ColumnCount;
    for (int column = 0; column < TimingsTableModel::ColumnCount; ++column)
        m_tableView->setColumnWidth(column, widths[static_cast<std::size_t>(column)] + spare);
}

Workload TimingsPanel::workload() const
{
    return static_cast<Workload>(m_workload->currentData().toInt());
}

TimingsPanel::Source TimingsPanel::source() const
{
    return static_cast<Source>(m_source->currentData().toInt());
}

QString TimingsPanel::emptyText() const
{
    if (source() == LiveFrames)
        return tr("No complete frame yet: a frame counts when it was computed from its first to its last "
                  "tile with one "
                  "number of threads and one kernel. Move the view or change the threads, or press Sweep.");
    if (m_sweepControls->isRunning())
        return tr("Warming up: the first measurement is not counted.");
    if (workload() == Workload::Diffusion)
        return tr("A sweep measures the fractal view. The diffusion's times are among the live frames.");
    return tr(
        "No sweep yet: it measures the current view with 1, 2, ... threads, several times each and in turn, "
        "while the window stays alive.");
}

QString TimingsPanel::hintText(
    const std::vector<TimingRow>& rows, const TimingCell& kernel, bool perWork) const
{
    if (!m_sweepFailure.isEmpty())
        return tr("The sweep stopped: %1").arg(m_sweepFailure);
    if (m_sweepControls->isRunning())
        return tr("Measuring in the background: whatever else is computed meanwhile, a running diffusion "
                  "too, disturbs the figures.");
    if (rows.empty())
        return {};
    const bool hasOneThread
        = std::any_of(rows.begin(), rows.end(), [](const TimingRow& row) { return row.speedUp.has_value(); });
    if (!hasOneThread)
        return tr("Compute a frame with one thread, or sweep, to see speed-up and the ideal line.");
    if (perWork)
        return tr("These frames showed different pictures: compare rates, or sweep for one picture.");
    std::vector<SpeedUpPoint> points;
    for (const TimingRow& row : rows) {
        if (row.speedUp && row.cell.simd == kernel.simd && row.cell.arithmetic == kernel.arithmetic)
            points.push_back({ row.cell.threads, *row.speedUp });
    }
    return scalingText(points, m_logicalCores);
}

} // namespace escapade
