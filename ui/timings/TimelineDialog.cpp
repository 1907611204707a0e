#include "ui/timings/TimelineDialog.h"

#include "core/document/AtomicFile.h"
#include "ui/actions/MakeAction.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/text/TimelineText.h"
#include "ui/timings/TimelineView.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <exception>
#include <span>

namespace escapade {

TimelineDialog::TimelineDialog(
    WorkerPool& pool, FractalCanvas& canvas, std::function<SimdLevel()> simd, QWidget* parent)
    : QDialog(parent)
    , m_pool(pool)
    , m_canvas(canvas)
    , m_simd(std::move(simd))
    , m_action(makeAction(this,
          { tr("&Timeline of the workers"), tr("Which worker computes which tile of the picture, and when"),
              { QKeySequence(Qt::SHIFT | Qt::Key_S) } }))
    , m_threads(new QSpinBox(this))
    , m_schedule(new QComboBox(this))
    , m_tileSize(new QComboBox(this))
    , m_record(new QPushButton(tr("&Record"), this))
    , m_stop(new QPushButton(tr("S&top"), this))
    , m_save(new QPushButton(tr("Sa&ve trace…"), this))
    , m_cost(new QCheckBox(tr("&Cost map over the picture"), this))
    , m_view(new TimelineView(this))
    , m_summary(new QLabel(this))
    , m_tile(new QLabel(this))
{
    setWindowTitle(tr("Timeline of the workers"));
    setObjectName(QStringLiteral("timelineDialog"));
    setUpControls();
    setUpLayout();
    connectAll();
    showRunning(false);
    m_summary->setText(tr("Nothing is recorded yet."));
    m_canvas.addLayer(m_layer);
}

TimelineDialog::~TimelineDialog()
{
    m_cancel.cancel();
}

void TimelineDialog::record()
{
    if (m_running)
        return;
    showRunning(true);
    m_cancel = CancelToken();
    const RenderRequest request = m_canvas.currentRequest();
    RenderSettings settings;
    settings.simd = m_simd();
    settings.threads = m_threads->value();
    settings.tileSize = m_tileSize->currentData().toInt();
    settings.priority = Priority::Laboratory; // behind all that the user looks at
    settings.cancel = m_cancel;
    const auto schedule = static_cast<Schedule>(m_schedule->currentIndex());
    m_work.run(
        [&pool = m_pool, request, settings, schedule]() -> Outcome {
            try {
                Frame frame;
                // Twice: the first pays for memory that was never used.
                if (!recordFrame(pool, request, settings, schedule, frame))
                    return std::optional<FrameTimeline>();
                return recordFrame(pool, request, settings, schedule, frame);
            } catch (const std::exception& problem) {
                return Error { problem.what() };
            }
        },
        [this](const Outcome& outcome) { showOutcome(outcome); });
}

void TimelineDialog::cancel()
{
    m_cancel.cancel();
}

void TimelineDialog::saveTrace(const QString& path)
{
    if (!m_view->timeline())
        return;
    m_save->setEnabled(false);
    m_work.run(
        [timeline = *m_view->timeline(), path] {
            const std::string text = traceEvents(timeline);
            return writeFileAtomically(path.toStdString(), std::as_bytes(std::span(text)));
        },
        [this, path](const Result<void>& written) {
            m_save->setEnabled(true);
            m_tile->setText(written
                    ? tr("The trace is in %1; open it in ui.perfetto.dev or chrome://tracing.").arg(path)
                    : QString::fromStdString(written.error().message));
            emit traceSaved(written.has_value());
        });
}

void TimelineDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    showOnPicture();
}

void TimelineDialog::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    showOnPicture();
}

