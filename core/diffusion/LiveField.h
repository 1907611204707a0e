#pragma once

#include "core/diffusion/Brush.h"
#include "core/diffusion/DensityLook.h"
#include "core/diffusion/DiffusionStepper.h"
#include "core/diffusion/FieldMoment.h"
#include "core/diffusion/problem/ProblemRun.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace escapade {

/// What is shown of it.
enum class LiveView {
    Density,
    Error, ///< the steps' density less the exact one
    Matter ///< of an adhesion model: the density of matter that its velocity potential has gathered
};

/// What the user of a live field chooses.
struct LiveSettings
{
    int rows = 266; ///< unknowns a side, minLiveRows to maxLiveRows; the seeds' grid
    double D = 1; ///< minLiveD to maxLiveD
    int stepsPerFrame = 5; ///< 1 to maxStepsPerFrame; at 60 frames a second the seeds' run takes 24 s
    LiveMethod method = LiveMethod::Steps;
    LiveView view = LiveView::Density;
    int framesPerStep = 1; ///< 1 to maxFramesPerStep; above 1, with stepsPerFrame 1, it runs slower
    DensityLook look {};
    double ratio = 0; ///< r = D dt / dx^2 of the explicit steps; 0: the problem's own
    Beyond beyond = Beyond::Refuse; ///< whether a ratio above 1/4 is taken, which is unstable
    bool operator==(const LiveSettings&) const = default;
};

inline constexpr int minLiveRows = 8;
inline constexpr int maxLiveRows = 2048;
inline constexpr double minLiveD = 0.01;
inline constexpr double maxLiveD = 16;
inline constexpr int maxStepsPerFrame = 10000;
inline constexpr int maxFramesPerStep = 600; ///< a step in ten seconds
inline constexpr int framesPerSecond = 60;
inline constexpr double minRatio = 0.001;
inline constexpr double maxRatio = 0.5; ///< far beyond what is stable

/// Beyond this size a density of unstable steps is not stepped any further: it would soon be no number.
inline constexpr double largestUnstable = 1e100;
inline constexpr int mostUnstableSteps
    = 64; ///< between two looks at the size: each multiplies it by 3 at most

/// The same with every value within its limits.
LiveSettings withinLimits(LiveSettings settings);

/// At r = 1/4 the finest checkerboard decays as slowly as the smoothest wave and changes its sign at every
/// step, so that a painted spot would flicker for ever. Therefore the four peaks run with the seeds' r, and
/// with this one from the first brush stroke until the next reset.
inline constexpr double paintedR = 0.2;

/// How time advances in a live field. The step that people see is the one of the seeds, r dx^2 / D for D = 1.
/// A smaller D takes the same steps, with a smaller effect; above 1 each step is divided into as many equal
/// parts as keep it stable.
struct LiveClock
{
    double dt = 0; ///< simulated time of one part
    int parts = 1; ///< of a step
    double coefficient = 0; ///< D dt / dx^2, of one part
    bool operator==(const LiveClock&) const = default;
};
LiveClock liveClock(double dx, double D, double r);

/// Simulated time per second, if the machine can.
double liveSpeed(const LiveSettings& settings, const LiveClock& clock);

/// The settings whose speed is nearest to a wanted one (but at least one step in ten seconds).
LiveSettings withSpeed(LiveSettings settings, const LiveClock& clock, double speed);

/// A field that is played with: its state, and what can be done to it. One thread at a time.
class LiveField
{
public:
    /// The seeds' box, [-10, 10]^2 with zero walls, at time zero. Fails for want of memory.
    static Result<LiveField> create(const LiveSettings& settings);
    /// An example at time zero; settings.rows is its number of rows.
    static Result<LiveField> create(const DiffusionExample& example, const LiveSettings& settings);

    /// Back to the beginning at time zero.
    void reset();
    void setD(double D);
    /// The seeds' problem keeps its walls: fails there, and for walls that make no sense.
    Result<void> setWalls(const Walls& walls);
    /// Other numbers of the same model; fails where there is no such reaction.
    Result<void> setReaction(const Reaction& reaction);
    std::optional<Reaction> reaction() const;
    /// Fails where the problem does not allow it. Exact is none of them.
    Result<void> setMethod(LiveMethod method);
    LiveMethod method() const { return m_run ? m_run->method() : LiveMethod::Steps; }
    void setRatio(double ratio); ///< see LiveSettings
    double ratio() const { return m_ratio; }
    bool isGeneral() const { return m_run.has_value(); } ///< not the seeds' problem
    int stages() const { return m_run ? m_run->stages() : 1; }
    Walls walls() const;
    /// Fails where the problem has no such thing to paint. The seeds' problem becomes a general one where D
    /// or obstacles are painted, until a reset.
    Result<void> paint(const BrushStroke& stroke);
    std::shared_ptr<const ProblemMaps> paintedMaps() const;

    /// What it is now, without a beginning; and back to what it was. The moment has this field's size; D
    /// stays.
    FieldMoment moment() const;
    void restore(const FieldMoment& moment);

    /// Advances by parts of steps. The field is of no use any more when the report says that it was not
    /// completed.
    StepReport advance(DiffusionStepper& stepper, std::int64_t parts, const StepExecution& execution);

    /// Lets compute(cells, stride) write the density of another time, from cell [1][1], and goes there if it
    /// returns true; otherwise the field is of no use any more.
    bool jumpTo(double simtime, const std::function<bool(double* cells, std::ptrdiff_t stride)>& compute);

    const DiffusionField& field() const { return m_field; }
    /// Whether there is an exact solution to jump by and to compare with, and why not.
    bool hasExact() const { return exactIssue().empty(); }
    std::string exactIssue() const { return m_run ? m_run->exactIssue() : std::string(); }
    ExactProblem exactProblem() const;
    /// Whether what is shown is the density of matter.
    bool hasMatter() const { return m_run && m_run->example().kind == DiffusionExample::Kind::Adhesion; }
    /// Beyond what explicit steps can bear; and whether the density has grown beyond largestUnstable.
    bool isUnstable() const;
    bool hasBlownUp() const;
    Array2D<double> second() const { return m_run ? m_run->second() : Array2D<double>(); }
    CellKind kindOf(int row, int column) const { return m_run ? m_run->kindOf(row, column) : CellKind::Free; }
    const DiffusionGrid& grid() const { return m_grid; }
    const LiveClock& clock() const { return m_clock; }
    double D() const { return m_D; }
    double simtime() const { return m_simtime; }
    std::int64_t step() const { return m_step; } ///< parts that were done since time zero
    bool isPainted() const { return m_painted; }
    bool hasJumped() const { return m_jumped; } ///< since time zero: step() is not all that was done

private:
    LiveField(DiffusionField field, const DiffusionGrid& grid, double D, std::optional<ProblemRun> run = {});
    void updateClock();
    Result<void> becomeGeneral();
    void becomeSeeds();

    DiffusionField m_field;
    bool m_isSeeds; // it began as the seeds' problem
    std::optional<ProblemRun> m_run; // empty: the seeds' problem, whose steps are the fast ones
    DiffusionGrid m_grid;
    LiveClock m_clock;
    double m_D = 1;
    double m_ratio = 0;
    double m_simtime = 0;
    std::int64_t m_step = 0;
    bool m_painted = false;
    bool m_jumped = false;
};

} // namespace escapade
