#pragma once

#include "core/diffusion/ExactSolution.h"
#include "core/diffusion/LiveState.h"
#include "core/diffusion/problem/AlternatingStepper.h"
#include "core/diffusion/problem/Example.h"
#include "core/diffusion/problem/ProblemMaps.h"
#include "core/diffusion/problem/ProblemStepper.h"
#include "core/diffusion/problem/ReactionStepper.h"
#include "core/diffusion/problem/SuperStepper.h"

#include <memory>
#include <optional>

namespace escapade {

/// An example that runs: all that a live field needs beside the density that is shown. A step of it is the
/// same stretch of time whatever D and the walls are; where they demand smaller ones, a step has parts. One
/// thread at a time.
class ProblemRun
{
public:
    /// Not for the seeds' kind. Fails for want of memory. D: of the problem; for a reaction what its
    /// diffusivities are multiplied with.
    static Result<ProblemRun> create(const DiffusionExample& example, int rows, double D);

    /// Of the field that is shown, the boundary included.
    Size points() const { return { m_grid.problem.columns + 2, m_grid.problem.rows + 2 }; }
    double dx() const { return m_grid.problem.dx; }
    const DiffusionExample& example() const { return m_example; }
    const Walls& walls() const { return m_grid.problem.walls; }
    CellKind kindOf(int row, int column) const { return m_grid.problem.kindOf(row - 1, column - 1); }

    /// What the example begins with, walls and maps included.
    void reset(DiffusionField& shown);
    void setD(double D);
    /// Walls that make no sense are refused.
    Result<void> setWalls(DiffusionField& shown, const Walls& walls);
    /// The substance that is not shown, boundary included; empty where there is none. And back to it, with a
    /// shown one that is there already.
    Array2D<double> second() const;
    void restore(DiffusionField& shown, const Array2D<double>& second);
    /// After a change from outside: puts obstacles, boundary cells and bounds right.
    void mend(DiffusionField& shown);
    /// The boundary cells alone.
    void close(DiffusionField& shown);

    /// Paints D or obstacles. What reacts has none: fails.
    Result<void> paintMap(DiffusionField& shown, const BrushStroke& stroke);
    /// What was painted; null: all is as the example has it. And back to it, or to that; of this size.
    const std::shared_ptr<const ProblemMaps>& paintedMaps() const { return m_painted; }
    void setMaps(std::shared_ptr<const ProblemMaps> maps);

    /// Why there is no exact solution; empty where there is one.
    const std::string& exactIssue() const { return m_exactIssue; }
    ExactProblem exactProblem() const;

    /// Other numbers of the same model.
    Result<void> setReaction(DiffusionField& shown, const Reaction& reaction);
    std::optional<Reaction> reaction() const;
    /// Not Exact. Fails, and keeps the method, where the problem does not allow it. A step of another method
    /// than explicit steps is as long as many of those.
    Result<void> setMethod(LiveMethod method);
    LiveMethod method() const { return m_method; }
    /// r of the explicit steps of a problem that does not react, above 1/4 too; 0: the example's.
    void setRatio(double ratio);
    int stages() const { return m_method == LiveMethod::SuperSteps ? superStages : 1; }

    double dt() const { return m_dt; } ///< of a part of a step
    int parts() const { return m_parts; } ///< of a step
    double r() const { return m_r; } ///< of a part: dt over four times the largest stable explicit one

    StepReport advance(
        DiffusionField& shown, WorkerPool& pool, std::int64_t parts, const StepExecution& execution);

private:
    ProblemRun(const DiffusionExample& example, int rows, double D);

    static constexpr int superStages = 9; // 22 explicit steps
    static constexpr double longStep = 22; // of the other methods, in explicit ones

    bool reacts() const { return m_example.kind == DiffusionExample::Kind::Reaction; }
    double stepLimitNow() const;
    const ProblemMaps& maps() const { return m_painted ? *m_painted : m_own; }
    void applyMaps();
    void updateClock();
    std::string findExactIssueNow() const;
    ReactionRule rule() const;

    DiffusionExample m_example;
    double m_D = 1;
    ExampleOnGrid m_grid;
    ProblemMaps m_own; // the example's
    std::shared_ptr<const ProblemMaps> m_painted;
    std::string m_exactIssue;
    double m_ratio = 0;
    std::optional<StepTerms> m_terms;
    std::optional<DiffusionField> m_other; // the substance that is not shown
    LiveMethod m_method = LiveMethod::Steps;
    std::unique_ptr<SuperStepper> m_super;
    double m_stepTime = 0; // of a whole explicit step
    double m_dt = 0;
    int m_parts = 1;
    double m_r = 0;
};

} // namespace escapade
