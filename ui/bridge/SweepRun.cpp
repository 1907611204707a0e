#include "ui/bridge/SweepRun.h"

#include "core/diffusion/FieldTiming.h"
#include "core/render/FrameTiming.h"
#include "core/workloads/LessonTiming.h"

#include <algorithm>
#include <map>

namespace escapade {
namespace {

int mostThreads(const SweepPlan& plan)
{
    return std::ranges::max_element(plan.settings, {}, &SweepSetting::threads)->threads;
}

/// What a sweep measures: the request, or a share of it for each number of threads.
class PictureMeasurement
{
public:
    PictureMeasurement(WorkerPool& pool, RenderRequest request, const SweepPlan& plan)
        : m_pool(pool)
        , m_request(std::move(request))
        , m_scaling(plan.scaling)
        , m_mostThreads(mostThreads(plan))
    { }

    std::optional<FrameSample> measure(const SweepSetting& setting, const CancelToken& cancel)
    {
        const bool grows = m_scaling == Scaling::Weak;
        RenderRequest request = grows ? shareOfPicture(m_request, setting.threads, m_mostThreads) : m_request;
        request.arithmetic = setting.arithmetic;
        RenderSettings settings;
        settings.simd = setting.simd;
        settings.tileSize = setting.tileSize;
        settings.threads = setting.threads;
        settings.priority = Priority::Laboratory; // behind all that the user looks at
        settings.cancel = cancel;
        Frame& frame = m_frames[grows ? setting.threads : 0];
        return measureFrame(m_pool, request, settings, frame, setting.schedule);
    }

private:
    WorkerPool& m_pool;
    const RenderRequest m_request;
    const Scaling m_scaling;
    const int m_mostThreads;
    // Kept from one measurement to the next, so that none pays for its memory; one for each size.
    std::map<int, Frame> m_frames;
};

} // namespace

Measurement pictureMeasurement(WorkerPool& pool, const RenderRequest& request, const SweepPlan& plan)
{
    return
        [measurement = std::make_shared<PictureMeasurement>(pool, request, plan)](const SweepSetting& setting,
            const CancelToken& cancel) { return measurement->measure(setting, cancel); };
}

Measurement fieldMeasurement(WorkerPool& pool, const SweepPlan& plan)
{
    return [timing = std::make_shared<FieldTiming>(pool), scaling = plan.scaling, most = mostThreads(plan)](
               const SweepSetting& setting, const CancelToken& cancel) {
        const TimedField whole;
        const TimedField field
            = scaling == Scaling::Weak ? shareOfField(whole, setting.threads, most) : whole;
        return timing->measure(field, setting, cancel);
    };
}

Measurement lessonMeasurement(WorkerPool& pool, Workload lesson, const SweepPlan& plan)
{
    return [timing = std::make_shared<LessonTiming>(pool), whole = usualLesson(lesson),
               scaling = plan.scaling,
               most = mostThreads(plan)](const SweepSetting& setting, const CancelToken& cancel) {
        const bool grows = scaling == Scaling::Weak;
        return timing->measure(grows ? shareOfLesson(whole, setting.threads, most) : whole, setting, cancel);
    };
}

SweepRun::~SweepRun() = default;

void SweepRun::start(const SweepPlan& plan, Measurement measure)
{
    m_sweep.reset();
    m_plan = plan;
    m_running = true;
    m_sweep = std::make_unique<Sweep>(plan, std::move(measure), callbacksFor(++m_run));
}

void SweepRun::cancel()
{
    if (m_sweep)
        m_sweep->cancel();
}

Sweep::Callbacks SweepRun::callbacksFor(int run)
{
    return { [this, run](const FrameSample& sample, const SweepProgress& progress) {
                m_calls.post([this, run, sample, progress] {
                    if (run == m_run)
                        emit measured(sample, progress);
                });
            },
        [this, run](const SweepOutcome& outcome) {
            m_calls.post([this, run, outcome] {
                if (run != m_run)
                    return;
                m_running = false;
                emit ended(outcome);
            });
        } };
}

} // namespace escapade
