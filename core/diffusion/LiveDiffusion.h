#pragma once

#include "core/diffusion/DensityColors.h"
#include "core/diffusion/FieldTotals.h"
#include "core/diffusion/LiveField.h"
#include "core/diffusion/LiveState.h"
#include "core/diffusion/SliceSize.h"
#include "core/timing/FrameSample.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace escapade {

/// A live field as it was at one moment. It never changes.
struct DiffusionSnapshot
{
    Array2D<double> values; ///< shape of the field, boundary included; at(j, i) is index [i][j]
    Array2D<double> matter; ///< of an adhesion model, where it is shown: the density of matter; else empty
    Array2D<std::uint32_t> colors; ///< of the values, or of what the view shows instead: 0xAARRGGBB
    ColorLimits limits; ///< of the colours
    DiffusionGrid grid;
    LiveSettings settings;
    LiveClock clock;
    std::int64_t step = 0; ///< since time zero; of the parts that a step has for D > 1, each counts
    double simtime = 0;
    double beginTime = 0; ///< of the exact solution: when the density was last painted or D changed
    std::optional<double> error; ///< largest difference from the exact solution; empty: not computed
    double errorTime = 0; ///< when it was that: while playing it lags behind
    FieldTotals totals;
    double mass = 0; ///< the integral of the density over the box
    double energy = 0; ///< half the integral of its square
    std::int64_t runsEnded = 0; ///< how often it came to the end of a run and stopped by itself
    Walls walls;
    std::optional<Reaction> reaction; ///< of two substances, if there are
    std::string exactIssue; ///< what stands in the way of an exact solution; empty: nothing
    double runtime = 10; ///< simulated time that a slider spans at first
    std::string example; ///< id of the example that runs; empty: the four peaks
    std::string problem; ///< why the last change was not possible; empty if it was
    StepPlan plan; ///< of the last steps that were done
    int planThreads = 1; ///< threads that it might have used
    int stages = 1; ///< of a step
    int undoable = 0; ///< strokes and resets that can be taken back
    int redoable = 0;
    bool planMeasured = false; ///< it was the fastest of some
    bool showsError = false; ///< the colours are of differences from the exact solution, in the diverging map
    bool jumped = false; ///< step is not all that was done since time zero
    bool playing = false;
    bool inRun = false; ///< it plays to an end that was asked for
    bool painted = false;
    bool hasExact = true; ///< there is an exact solution to jump by and to compare with
    bool hasMatter = false; ///< it is an adhesion model
    bool isUnstable = false; ///< the explicit steps are longer than what is stable
    bool hasPaintedMaps = false; ///< D or obstacles were painted
    bool isGeneral = false; ///< walls and method can be chosen

    /// What the colours are of, but for errors.
    const Array2D<double>& shown() const { return matter.size().isEmpty() ? values : matter; }
};

/// Keeps a diffusion field running. It has a thread of its own that plans and waits; all computing is the
/// pool's, at Priority::Diffusion and in slices of a few milliseconds, so that the fractal views never wait
/// for it. Commands are applied between slices. Stop and go is exact: the same steps give the same bits.
/// While nothing moves it uses no processor time.
///
/// All functions may be called from the GUI thread: they take a lock for a moment, and never wait for a
/// result.
class LiveDiffusion
{
public:
    /// Callbacks, from the engine's thread; they must return at once (post an event).
    struct Callbacks
    {
        std::function<void()>
            changed; ///< there is a new snapshot; not called again before snapshot() is called
        std::function<void(const FrameSample&)> frameTimed; ///< a frame was computed under one setting
    };

    LiveDiffusion(WorkerPool& pool, const LiveSettings& settings, Callbacks callbacks);
    /// Waits for the rows that are being computed.
    ~LiveDiffusion();
    LiveDiffusion(const LiveDiffusion&) = delete;
    LiveDiffusion& operator=(const LiveDiffusion&) = delete;

