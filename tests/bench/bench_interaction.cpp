// How the canvas answers the hand: real widgets, real events, medians over several runs. Run by ./dev bench
// interaction. Figures only: nothing here passes or fails.

#include "core/render/FrameRenderer.h"
#include "ui/MainWindow.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/settings/Theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSaveFile>
#include <QTimer>
#include <QWheelEvent>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

using namespace escapade;

namespace {

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

nlohmann::json summary(const std::vector<double>& values)
{
    const auto [least, most] = std::ranges::minmax(values);
    return { { "median", median(values) }, { "min", least }, { "max", most }, { "runs", values } };
}

/// Measures how long the GUI thread is busy with one event: for that long nothing else gets its turn.
class MeasuringApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        const auto begin = Clock::now();
        const bool result = QApplication::notify(receiver, event);
        m_longest = std::max(m_longest, Clock::now() - begin);
        --m_depth;
        return result;
    }

    double longestBlock() const { return milliseconds(m_longest); }
    void forgetBlocks() { m_longest = {}; }

private:
    int m_depth = 0;
    Clock::duration m_longest {};
};

void sendWheel(QWidget& canvas, QPointF position, int notches)
{
    QWheelEvent event(position, canvas.mapToGlobal(position), {}, { 0, 120 * notches }, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&canvas, &event);
}

/// Runs the event loop until the signal comes; false after a minute without it.
template <typename Sender, typename Signal>
bool waitFor(Sender& sender, Signal signal, const std::function<void()>& begin = {})
{
    QEventLoop loop;
    bool came = false;
    QObject::connect(&sender, signal, &loop, [&] {
        came = true;
        loop.quit();
    });
    QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
    if (begin)
        begin();
    loop.exec();
    return came;
}

struct WheelTimes
{
    double firstPixels = 0;
    double complete = 0;
};

/// One wheel notch at the home view of a canvas at rest.
WheelTimes measureWheel(FractalCanvas& canvas)
{
    if (!(canvas.view() == canvas.homeView()))
        waitFor(canvas, &FractalCanvas::completed, [&] { canvas.setView(canvas.homeView()); });
    WheelTimes times;
    Clock::time_point begin;
    QMetaObject::Connection first = QObject::connect(&canvas, &FractalCanvas::firstPixelsShown, &canvas,
        [&] { times.firstPixels = milliseconds(Clock::now() - begin); });
    waitFor(canvas, &FractalCanvas::completed, [&] {
        begin = Clock::now();
        sendWheel(canvas, { canvas.width() * 0.4, canvas.height() * 0.5 }, 1);
    });
    times.complete = milliseconds(Clock::now() - begin);
    QObject::disconnect(first);
    return times;
}

struct StormTimes
{
    double longestBlock = 0;
    double picturesShown = 0; ///< how many of the storm's views got pixels of their own
    double restToComplete = 0;
};

/// 120 wheel events, 8 ms apart, in and out, each with another thread count.
StormTimes measureStorm(MeasuringApplication& application, WorkerPool& pool, FractalCanvas& canvas)
{
    constexpr int steps = 120;
    constexpr int interval = 8;
    StormTimes times;
    int pictures = 0;
    QMetaObject::Connection shown
        = QObject::connect(&canvas, &FractalCanvas::firstPixelsShown, &canvas, [&] { ++pictures; });
    application.forgetBlocks();
    QEventLoop loop;
    QTimer timer;
    int step = 0;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        pool.setActive(1 + step % 4);
        sendWheel(canvas, { canvas.width() * 0.4, canvas.height() * 0.45 }, step < steps / 2 ? 1 : -1);
        if (++step == steps)
            loop.quit();
    });
    timer.start(interval);
    loop.exec();
    timer.stop();
    const auto rest = Clock::now();
    if (!canvas.isComplete())
        waitFor(canvas, &FractalCanvas::completed);
    times.restToComplete = milliseconds(Clock::now() - rest);
    times.longestBlock = application.longestBlock();
    times.picturesShown = pictures;
    QObject::disconnect(shown);
    pool.setActive(2);
    return times;
}

struct ThreadChange
{
    double up = 0;
    double down = 0;
};

