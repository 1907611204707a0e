#pragma once

#include "core/color/ColorTable.h"
#include "core/diffusion/ExactSolution.h"
#include "core/diffusion/LiveDiffusion.h"

#include <chrono>
#include <optional>
#include <span>
#include <string>

namespace escapade {

/// Adds up what one frame costs, slice by slice, and knows whether all of it ran with one setting.
class FrameClock
{
public:
    void begin() { *this = {}; }

    /// Not one of the frames that are timed.
    void discard() { m_steady = false; }

    void add(const StepReport& report, double work, int threads, SimdLevel simd)
    {
        if (m_slices == 0) {
            m_sample.threads = threads;
            m_sample.simd = simd;
        }
        m_steady = m_steady && m_sample.threads == threads && m_sample.simd == simd;
        m_sample.wall += report.wall;
        m_sample.cpu += report.cpu;
        m_sample.work += work;
        ++m_slices;
    }

    std::optional<FrameSample> sample() const
    {
        return m_steady && m_slices > 0 ? std::optional(m_sample) : std::nullopt;
    }

private:
    FrameSample m_sample { .workload = Workload::Diffusion };
    int m_slices = 0;
    bool m_steady = true;
};

/// What only the engine's thread touches.
struct LiveDiffusion::State
{
    State(WorkerPool& pool, const LiveSettings& first)
        : settings(first)
        , stepper(pool)
        , exact(pool)
        , colors(densityPalette())
        , differenceColors(differencePalette())
    { }

    LiveSettings settings;
    DiffusionStepper stepper;
    ExactSolution exact;
    StepExecution execution;
    ColorTable colors;
    ColorTable differenceColors;
    std::shared_ptr<const DiffusionExample> example; // null: the seeds' four peaks
    std::optional<LiveField> field;
    bool exactIsStale = true; // the field is no longer what the exact solution began with
    std::optional<double> wantedTime; // to jump to
    std::optional<DiffusionField> reference; // the exact solution at referenceTime
    std::optional<double> referenceTime;
    std::optional<double> error; // of the field as it is, or lately was
    bool errorIsOld = true;
    Clock::duration comparisonTook {};
    Clock::time_point compared {};
    std::string problem;
    bool playing = false;
    bool suspended = false;
    bool changed = true; // something is not in the last snapshot
    std::int64_t partsLeft = 0; // of the frame that is being computed
    FrameClock frame;
    static constexpr std::chrono::milliseconds sliceTarget { 4 };
    SliceSize slice { sliceTarget };
    StepPlan plan; // of the last slice
    bool planMeasured = false;
    int planThreads = 1;
    static constexpr std::size_t mostHistoryBytes = std::size_t { 256 } << 20U;
    MomentHistory history { mostHistoryBytes };
    std::shared_ptr<const FieldBegin> begin; // what the exact solution began with, unless that is stale
    std::optional<std::int64_t> stepsToRun; // of a run that stops by itself
    std::optional<double> timeToRunTo;
    std::int64_t runsEnded = 0;
    static constexpr std::chrono::nanoseconds shortestFrame
        = std::chrono::nanoseconds(std::chrono::seconds(1)) / framesPerSecond;
    Clock::time_point nextFrame {};
    Clock::time_point nextSnapshot {};

    void apply(const Command& command);
    void applySettings(const LiveSettings& wanted);
    bool makeField(const LiveSettings& wanted);
    void applyExample(const Example& wanted);
    void applyWalls(const Walls& walls);
    void applyReaction(const Reaction& reaction);
    void applyMethod(LiveMethod before);
    LiveSettings possible(LiveSettings wanted) const;
    void conform();
    void applyStroke(const BrushStroke& stroke);
    LiveState presentState() const;
    std::string problemId() const { return example ? example->id : std::string("four-peaks"); }
    void markObstacles(int row, std::span<std::uint32_t> pixels) const;
    void beginFrame(std::int64_t steps);
    void beginNextFrame();
    std::int64_t stepsOfFrame() const;
    void endRun();
    void stopRun();
    FieldMoment presentMoment() const;
    void keepMoment();
    void change(Change what);
    void restore(const FieldMoment& moment);
    void load(const LiveState& loaded);
    void planNextFrame(Clock::time_point now);
    void planNextSnapshot(Clock::time_point now);
    Clock::time_point nextJump() const;
    void renewExact();
    void forgetExact();
    void wantTime(double simtime);
    ExactSolution::Execution exactExecution() const { return { execution.simd, execution.cancel }; }
    bool mayCompare(Clock::time_point now) const;
    bool isMoving() const { return field && !suspended && (playing || partsLeft > 0); }

    /// When something is to be done next without a command; empty for never.
    std::optional<Clock::time_point> nextWork() const;
};

} // namespace escapade