    void setPlaying(bool playing);
    /// One step, also while paused.
    void stepOnce();
    void reset();
    /// A new number of rows begins anew, at time zero; the other settings act at once.
    void setSettings(const LiveSettings& settings);
    /// Another problem, from its beginning, with these settings. Not null.
    void setExample(std::shared_ptr<const DiffusionExample> example, const LiveSettings& settings);
    /// Acts at once; the snapshot's problem says why where it cannot be.
    void setWalls(const Walls& walls);
    /// The same for the numbers of a reaction.
    void setReaction(const Reaction& reaction);
    void paint(const BrushStroke& stroke);
    /// Keeps the moment, to come back to it: before the first piece of a stroke.
    void beginStroke();
    /// Back to the moment before the last stroke or reset: field, time and beginning, to the bit; and forth.
    void undo();
    void redo();
    /// Plays so many steps, or to the first step at or beyond a time (by exact modes: to that time), and
    /// stops. Does nothing where that is behind.
    void runSteps(std::int64_t steps);
    void runTo(double simtime);
    /// Calls then with all that there is to save, from the engine's thread; it must return at once. It may
    /// never be called: where there is no field, or the engine ends.
    void fetch(const std::function<void(const LiveState&)>& then);
    /// Goes on from what was saved, in place of what is there. Settings that it has not stay.
    void load(const LiveState& loaded);
    /// Jumps to a time by the exact modes, forwards or backwards, but not before the snapshot's beginTime. Of
    /// several wanted times the newest counts. It goes on from there.
    void seek(double simtime);
    /// Changes no value.
    void setSimd(SimdLevel simd);
    /// While nobody sees the field, nothing is computed, and play is kept for later.
    void setSuspended(bool suspended);

    /// The newest; null until the first is ready.
    std::shared_ptr<const DiffusionSnapshot> snapshot();

private:
    struct Playing
    {
        bool on;
    };
    struct StepOnce
    { };
    struct Reset
    { };
    struct Seek
    {
        double simtime;
    };
    enum class Change { Keep, Undo, Redo };
    struct RunSteps
    {
        std::int64_t steps;
    };
    struct RunTo
    {
        double simtime;
    };
    struct Simd
    {
        SimdLevel level;
    };
    struct Suspended
    {
        bool on;
    };
    struct Fetch
    {
        std::function<void(const LiveState&)> then;
    };
    struct Example
    {
        std::shared_ptr<const DiffusionExample> example;
        LiveSettings settings;
    };
    using Command = std::variant<Playing, StepOnce, Reset, LiveSettings, BrushStroke, Change, RunSteps, RunTo,
        LiveState, Fetch, Seek, Simd, Suspended, Example, Walls, Reaction>;
    struct State;

    void send(const Command& command);
    void threadMain();
    bool awaitWork(const State& state, std::vector<Command>& commands);
    static void guarded(State& state, const std::function<void()>& something);
    void obey(State& state, const Command& command);
    void work(State& state);
    void computeSlice(State& state);
    void jump(State& state);
    void compare(State& state);
    void giveUp(State& state, const std::string& problem);
    static void stopBlowUp(State& state);
    void publish(State& state);
    bool copyRows(const State& state, DiffusionSnapshot& snapshot);
    bool findMatter(const State& state, DiffusionSnapshot& snapshot);
    bool colorRows(const State& state, DiffusionSnapshot& snapshot);
    bool runRows(int rows, const std::function<void(int)>& compute);
    static void describe(const State& state, DiffusionSnapshot& snapshot);
    void announce(std::shared_ptr<const DiffusionSnapshot> fresh);

    WorkerPool& m_pool;
    const Callbacks m_callbacks;
    const LiveSettings m_first;
    CancelToken m_quitToken;

    std::mutex m_mutex; // guards all below
    std::condition_variable m_wake;
    std::vector<Command> m_commands;
    std::shared_ptr<const DiffusionSnapshot> m_snapshot;
    bool m_announced = false;
    bool m_quit = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace escapade
