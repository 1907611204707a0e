#pragma once

#include "core/diffusion/DiffusionField.h"
#include "core/diffusion/StepPlan.h"
#include "core/diffusion/StripScratch.h"
#include "core/diffusion/StripSteps.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace escapade {

/// A number of passes over all strips as one job, a tile for a leg of a strip or, where strips are small, for
/// some in turn. Legs are handed out in the order of the passes and, within one, of their numbers; a leg
/// waits only for strips of the pass before and for the leg before, which were therefore begun and will end:
/// there is no deadlock with any number of members, and no barrier at which all would wait for the slowest.
///
/// As many strips as there are members are under way together, and a member goes on with the strip that it
/// has, if it can: what the next leg reads is in that core's cache.
class StripPasses
{
public:
    /// together is how many strips are under way at a time.
    StripPasses(DiffusionField& field, const StripSteps& steps, StepPlan plan, int together,
        std::int64_t stepCount, StripScratch& scratch, Boundary boundary, CancelToken cancel);

    int passes() const
    {
        return static_cast<int>((m_stepCount + m_plan.stepsPerPass - 1) / m_plan.stepsPerPass);
    }
    /// Legs to a tile are so many that the pool is not asked more often than every fraction of a
    /// millisecond: small strips would spend their time at its lock.
    int tileCount() const { return (legCount() + legsInTile() - 1) / legsInTile(); }

    /// Whether the result ends up in the field's other array.
    bool endsInOther() const { return passes() % 2 != 0; }

    /// Some legs that are due: the caller does so once for each tile.
    void computeTile();

private:
    /// A leg that is to be done next.
    struct Due
    {
        int pass = 0;
        int strip = 0;
        int leg = 0;
    };
    /// Who took how many legs of a strip.
    struct Claim
    {
        int legs = 0; // of all passes
        std::thread::id member; // who took the last
    };

    int legsInPass() const { return m_plan.strips * m_plan.legs; }
    int legCount() const { return passes() * legsInPass(); }

    int legsInTile() const;

    /// The next leg; empty when all are taken.
    std::optional<Due> claim();

    /// Of the legs of one number in strips that are under way together, the member's own if it has one.
    std::optional<Due> claimLeg();

    int stepsIn(int pass) const;

    std::atomic<int>& stageOf(int pass, int strip);

    /// The strips whose rows this one reads, or that read the rows that it is going to overwrite. Of the
    /// strip below, which goes down from their common edge, these are the first that it does: so a strip may
    /// be ahead of it by nearly a pass, and members that are now and then held up seldom wait for each other.
    void awaitNeighbours(int pass, int strip);

    void noteDone(const Due& due);

    void computeLeg(const Due& due, StripScratch::Block& block);

    const StripSteps& m_steps;
    const StepPlan m_plan;
    const int m_together;
    const std::int64_t m_stepCount;
    const int m_rows;
    const bool m_periodic;
    const std::array<RowBlock, 2> m_arrays; // the present one first
    StripScratch& m_scratch;
    const CancelToken m_cancel;
    std::atomic<int> m_next { 0 }; // leg: those of one pass after those of the one before
    std::mutex m_claimMutex; // where there are several legs: guards m_next, too
    std::vector<Claim> m_claims; // by strip
    std::vector<std::atomic<int>> m_legsDone; // by strip, of all passes
    std::vector<std::atomic<int>> m_stages; // by pass and strip, Stage values
};

} // namespace escapade
