#pragma once

#include "core/parallel/Job.h"
#include "core/workloads/Lesson.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace escapade {

/// What a way of a lesson found.
struct LessonAnswer
{
    std::uint64_t fingerprint = 0;
    std::string text; ///< for people
};

/// A lesson's answer that is one number.
LessonAnswer answerOf(std::uint64_t number, std::string text);

/// A part of the work: elements first to last - 1.
struct LessonPiece
{
    std::uint64_t index = 0; ///< among the pieces
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

/// How work is cut into pieces.
struct LessonCut
{
    std::uint64_t total = 0; ///< elements
    std::uint64_t size = 1; ///< of a piece; the last may be smaller
    std::uint64_t pieces() const { return (total + size - 1) / size; }
    LessonPiece piece(std::uint64_t index) const;
};

/// Where pieces are worked on.
enum class LessonPlace { CallingThread, Pool };

/// A run of one way: what its work needs to know and to tell. The functions that work say false, or nothing,
/// when the run was cancelled, and throw what a member of the pool threw.
class LessonContext
{
public:
    LessonContext(WorkerPool& pool, const LessonSettings& settings);

    WorkerPool& pool() const { return m_pool; }
    const LessonSettings& settings() const { return m_settings; }
    bool isCancelled() const { return m_settings.cancel.isCancelled(); }

    /// How often the work goes through all of its elements: each of the calls below is one pass.
    void setPasses(int passes) { m_passes = passes; }
    /// Of the present pass, 0 to 1. Any thread.
    void setProgress(double part) const;

    /// Computes tiles on the pool, at most settings().threads at once.
    bool inTiles(int count, const std::function<void(int tile)>& compute);
    bool inPieces(
        const LessonCut& cut, LessonPlace place, const std::function<void(const LessonPiece&)>& work);
    /// The sum of what the pieces give.
    std::optional<std::uint64_t> addUp(const LessonCut& cut, LessonPlace place,
        const std::function<std::uint64_t(const LessonPiece&)>& work);
    /// The end of a job that ran on the pool for this run.
    bool accept(const JobReport& report);

    /// Of the pool's members so far.
    std::chrono::nanoseconds poolCpu() const { return m_poolCpu; }

private:
    WorkerPool& m_pool;
    const LessonSettings& m_settings;
    std::chrono::nanoseconds m_poolCpu {};
    int m_passes = 1;
    int m_passesDone = 0;
};

/// What a way does; empty when cancelled, throws when it fails.
using LessonWork = std::function<std::optional<LessonAnswer>(LessonContext&)>;

/// A way whose work runs with time and memory measured. The traits of `traits` stay as they are.
LessonWay makeWay(WorkerPool& pool, LessonWay traits, LessonWork work);

} // namespace escapade
