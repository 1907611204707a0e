#include "ui/timings/HeatMapProbe.h"

#include <chrono>
#include <utility>

namespace escapade {
namespace {

constexpr std::chrono::milliseconds patience(400);
constexpr int repeats = 3;
constexpr std::chrono::seconds budget(5);

/// As a live frame with this setting would be filed.
TimingCell liveCell(const RenderRequest& request, const SweepSetting& setting)
{
    const Workload workload = request.formula == Formula::Mandelbrot ? Workload::Mandelbrot : Workload::Julia;
    return { workload, setting.threads, setting.simd, request.arithmetic };
}

} // namespace

HeatMapProbe::HeatMapProbe(WorkerPool& pool, QObject* parent)
    : QObject(parent)
    , m_pool(pool)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &HeatMapProbe::measure);
    connect(&m_run, &SweepRun::measured, this, [this](FrameSample sample) {
        sample.tileSize = 0; // the tiles of live pictures
        add(sample);
    });
    connect(&m_run, &SweepRun::ended, this, [this] {
        if (m_wanted)
            m_patience.start(); // it was cancelled for something else
    });
}

void HeatMapProbe::add(const FrameSample& sample)
{
    // The diffusion does more or less work from frame to frame of the same field.
    if (isFractal(sample.workload)) {
        double& known = m_work[{ sample.workload, sample.arithmetic }];
        if (std::exchange(known, sample.work) != sample.work)
            m_table.clear(sample.workload, sample.arithmetic);
    }
    m_table.add(sample);
    emit changed();
}

void HeatMapProbe::forget(Workload workload)
{
    for (const Arithmetic arithmetic : { Arithmetic::Strict, Arithmetic::Fused })
        m_table.clear(workload, arithmetic);
    emit changed();
}

void HeatMapProbe::want(std::optional<SweepSetting> setting, std::function<RenderRequest()> request)
{
    m_wanted = setting;
    m_request = std::move(request);
    m_run.cancel();
    if (m_wanted)
        m_patience.start();
    else
        m_patience.stop();
}

void HeatMapProbe::measure()
{
    if (!m_wanted || m_run.isRunning())
        return;
    const SweepSetting setting = *std::exchange(m_wanted, std::nullopt);
    RenderRequest request = m_request();
    if (!supports(setting.simd, request.arithmetic)
        || m_table.samples(liveCell(request, setting)).size() >= static_cast<std::size_t>(repeats))
        return;
    SweepPlan plan;
    plan.settings = { setting };
    plan.settings.front().arithmetic = request.arithmetic;
    plan.leastRepeats = repeats;
    plan.mostRepeats = repeats;
    plan.budget = budget;
    m_run.start(plan, pictureMeasurement(m_pool, request, plan));
}

} // namespace escapade
