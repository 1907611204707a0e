#include "ui/timings/TimingsHeader.h"

#include "ui/timings/TimingsText.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace escapade {
namespace {

constexpr int runTimes = -1; // among the metrics' numbers
constexpr int workloadLetters = 11;
constexpr int kernelLetters = 8; // that a box is at least wide enough for

} // namespace

TimingsHeader::TimingsHeader(QWidget* parent)
    : QWidget(parent)
    , m_workload(new QComboBox(this))
    , m_source(new QComboBox(this))
    , m_pages(new QTabBar(this))
    , m_metric(new QComboBox(this))
    , m_kernel(new QComboBox(this))
{
    setUpChoices();
    setUpDisplay();
    setUpLayout();
    showChoices();
    for (QComboBox* box : { m_workload, m_source, m_metric })
        connect(box, &QComboBox::currentIndexChanged, this, &TimingsHeader::changed);
    connect(m_kernel, &QComboBox::activated, this, &TimingsHeader::noteKernel);
    connect(m_pages, &QTabBar::currentChanged, this, [this] {
        showChoices();
        emit changed();
    });
}

Workload TimingsHeader::workload() const
{
    return static_cast<Workload>(m_workload->currentData().toInt());
}

void TimingsHeader::setWorkload(Workload workload)
{
    m_workload->setCurrentIndex(m_workload->findData(static_cast<int>(workload)));
}

TimingsHeader::Source TimingsHeader::source() const
{
    return static_cast<Source>(m_source->currentData().toInt());
}

void TimingsHeader::setSource(Source source)
{
    m_source->setCurrentIndex(m_source->findData(source));
}

TimingsHeader::Page TimingsHeader::page() const
{
    return static_cast<Page>(m_pages->currentIndex());
}

std::optional<TimingMetric> TimingsHeader::metric() const
{
    const int number = m_metric->currentData().toInt();
    return number == runTimes ? std::nullopt : std::optional(static_cast<TimingMetric>(number));
}

void TimingsHeader::setKernels(const std::vector<TimingCell>& kernels)
{
    if (kernels == m_kernels)
        return;
    const QSignalBlocker quiet(m_kernel);
    m_kernels = kernels;
    m_kernel->clear();
    m_kernel->addItem(tr("Kernel in use"));
    for (const TimingCell& kernel : kernels)
        m_kernel->addItem(kernelText(kernel));
    const auto same = [this](const TimingCell& kernel) {
        return m_chosenKernel && haveSameKernel(kernel, *m_chosenKernel);
    };
    const auto chosen = std::find_if(m_kernels.begin(), m_kernels.end(), same);
    m_kernel->setCurrentIndex(
        chosen == m_kernels.end() ? 0 : 1 + static_cast<int>(chosen - m_kernels.begin()));
    if (chosen == m_kernels.end())
        m_chosenKernel.reset();
    showChoices();
}

void TimingsHeader::setTogether(bool together)
{
    if (m_pages->isTabVisible(TablePage) != together)
        return;
    if (together && page() == TablePage)
        m_pages->setCurrentIndex(ChartPage);
    m_pages->setTabVisible(TablePage, !together);
    m_pages->setTabText(ChartPage, together ? tr("Table, c&hart") : tr("C&hart"));
    showChoices();
}