void TimelineDialog::setUpControls()
{
    m_threads->setObjectName(QStringLiteral("timelineThreads"));
    m_threads->setRange(1, m_pool.members());
    m_threads->setValue(m_pool.active());
    m_threads->setAccessibleName(tr("Threads of the recording"));
    m_schedule->setObjectName(QStringLiteral("timelineSchedule"));
    m_schedule->addItems({ tr("Dynamic"), tr("Static") });
    m_schedule->setToolTip(
        tr("Dynamic: whoever is free takes the next tile. Static: each worker has an equal "
           "number of neighbouring tiles from the start."));
    m_schedule->setAccessibleName(tr("Schedule"));
    m_tileSize->setObjectName(QStringLiteral("timelineTileSize"));
    for (const int size : { 16, 32, 64, 128, 256 })
        m_tileSize->addItem(tr("%1 pixels").arg(size), size);
    m_tileSize->setCurrentIndex(m_tileSize->findData(RenderSettings {}.tileSize));
    m_tileSize->setAccessibleName(tr("Side of a tile"));
    m_cost->setObjectName(QStringLiteral("timelineCost"));
    m_cost->setToolTip(tr("The whiter a tile, the longer it took; while the view is the recorded one"));
    m_record->setObjectName(QStringLiteral("timelineRecord"));
    m_record->setDefault(true);
    m_record->setToolTip(tr("Compute the picture once more, and note who does what"));
    m_stop->setObjectName(QStringLiteral("timelineStop"));
    m_save->setObjectName(QStringLiteral("timelineSave"));
    m_save->setToolTip(tr("As Trace Event JSON, for Perfetto and Chrome"));
    for (QLabel* label : { m_summary, m_tile }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_summary->setObjectName(QStringLiteral("timelineSummary"));
    m_tile->setObjectName(QStringLiteral("timelineTile"));
    m_tile->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_tile->setAlignment(Qt::AlignLeft | Qt::AlignTop);
}

void TimelineDialog::setUpLayout()
{
    const auto labelFor = [this](const QString& text, QWidget* buddy) {
        auto* label = new QLabel(text, this);
        label->setBuddy(buddy);
        return label;
    };
    auto* choices = new QHBoxLayout;
    choices->addWidget(labelFor(tr("T&hreads"), m_threads));
    choices->addWidget(m_threads);
    choices->addWidget(labelFor(tr("Sche&dule"), m_schedule));
    choices->addWidget(m_schedule);
    choices->addWidget(labelFor(tr("T&iles"), m_tileSize));
    choices->addWidget(m_tileSize);
    choices->addStretch();
    choices->addWidget(m_record);
    choices->addWidget(m_stop);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_save, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* below = new QHBoxLayout;
    below->addWidget(m_cost);
    below->addStretch();
    below->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(choices);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_summary);
    layout->addWidget(m_tile);
    layout->addLayout(below);
}

void TimelineDialog::connectAll()
{
    connect(m_action, &QAction::triggered, this, [this] {
        show();
        raise();
        activateWindow();
        record();
    });
    connect(m_record, &QPushButton::clicked, this, &TimelineDialog::record);
    connect(m_stop, &QPushButton::clicked, this, &TimelineDialog::cancel);
    connect(m_save, &QPushButton::clicked, this, &TimelineDialog::chooseTraceFile);
    connect(m_cost, &QCheckBox::toggled, this, &TimelineDialog::showOnPicture);
    connect(m_view, &TimelineView::tileMarked, this, &TimelineDialog::showTile);
}

void TimelineDialog::showRunning(bool running)
{
    m_running = running;
    m_record->setEnabled(!running);
    m_stop->setEnabled(running);
    m_save->setEnabled(!running && m_view->timeline());
    if (running)
        m_summary->setText(tr("Recording in the background; using the window meanwhile disturbs it."));
}

void TimelineDialog::showOutcome(const Outcome& outcome)
{
    if (outcome && *outcome)
        m_view->setTimeline(**outcome);
    showRunning(false);
    if (!outcome)
        m_summary->setText(
            tr("Nothing was recorded: %1").arg(QString::fromStdString(outcome.error().message)));
    else if (m_view->timeline())
        m_summary->setText(timelineSummary(*m_view->timeline(), WorkerPool::logicalCores()));
    else
        m_summary->setText(tr("Stopped; nothing is recorded."));
    showOnPicture();
}

void TimelineDialog::showTile(int tile)
{
    m_tile->setText(tile < 0 || !m_view->timeline()
            ? tr("Point at a bar, or use the arrow keys, to see its tile.")
            : tileText(m_view->timeline()->tiles[static_cast<std::size_t>(tile)]));
    showOnPicture();
}

void TimelineDialog::showOnPicture()
{
    m_layer.setTimeline(isVisible() ? m_view->timeline() : std::nullopt);
    m_layer.setMarked(m_view->markedTile());
    m_layer.setCostShown(m_cost->isChecked());
    m_canvas.update();
}

void TimelineDialog::chooseTraceFile()
{
    auto* dialog = new QFileDialog(this, tr("Save trace"), QString(), tr("Traces (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("escapade-trace.json"));
    connect(dialog, &QFileDialog::fileSelected, this, &TimelineDialog::saveTrace);
    dialog->open();
}

} // namespace escapade
