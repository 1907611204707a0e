// How the canvas answers the hand: real widgets, scripted gestures, real events. Run by ./dev bench
// interaction. Figures only: nothing here passes or fails.

#include "core/render/FrameRenderer.h"
#include "tests/ui/SendEvents.h"
#include "ui/MainWindow.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/settings/Theme.h"

#include <QCommandLineParser>
#include <QEventLoop>
#include <QTimer>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <numbers>
#include <random>
#include <thread>
#include <vector>

#include "Recorder.h"
#include "SweepInUse.h"

using namespace escapade;
using namespace std::chrono_literals;

namespace {

constexpr std::int32_t iterations = 1000;
constexpr auto eventInterval = 16ms;
constexpr int notch = 120; // of the wheel, in eighths of a degree

/// Runs the event loop until the canvas shows a complete picture.
void waitForPicture(FractalCanvas& canvas)
{
    QEventLoop loop;
    QObject::connect(&canvas, &FractalCanvas::completed, &loop, &QEventLoop::quit);
    QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
    if (!canvas.isComplete())
        loop.exec();
}

PlaneView seahorses(const char* extent)
{
    return { *Decimal::parse("-0.743643887037151"), *Decimal::parse("0.131825904205330"),
        *Decimal::parse(extent), *Decimal::parse(extent) };
}

void begin(FractalCanvas& canvas, const PlaneView& view)
{
    canvas.setView(snapped(view, { canvas.width(), canvas.height() }));
    waitForPicture(canvas);
}

/// 120 wheel steps in, to a height of 1e-10, and 120 out again, with a short rest after every ten.
nlohmann::json wheelInAndOut(MeasuringApplication& application, FractalCanvas& canvas)
{
    begin(canvas, seahorses("100"));
    Recorder recorder(application, canvas);
    const QPointF middle = QRectF(canvas.rect()).center();
    for (int step = 0; step < 240; ++step) {
        recorder.act([&] { sendWheel(canvas, middle, notch * (step < 120 ? 1 : -1)); });
        recorder.wait(eventInterval);
        if (step % 10 == 9)
            recorder.rest();
    }
    return recorder.result();
}

/// One notch at the whole set, five times, each from a picture at rest.
nlohmann::json wheelAtHome(MeasuringApplication& application, FractalCanvas& canvas)
{
    Recorder recorder(application, canvas);
    for (int run = 0; run < 5; ++run) {
        begin(canvas, canvas.homeView());
        recorder.act([&] { sendWheel(canvas, { canvas.width() * 0.4, canvas.height() * 0.5 }, notch); });
        recorder.untilComplete();
    }
    return recorder.result();
}

/// 120 notches in and out, 8 ms apart, each with another thread count.
nlohmann::json storm(MeasuringApplication& application, WorkerPool& pool, FractalCanvas& canvas)
{
    const int threads = pool.active();
    begin(canvas, canvas.homeView());
    Recorder recorder(application, canvas);
    for (int step = 0; step < 120; ++step) {
        pool.setActive(1 + step % 4);
        recorder.act([&] {
            sendWheel(canvas, { canvas.width() * 0.4, canvas.height() * 0.45 }, step < 60 ? notch : -notch);
        });
        recorder.wait(8ms);
    }
    pool.setActive(threads);
    recorder.rest();
    return recorder.result();
}

/// A drag of 3 s round a circle.
nlohmann::json drag(MeasuringApplication& application, FractalCanvas& canvas)
{
    begin(canvas, seahorses("1e-5"));
    Recorder recorder(application, canvas);
    const QPointF middle = QRectF(canvas.rect()).center();
    const double radius = canvas.height() / 3.0;
    const auto place = [&](double turn) { return middle + radius * QPointF(std::cos(turn), std::sin(turn)); };
    constexpr auto time = 3s;
    constexpr int events = time / eventInterval;
    sendMouse(canvas, QEvent::MouseButtonPress, place(0));
    for (int step = 1; step <= events; ++step) {
        recorder.act(
            [&] { sendMouse(canvas, QEvent::MouseMove, place(4 * std::numbers::pi * step / events)); });
        recorder.wait(eventInterval);
    }
    sendMouse(canvas, QEvent::MouseButtonRelease, place(0));
    recorder.rest();
    return recorder.result();
}

/// The space bar held for 5 s.
nlohmann::json holdZoom(MeasuringApplication& application, FractalCanvas& canvas)
{
    begin(canvas, seahorses("0.01"));
    canvas.setFocus();
    Recorder recorder(application, canvas);
    recorder.act([&] { sendKey(canvas, QEvent::KeyPress, Qt::Key_Space); });
    recorder.wait(5s);
    sendKey(canvas, QEvent::KeyRelease, Qt::Key_Space);
    recorder.rest();
    return recorder.result();
}

/// 20 doublings in, each to its end, and back: what the way back shows was computed on the way in.
nlohmann::json zoomBack(MeasuringApplication& application, FractalCanvas& canvas)
{
    constexpr int levels = 20;
    begin(canvas, seahorses("1"));
    for (int level = 0; level < levels; ++level) {
        canvas.zoomBy(2);
        waitForPicture(canvas);
    }
    const std::int64_t computed = canvas.totals().computed;
    Recorder recorder(application, canvas);
    for (int level = 0; level < levels; ++level) {
        recorder.act([&] { canvas.zoomBy(0.5); });
        recorder.rest();
    }
    nlohmann::json result = recorder.result();
    result["computed_pixels"] = canvas.totals().computed - computed;
    return result;
}

/// Bytes of memory that the process has in use.
double residentMebibytes()
{
    std::ifstream status("/proc/self/statm");
    long pages = 0;
    long resident = 0;
    status >> pages >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

/// Random use of the whole window for some minutes, with this much memory for recent pictures.
nlohmann::json measureMemory(
    MeasuringApplication& application, WorkerPool& pool, int minutes, int cacheMebibytes)
{
    pool.setActive(2);
    ThemeSwitch theme(application);
    MainWindow window(pool, theme, defaultSession());
    window.show();
    waitForPicture(window.canvas());
    const double before = residentMebibytes();
    window.computeChoice().setCacheMebibytes(cacheMebibytes);
    FractalCanvas& canvas = window.canvas();
    std::mt19937 random(1);
    nlohmann::json minutesUse;
    const auto begin = Clock::now();
    for (int minute = 0; minute < minutes; ++minute) {
        double most = 0;
        while (Clock::now() - begin < std::chrono::minutes(minute + 1)) {
            const QPointF place(static_cast<double>(random() % 1000) / 1000 * canvas.width(),
                static_cast<double>(random() % 1000) / 1000 * canvas.height());
            switch (random() % 8) {
            case 0:
                canvas.panBy(static_cast<double>(random() % 9) / 10 - 0.4,
                    static_cast<double>(random() % 9) / 10 - 0.4);
                break;
            case 1:
                canvas.setView(canvas.homeView());
                break;
            case 2:
            case 3:
                sendWheel(canvas, place, -2 * notch);
                break;
            default:
                sendWheel(canvas, place, 2 * notch);
            }
            if (canvas.view().extentHeight < *Decimal::parse("1e-10"))
                canvas.setView(canvas.homeView());
            QEventLoop loop;
            QTimer::singleShot(static_cast<int>(random() % 80), &loop, &QEventLoop::quit);
            loop.exec();
            most = std::max(most, residentMebibytes() - before);
        }
        minutesUse.push_back(most);
    }
    return { { "cache_mib", cacheMebibytes }, { "resident_before_mib", before },
        { "most_above_mib_each_minute", minutesUse } };
}

/// A Julia set whose parameter follows the pointer for 3 s.
nlohmann::json juliaHover(MeasuringApplication& application, WorkerPool& pool, QSize size)
{
    FractalCanvas canvas(pool, Workload::Julia);
    canvas.setFixedMaxIterations(iterations);
    canvas.resize(size);
    canvas.show();
    waitForPicture(canvas);
    Recorder recorder(application, canvas);
    constexpr auto time = 3s;
    constexpr int events = time / eventInterval;
    for (int step = 0; step < events; ++step) {
        const double turn = 2 * std::numbers::pi * step / events;
        const PlanePoint c { Decimal::fromDouble(0.76 * std::cos(turn)),
            Decimal::fromDouble(0.76 * std::sin(turn)) };
        recorder.act([&] { canvas.setJuliaParameter(c); });
        recorder.wait(eventInterval);
    }
    recorder.rest();
    return recorder.result();
}

/// All gestures, or the one that is named, at one size and thread count.
nlohmann::json measure(
    MeasuringApplication& application, WorkerPool& pool, QSize size, int threads, const QString& only)
{
    pool.setActive(threads);
    FractalCanvas canvas(pool, Workload::Mandelbrot);
    canvas.setFixedMaxIterations(iterations);
    canvas.resize(size);
    canvas.show();
    waitForPicture(canvas);
    nlohmann::json result { { "width", size.width() }, { "height", size.height() }, { "threads", threads } };
    const auto run = [&](const char* name, const std::function<nlohmann::json()>& gesture) {
        if (only.isEmpty() || only == QLatin1String(name))
            result[name] = gesture();
    };
    run("wheel_at_home", [&] { return wheelAtHome(application, canvas); });
    run("storm", [&] { return storm(application, pool, canvas); });
    run("wheel", [&] { return wheelInAndOut(application, canvas); });
    run("drag", [&] { return drag(application, canvas); });
    run("hold_zoom", [&] { return holdZoom(application, canvas); });
    run("zoom_back", [&] { return zoomBack(application, canvas); });
    canvas.hide();
    run("julia_hover", [&] { return juliaHover(application, pool, size); });
    return result;
}

/// Sweeps of the whole set while the whole window is used.
nlohmann::json measureSweeps(MeasuringApplication& application, WorkerPool& pool)
{
    pool.setActive(2);
    ThemeSwitch theme(application);
    MainWindow window(pool, theme, defaultSession());
    window.canvas().setFixedSize(1280, 800);
    window.show();
    waitForPicture(window.canvas());
    window.canvas().setFixedMaxIterations(iterations);
    begin(window.canvas(), window.canvas().homeView());
    return sweepInUse(application, window);
}

/// The wheel on the canvas of the whole window, with the Julia set, the running diffusion and the timings
/// beside it.
nlohmann::json measureWindow(MeasuringApplication& application, WorkerPool& pool)
{
    pool.setActive(2);
    ThemeSwitch theme(application);
    MainWindow window(pool, theme, defaultSession());
    window.canvas().setFixedSize(1280, 800);
    const auto shown = Clock::now();
    QEventLoop firstPicture;
    QObject::connect(&window.canvas(), &FractalCanvas::firstPixelsShown, &firstPicture, &QEventLoop::quit);
    window.show();
    firstPicture.exec();
    const double untilFirstPicture = milliseconds(Clock::now() - shown);
    waitForPicture(window.canvas());
    window.canvas().setFixedMaxIterations(iterations);
    nlohmann::json result { { "wheel_at_home", wheelAtHome(application, window.canvas()) },
        { "storm", storm(application, pool, window.canvas()) },
        { "wheel", wheelInAndOut(application, window.canvas()) },
        { "hold_zoom", holdZoom(application, window.canvas()) } };
    result["show_to_first_pixels_ms"] = untilFirstPicture;
    return result;
}

struct ThreadChange
{
    double up = 0;
    double down = 0;
};

/// The last moment at which two members were computing; the beginning of the job where there was none.
Clock::time_point lastOfTwoBusy(const JobReport& report)
{
    Clock::time_point last = report.begin;
    for (const TileRecord& one : report.tiles) {
        for (const TileRecord& other : report.tiles) {
            const bool overlap = one.member != other.member && one.begin < other.end && other.begin < one.end;
            if (overlap)
                last = std::max(last, std::min(one.end, other.end));
        }
    }
    return last;
}

/// How long after setActive() the second worker has its first tile, and for how long after the way back two
/// are busy.
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
        settings.tileSize = tileSizeFor(request.maxIterations);
        report = renderFrame(pool, request, settings, frame);
    });
    std::this_thread::sleep_for(60ms);
    raised = Clock::now();
    pool.setActive(2);
    std::this_thread::sleep_for(60ms);
    lowered = Clock::now();
    pool.setActive(1);
    work.join();
    pool.setActive(2);

    ThreadChange times;
    const int first = report.tiles.front().member;
    Clock::time_point newcomer = Clock::time_point::max();
    for (const TileRecord& tile : report.tiles) {
        if (tile.member != first)
            newcomer = std::min(newcomer, tile.begin);
    }
    times.up = newcomer == Clock::time_point::max() ? -1 : milliseconds(newcomer - raised);
    times.down = milliseconds(lastOfTwoBusy(report) - lowered);
    return times;
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
    return { { "second_worker_starts_ms", quantiles(up) }, { "one_worker_left_ms", quantiles(down) } };
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
    const QCommandLineOption quickOption(QStringLiteral("quick"),
        QStringLiteral("The canvas at 1280x800 with two threads, and nothing else."));
    const QCommandLineOption gestureOption(QStringLiteral("gesture"),
        QStringLiteral("On the canvas only this gesture, by its key in the figures: wheel, drag, ..."),
        QStringLiteral("NAME"));
    const QCommandLineOption minutesOption(QStringLiteral("memory-minutes"),
        QStringLiteral("Only the use of memory, over so many minutes of random gestures."),
        QStringLiteral("N"));
    const QCommandLineOption cacheOption(QStringLiteral("cache"),
        QStringLiteral("Memory for recent pictures in that, in MiB."), QStringLiteral("MIB"),
        QString::number(ComputeChoice::usualCache));
    const QCommandLineOption sweepsOption(
        QStringLiteral("sweeps"), QStringLiteral("Only sweeps while the window is used."));
    parser.addOptions({ jsonOption, quickOption, gestureOption, minutesOption, cacheOption, sweepsOption });
    parser.process(application);
    const bool quick = parser.isSet(quickOption);

    WorkerPool pool(WorkerPool::defaultMembers(), WorkerPool::Manners::Yielding); // as in the window
    nlohmann::json result;
    if (parser.isSet(minutesOption)) {
        result = measureMemory(
            application, pool, parser.value(minutesOption).toInt(), parser.value(cacheOption).toInt());
        std::printf("%s\n", result.dump(2).c_str());
        return parser.isSet(jsonOption) && !writeFigures(parser.value(jsonOption), result) ? 1 : 0;
    }
    if (parser.isSet(sweepsOption)) {
        result["sweep"] = measureSweeps(application, pool);
        std::printf("%s\n", result.dump(2).c_str());
        return parser.isSet(jsonOption) && !writeFigures(parser.value(jsonOption), result) ? 1 : 0;
    }
    nlohmann::json& canvases = result["canvas"];
    for (const QSize size : { QSize(1280, 800), QSize(3840, 2160) }) {
        for (const int threads : { 2, 1 }) {
            if (!quick || canvases.empty())
                canvases.push_back(measure(application, pool, size, threads, parser.value(gestureOption)));
        }
    }
    if (!quick) {
        result["window"] = measureWindow(application, pool);
        result["sweep"] = measureSweeps(application, pool);
        result["thread_count"] = measureThreadCount(pool, 5);
    }
    std::printf("%s\n", result.dump(2).c_str());
    return parser.isSet(jsonOption) && !writeFigures(parser.value(jsonOption), result) ? 1 : 0;
}
