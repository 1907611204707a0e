// The time slider of the diffusion laboratory: how many different moments a second it shows while it is
// scrubbed, how long the window's thread is busy at most, and how much faster a jump is than stepping there.
// Run by ./dev bench time-slider. Figures only: nothing here passes or fails.

#include "core/diffusion/ExactSolution.h"
#include "core/diffusion/InitialField.h"
#include "core/timing/Statistics.h"
#include "tests/ui/SendEvents.h"
#include "ui/diffusion/DiffusionPanel.h"
#include "ui/diffusion/DiffusionView.h"

#include <QAction>
#include <QCommandLineParser>
#include <QEventLoop>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QTimer>

#include <cmath>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <vector>

#include "Recorder.h"

using namespace escapade;
using namespace std::chrono_literals;

namespace {

constexpr QSize panelSize { 900, 600 };
constexpr auto scrubTime = 5s;
constexpr auto pointerInterval = 8ms;
constexpr auto sweepTime = 1500ms; // from one end of the slider to the other
constexpr auto steppingTime = 3s; // that is measured of the way by steps
constexpr int jumps = 9;

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

void runEventsFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// The middle of the slider's handle at a share of its range.
QPointF handleAt(const QSlider& slider, double share)
{
    QStyleOptionSlider option;
    option.initFrom(&slider);
    option.minimum = slider.minimum();
    option.maximum = slider.maximum();
    option.orientation = Qt::Horizontal;
    option.state |= QStyle::State_Horizontal;
    const auto rect = [&](QStyle::SubControl part) {
        return slider.style()->subControlRect(QStyle::CC_Slider, &option, part, &slider);
    };
    option.sliderPosition = slider.value();
    if (share < 0)
        return rect(QStyle::SC_SliderHandle).center();
    const QRect groove = rect(QStyle::SC_SliderGroove);
    return { groove.left() + share * groove.width(), static_cast<double>(groove.center().y()) };
}

/// Drags the real slider to and fro, as a pointer of 125 events a second does, on a paused field.
nlohmann::json scrub(MeasuringApplication& application, WorkerPool& pool, int rows, int threads)
{
    pool.setActive(threads);
    DiffusionPanel panel(pool);
    panel.resize(panelSize);
    panel.show();
    panel.findChild<QSpinBox*>(QStringLiteral("diffusionRows"))->setValue(rows);
    panel.playAction()->setChecked(false);
    panel.resetAction()->trigger();
    const auto isReady = [&] {
        return panel.snapshot() && panel.snapshot()->grid.rows == rows && !panel.snapshot()->playing;
    };
    while (!isReady())
        runEventsFor(20ms);
    runEventsFor(500ms);
    auto& slider = *panel.findChild<QSlider*>(QStringLiteral("diffusionTimeSlider"));

    std::int64_t moments = 0;
    std::int64_t paints = 0;
    double shown = -1;
    QObject::connect(&panel, &DiffusionPanel::updated, &application, [&] {
        const double time = panel.snapshot()->simtime;
        moments += time != shown ? 1 : 0;
        shown = time;
    });
    application.watchPaints(&panel.view(), [&] { ++paints; });
    sendMouse(slider, QEvent::MouseButtonPress, handleAt(slider, -1));
    const std::int64_t before = moments;
    // The first jump finds the modes; how long that takes is measured by itself.
    sendMouse(slider, QEvent::MouseMove, handleAt(slider, 0.5));
    const auto first = Clock::now();
    while (moments == before && Clock::now() - first < 20s)
        runEventsFor(1ms);
    const double firstJump = milliseconds(Clock::now() - first);
    runEventsFor(100ms);

    application.forgetBlocks();
    moments = 0;
    paints = 0;
    const auto begin = Clock::now();
    while (Clock::now() - begin < scrubTime) {
        const double way = seconds(Clock::now() - begin) / seconds(sweepTime);
        const double phase = std::fmod(way, 2);
        sendMouse(slider, QEvent::MouseMove, handleAt(slider, phase < 1 ? phase : 2 - phase));
        runEventsFor(pointerInterval);
    }
    const double took = seconds(Clock::now() - begin);
    sendMouse(slider, QEvent::MouseButtonRelease, handleAt(slider, -1));
    application.watchPaints(nullptr, {});
    return { { "rows", rows }, { "threads", threads },
        { "moments_shown_per_s", static_cast<double>(moments) / took },
        { "paints_per_s", static_cast<double>(paints) / took },
        { "gui_block_max_ms", application.longestBlock() },
        { "gui_block_max_cpu_ms", application.longestBlockCpu() }, { "first_jump_ms", firstJump } };
}

template <typename T> T orThrow(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().message);
    return *std::move(result);
}

