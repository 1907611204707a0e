#include "Recorder.h"

#include "core/parallel/ThreadCpuTime.h"

#include <QEventLoop>
#include <QSaveFile>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace escapade {

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

nlohmann::json quantiles(std::vector<double> values)
{
    if (values.empty())
        return nullptr;
    std::ranges::sort(values);
    const auto at = [&values](double share) {
        const double rank = std::ceil(share * static_cast<double>(values.size())) - 1;
        return values[static_cast<std::size_t>(std::max(0.0, rank))];
    };
    return { { "p50", at(0.5) }, { "p95", at(0.95) }, { "p99", at(0.99) }, { "max", values.back() },
        { "events", values.size() } };
}

bool writeFigures(const QString& name, const nlohmann::json& figures)
{
    QSaveFile file(name);
    if (file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(figures.dump(2) + "\n")) >= 0
        && file.commit())
        return true;
    std::fprintf(stderr, "%s: --json %s: %s\n", qPrintable(QCoreApplication::applicationName()),
        qPrintable(name), qPrintable(file.errorString()));
    return false;
}

bool MeasuringApplication::notify(QObject* receiver, QEvent* event)
{
    const bool isPaint = receiver == m_painted && event->type() == QEvent::Paint;
    ++m_depth;
    const auto cpuBegin = threadCpuTime();
    const auto begin = Clock::now();
    const bool result = QApplication::notify(receiver, event);
    const auto took = Clock::now() - begin;
    if (--m_depth == 0 && took > m_longest) {
        m_longest = took;
        m_longestCpu = threadCpuTime() - cpuBegin;
    }
    if (isPaint && m_onPaint)
        m_onPaint();
    return result;
}

void MeasuringApplication::watchPaints(const QObject* widget, std::function<void()> painted)
{
    m_painted = widget;
    m_onPaint = std::move(painted);
}

Recorder::Recorder(MeasuringApplication& application, FractalCanvas& canvas)
    : m_application(application)
    , m_canvas(canvas)
    , m_begin(Clock::now())
    , m_before(canvas.totals())
{
    application.watchPaints(&canvas, [this] { painted(); });
    QObject::connect(&canvas, &FractalCanvas::firstPixelsShown, &application, [this] { gotPixels(); });
    application.forgetBlocks();
}

Recorder::~Recorder()
{
    m_application.watchPaints(nullptr, {});
    QObject::disconnect(&m_canvas, &FractalCanvas::firstPixelsShown, &m_application, nullptr);
}

void Recorder::act(const std::function<void()>& gesture)
{
    const auto now = Clock::now();
    m_acted = now;
    gesture();
    // A gesture that comes before the answer to the last one waits with it.
    m_awaitingPaint = m_awaitingPaint.value_or(now);
    m_awaitingPixels = m_awaitingPixels.value_or(now);
}

void Recorder::wait(std::chrono::milliseconds time)
{
    const auto begin = Clock::now();
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
    m_busy += Clock::now() - begin;
}

void Recorder::rest()
{
    restFrom(Clock::now());
}

void Recorder::untilComplete()
{
    restFrom(m_acted);
}

void Recorder::restFrom(Clock::time_point begin)
{
    if (!m_canvas.isComplete()) {
        QEventLoop loop;
        QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
        QObject::connect(&m_canvas, &FractalCanvas::completed, &loop, &QEventLoop::quit);
        loop.exec();
    }
    m_complete.push_back(milliseconds(Clock::now() - begin));
    // The last glide, and what it paints, belong to this gesture.
    m_resting = true;
    QEventLoop loop;
    QTimer::singleShot(200, &loop, &QEventLoop::quit);
    loop.exec();
    m_resting = false;
    m_awaitingPaint.reset();
    m_awaitingPixels.reset();
}

void Recorder::painted()
{
    if (m_awaitingPaint)
        m_firstPaint.push_back(milliseconds(Clock::now() - *std::exchange(m_awaitingPaint, std::nullopt)));
    m_paints += m_resting ? 0 : 1;
}

void Recorder::gotPixels()
{
    if (m_awaitingPixels)
        m_newPixels.push_back(milliseconds(Clock::now() - *std::exchange(m_awaitingPixels, std::nullopt)));
}

nlohmann::json Recorder::result() const
{
    const ViewEngine::Totals now = m_canvas.totals();
    const auto computed = static_cast<double>(now.computed - m_before.computed);
    const auto wasted = static_cast<double>(now.thrownAway - m_before.thrownAway);
    const double busy = std::chrono::duration<double>(m_busy).count();
    return { { "first_paint_ms", quantiles(m_firstPaint) }, { "new_pixels_ms", quantiles(m_newPixels) },
        { "complete_ms", quantiles(m_complete) }, { "gui_block_max_ms", m_application.longestBlock() },
        { "gui_block_max_cpu_ms", m_application.longestBlockCpu() },
        { "shown_fps", busy > 0 ? static_cast<double>(m_paints) / busy : 0.0 },
        { "wasted_share", computed > 0 ? wasted / computed : 0.0 } };
}

} // namespace escapade