/// How long after setActive() the second worker has its first tile, and how long after the way back it ends
/// its last.
ThreadChange measureThreadChange(WorkerPool& pool)
{
    RenderRequest request; // view c of the benchmarks: all interior, nothing but iterations
    request.viewport = Viewport::fit(
        { *Decimal::parse("-0.1"), *Decimal::parse("0.1"), *Decimal::parse("0.01"), *Decimal::parse("0.01") },
        { 512, 512 });
    request.maxIterations = 10'000;
    request.shortcuts = Shortcuts::none();
    Frame frame;
    pool.setActive(1);
    Clock::time_point raised;
    Clock::time_point lowered;
    JobReport report;
    std::thread work([&] {
        RenderSettings settings;
        settings.simd = bestSimdLevel();
        report = renderFrame(pool, request, settings, frame);
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    raised = Clock::now();
    pool.setActive(2);
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    lowered = Clock::now();
    pool.setActive(1);
    work.join();
    pool.setActive(2);

    ThreadChange times;
    const int first = report.tiles.front().member;
    Clock::time_point newcomer = Clock::time_point::max();
    Clock::time_point last = lowered;
    for (const TileRecord& tile : report.tiles) {
        if (tile.member != first)
            newcomer = std::min(newcomer, tile.begin);
        if (tile.begin < lowered && tile.end > lowered)
            last = std::max(last, tile.end);
    }
    times.up = newcomer == Clock::time_point::max() ? -1 : milliseconds(newcomer - raised);
    times.down = milliseconds(last - lowered);
    return times;
}

/// All scenarios on a canvas that shows its first picture.
nlohmann::json measure(MeasuringApplication& application, WorkerPool& pool, FractalCanvas& canvas, int runs)
{
    std::vector<double> first;
    std::vector<double> complete;
    std::vector<double> blocks;
    std::vector<double> shown;
    std::vector<double> rest;
    for (int run = 0; run < runs; ++run) {
        const WheelTimes wheel = measureWheel(canvas);
        first.push_back(wheel.firstPixels);
        complete.push_back(wheel.complete);
        const StormTimes storm = measureStorm(application, pool, canvas);
        blocks.push_back(storm.longestBlock);
        shown.push_back(storm.picturesShown);
        rest.push_back(storm.restToComplete);
    }
    return {
        { "size", std::to_string(canvas.width()) + "x" + std::to_string(canvas.height()) },
        { "wheel", { { "first_pixels_ms", summary(first) }, { "complete_ms", summary(complete) } } },
        { "storm",
            { { "events", 120 }, { "gui_block_max_ms", summary(blocks) },
                { "pictures_shown", summary(shown) }, { "rest_to_complete_ms", summary(rest) } } },
    };
}

/// The canvas alone.
nlohmann::json measureCanvas(MeasuringApplication& application, WorkerPool& pool, int runs)
{
    FractalCanvas canvas(pool, Workload::Mandelbrot);
    canvas.resize(1280, 800);
    if (!waitFor(canvas, &FractalCanvas::completed, [&] { canvas.show(); }))
        return "the first picture did not come within a minute";
    return measure(application, pool, canvas, runs);
}

/// The canvas in the whole window, with the Julia set, the running diffusion and the timings beside it.
nlohmann::json measureWindow(MeasuringApplication& application, WorkerPool& pool, int runs)
{
    ThemeSwitch theme(application);
    MainWindow window(pool, theme, defaultSession());
    window.canvas().setFixedSize(1280, 800);
    const auto begin = Clock::now();
    QEventLoop firstPicture;
    QObject::connect(&window.canvas(), &FractalCanvas::firstPixelsShown, &firstPicture, &QEventLoop::quit);
    window.show();
    firstPicture.exec();
    const double untilFirstPicture = milliseconds(Clock::now() - begin);
    if (!window.canvas().isComplete())
        waitFor(window.canvas(), &FractalCanvas::completed);
    nlohmann::json result = measure(application, pool, window.canvas(), runs);
    result["show_to_first_pixels_ms"] = untilFirstPicture;
    return result;
}

nlohmann::json measureThreadCount(WorkerPool& pool, int runs)
{
    std::vector<double> up;
    std::vector<double> down;
    for (int run = 0; run < runs; ++run) {
        const ThreadChange change = measureThreadChange(pool);
        up.push_back(change.up);
        down.push_back(change.down);
    }
    return { { "second_worker_starts_ms", summary(up) }, { "second_worker_stops_ms", summary(down) } };
}

} // namespace

int main(int argc, char** argv)
{
    MeasuringApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("How the canvas answers the hand, in milliseconds."));
    parser.addHelpOption();
    const QCommandLineOption jsonOption(
        QStringLiteral("json"), QStringLiteral("Write the figures there too."), QStringLiteral("FILE"));
    const QCommandLineOption runsOption(QStringLiteral("runs"), QStringLiteral("Runs of each scenario."),
        QStringLiteral("N"), QStringLiteral("5"));
    parser.addOptions({ jsonOption, runsOption });
    parser.process(application);
    const int runs = std::clamp(parser.value(runsOption).toInt(), 1, 1000);

    WorkerPool pool(WorkerPool::defaultMembers(), WorkerPool::Manners::Yielding); // as in the window
    pool.setActive(2);
    const nlohmann::json result {
        { "threads", pool.active() },
        { "canvas", measureCanvas(application, pool, runs) },
        { "window", measureWindow(application, pool, runs) },
        { "thread_count", measureThreadCount(pool, runs) },
    };
    std::printf("%s\n", result.dump(2).c_str());
    if (parser.isSet(jsonOption)) {
        QSaveFile file(parser.value(jsonOption));
        if (!file.open(QIODevice::WriteOnly)
            || file.write(QByteArray::fromStdString(result.dump(2) + "\n")) < 0 || !file.commit()) {
            std::fprintf(stderr, "bench_interaction: --json %s: %s\n", qPrintable(file.fileName()),
                qPrintable(file.errorString()));
            return 1;
        }
    }
    return 0;
}
