#include "SweepInUse.h"

#include "tests/ui/SendEvents.h"
#include "ui/MainWindow.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/timings/SweepControls.h"

#include <QAction>
#include <QEventLoop>

#include <functional>

namespace escapade {
namespace {

using namespace std::chrono_literals;

/// Later, as an event: only events count as blocks.
void post(QObject& receiver, const std::function<void()>& call)
{
    QMetaObject::invokeMethod(&receiver, call, Qt::QueuedConnection);
}

} // namespace

nlohmann::json sweepInUse(MeasuringApplication& application, MainWindow& window)
{
    constexpr int sweeps = 10;
    constexpr int steps = 30; // while each of them runs
    constexpr int notch = 120; // of the wheel, in eighths of a degree
    FractalCanvas& canvas = window.canvas();
    ComputeChoice& compute = window.computeChoice();
    auto& controls = *window.findChild<SweepControls*>();
    const SimdLevel simd = compute.simd();
    const Arithmetic arithmetic = compute.arithmetic();
    const int threads = compute.threads();
    const QPointF place(canvas.width() * 0.4, canvas.height() * 0.45);
    Recorder recorder(application, canvas);
    std::vector<double> untilCancelled;
    bool restored = true;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        post(controls, [&] { controls.action()->trigger(); });
        for (int step = 0; step < steps; ++step) {
            if (step % 6 == 0)
                post(compute, [&compute, step] { compute.setThreads(1 + step / 6 % 4); });
            recorder.act([&] { sendWheel(canvas, place, step < steps / 2 ? notch : -notch); });
            recorder.wait(16ms);
        }
        const int chosen = compute.threads();
        Clock::time_point cancelled;
        post(controls, [&] {
            cancelled = Clock::now();
            if (controls.isRunning())
                controls.action()->trigger();
        });
        while (cancelled == Clock::time_point() || controls.isRunning())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        untilCancelled.push_back(milliseconds(Clock::now() - cancelled));
        restored = restored && compute.threads() == chosen && compute.simd() == simd
            && compute.arithmetic() == arithmetic;
    }
    compute.setThreads(threads);
    recorder.rest();
    nlohmann::json result = recorder.result();
    result["cancel_ms"] = quantiles(untilCancelled);
    result["settings_restored"] = restored;
    return result;
}

} // namespace escapade