/// The jump to t = 10 against the steps that lead there, of which a part is measured.
nlohmann::json jumpAgainstSteps(WorkerPool& pool, int rows, int threads)
{
    pool.setActive(threads);
    constexpr double time = 10;
    DiffusionParams params;
    params.dx = (params.x2 - params.x1) / (rows + 0.5); // half a cell more keeps the number of rows
    const DiffusionGrid grid = orThrow(makeGrid(params));
    DiffusionField field = orThrow(DiffusionField::create(grid.points));
    setInitial(field, grid, InitialDensity::FourPeaks, Boundary::Dirichlet);

    std::vector<double> firstJumps;
    std::vector<double> nextJumps;
    DiffusionField jumped = orThrow(DiffusionField::create(grid.points));
    ExactSolution exact(pool);
    const ExactSolution::Execution execution { bestSimdLevel(), {} };
    const auto timeJump = [&] {
        const auto begin = Clock::now();
        if (!exact.evaluate(time, jumped.row(0, 1) + 1, jumped.stride(), execution))
            throw std::runtime_error("the jump did not complete");
        return seconds(Clock::now() - begin);
    };
    for (int jump = 0; jump < jumps; ++jump) {
        exact.begin(field, { .dx = grid.dx, .D = 1 }, 0);
        firstJumps.push_back(timeJump());
        nextJumps.push_back(timeJump());
    }

    DiffusionStepper stepper(pool);
    StepExecution steps;
    steps.simd = bestSimdLevel();
    const StepRule rule { grid.coefficient, Boundary::Dirichlet };
    const auto all = static_cast<std::int64_t>(time / grid.dt);
    constexpr std::int64_t atOnce = 32;
    bool measured = false;
    while (!measured)
        measured = stepper.advance(field, rule, atOnce, steps).measured;
    std::int64_t done = 0;
    const auto begin = Clock::now();
    while (done < all && Clock::now() - begin < steppingTime) {
        stepper.advance(field, rule, atOnce, steps);
        done += atOnce;
    }
    const double stepping
        = seconds(Clock::now() - begin) / static_cast<double>(done) * static_cast<double>(all);
    const double first = summarize(firstJumps).median;
    const double next = summarize(nextJumps).median;
    return { { "rows", rows }, { "threads", threads }, { "steps", all }, { "steps_measured", done },
        { "stepping_s", stepping }, { "first_jump_ms", first * 1e3 }, { "next_jump_ms", next * 1e3 },
        { "first_jump_faster", stepping / first }, { "next_jump_faster", stepping / next } };
}

} // namespace

int main(int argc, char** argv)
try {
    MeasuringApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("The laboratory's time slider: pictures a second, and jumps against steps."));
    parser.addHelpOption();
    const QCommandLineOption jsonOption(
        QStringLiteral("json"), QStringLiteral("Write the figures there too."), QStringLiteral("FILE"));
    parser.addOption(jsonOption);
    parser.process(application);

    WorkerPool pool(WorkerPool::defaultMembers(), WorkerPool::Manners::Yielding); // as in the window
    nlohmann::json result;
    for (const int threads : { 2, 1 }) {
        for (const int rows : { 266, 1023 }) {
            result["scrub"].push_back(scrub(application, pool, rows, threads));
            std::fprintf(stderr, "scrub %s\n", result["scrub"].back().dump().c_str());
            result["jump"].push_back(jumpAgainstSteps(pool, rows, threads));
            std::fprintf(stderr, "jump %s\n", result["jump"].back().dump().c_str());
        }
    }
    std::printf("%s\n", result.dump(2).c_str());
    return parser.isSet(jsonOption) && !writeFigures(parser.value(jsonOption), result) ? 1 : 0;
} catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_time_slider: %s\n", problem.what());
    return 1;
}