void TimingsHeader::setWide(bool wide)
{
    m_lines->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void TimingsHeader::setUpChoices()
{
    m_workload->setObjectName(QStringLiteral("timingsWorkload"));
    for (const Workload choice : allWorkloads) {
        if (choice == Workload::Pi)
            m_workload->insertSeparator(m_workload->count()); // pictures above, lessons below
        m_workload->addItem(workloadText(choice), static_cast<int>(choice));
    }
    m_workload->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_workload->setMinimumContentsLength(workloadLetters);
    m_workload->view()->setMinimumWidth(m_workload->view()->sizeHintForColumn(0));
    m_workload->setToolTip(
        tr("Whose frames are shown, and what a sweep measures: a picture, or below the line "
           "a lesson's work in the way that uses threads and vectors"));
    m_workload->setAccessibleName(tr("What is timed"));
    m_source->setObjectName(QStringLiteral("timingsSource"));
    m_source->addItem(tr("Live frames"), LiveFrames);
    m_source->addItem(tr("Last sweep"), LastSweep);
    m_source->setToolTip(
        tr("Live frames: the last %n complete ones with each number of threads, whatever they showed. "
           "Last sweep: one picture, measured in all ways in turn.",
            nullptr, static_cast<int>(TimingTable::keptSamples)));
    m_source->setAccessibleName(tr("Frames that are shown"));
}

void TimingsHeader::setUpDisplay()
{
    m_pages->setObjectName(QStringLiteral("timingsPages"));
    m_pages->addTab(tr("Ta&ble"));
    m_pages->addTab(tr("C&hart"));
    m_pages->addTab(tr("Heat &map"));
    m_pages->setTabToolTip(HeatMapPage, tr("One picture by threads and SIMD level"));
    m_pages->setDocumentMode(true);
    m_pages->setDrawBase(false);
    m_pages->setExpanding(false);
    m_pages->setUsesScrollButtons(false);
    m_pages->setAccessibleName(tr("Table, chart or heat map"));
    m_metric->setObjectName(QStringLiteral("timingsMetric"));
    for (const TimingMetric metric :
        { TimingMetric::Time, TimingMetric::Rate, TimingMetric::SpeedUp, TimingMetric::Efficiency })
        m_metric->addItem(metricText(metric), static_cast<int>(metric));
    m_metric->addItem(tr("Histogram"), runTimes);
    m_metric->setToolTip(tr("What is drawn: against threads, or the run times of one line of the table as a "
                            "histogram"));
    m_metric->setAccessibleName(tr("What the chart and the heat map show"));
    m_kernel->setObjectName(QStringLiteral("timingsKernel"));
    m_kernel->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kernel->setMinimumContentsLength(kernelLetters);
    m_kernel->setToolTip(tr("Which kernel the chart and the heat map show"));
    m_kernel->setAccessibleName(tr("Kernel that is shown"));
}

void TimingsHeader::setUpLayout()
{
    auto* clear = new QToolButton(this);
    clear->setText(tr("C&lear"));
    clear->setToolTip(tr("Forget the frames that were timed so far"));
    clear->setAccessibleName(tr("Clear the timings"));
    connect(clear, &QToolButton::clicked, this, &TimingsHeader::cleared);
    m_lines = new QBoxLayout(QBoxLayout::TopToBottom, this);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(4);
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_workload);
    choices->addWidget(m_source);
    choices->addWidget(m_kernel, 1);
    choices->addStretch();
    choices->addWidget(clear);
    auto* display = new QHBoxLayout;
    display->addWidget(m_pages);
    display->addWidget(m_metric);
    display->addStretch();
    m_lines->addLayout(choices);
    m_lines->addLayout(display, 1);
}

void TimingsHeader::noteKernel(int index)
{
    m_chosenKernel.reset();
    if (index > 0)
        m_chosenKernel = m_kernels.at(static_cast<std::size_t>(index - 1));
    emit changed();
}

/// Only what makes a difference to the page.
void TimingsHeader::showChoices()
{
    const bool draws = page() != TablePage;
    // A heat map has no histograms; it shows times then, and says so.
    const int histogram = m_metric->findData(runTimes);
    auto* metrics = qobject_cast<QStandardItemModel*>(m_metric->model());
    metrics->item(histogram)->setEnabled(page() != HeatMapPage);
    if (page() == HeatMapPage && m_metric->currentIndex() == histogram)
        m_metric->setCurrentIndex(m_metric->findData(static_cast<int>(TimingMetric::Time)));
    m_metric->setVisible(draws);
    m_kernel->setVisible(draws && m_kernels.size() > 1);
}

} // namespace escapade
