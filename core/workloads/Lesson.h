#pragma once

#include "core/parallel/CancelToken.h"
#include "core/parallel/WorkerPool.h"
#include "core/simd/SimdLevel.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace escapade {

/// How to run a form of a lesson. Forms that know neither threads nor vectors ignore them.
struct LessonSettings
{
    int threads = 1; ///< members of the pool at work
    SimdLevel simd = SimdLevel::Scalar;
    CancelToken cancel;
    std::atomic<double>* progress = nullptr; ///< 0 to 1, for a progress bar in another thread; may be null
};

/// What a run computed, and what it took.
struct LessonRun
{
    std::chrono::nanoseconds wall {};
    std::chrono::nanoseconds cpu {}; ///< of all threads that took part
    std::uint64_t fingerprint = 0; ///< a hash of the result: equal for equal bits
    std::string result; ///< for people: "sum 49995000"
    /// The most memory that this run had at once beyond what the program had before; empty where the system
    /// does not tell.
    std::optional<std::int64_t> peakBytes;
};

/// What a form is an example of.
enum class LessonForm { Naive, Vectorised, Parallel };

/// One way of doing a lesson's work.
struct LessonWay
{
    std::string id; ///< "sum-loop": unique within the lesson, for scripts
    LessonForm form = LessonForm::Naive;
    bool usesThreads = false;
    bool usesSimd = false;
    /// It shows a mistake on purpose: its result may differ from the others' and from run to run.
    bool mayBeWrong = false;
    /// Blocks, never in the GUI thread; empty when cancelled, which it notices within 50 ms. Throws when it
    /// fails.
    std::function<std::optional<LessonRun>(const LessonSettings&)> run {};
};

/// A small piece of work to learn from, done in several ways that can be run one against the other. Its texts
/// for people belong to the window.
struct Lesson
{
    std::string id; ///< "conditional-sum": what bench calls it
    std::string unit; ///< of the work: "elements"
    double work = 0; ///< units in one run, the same for all ways
    std::vector<LessonWay> ways; ///< the first is the plain one that the others are compared with
};

/// All lessons, in the order of teaching. They refer to the pool.
std::vector<Lesson> allLessons(WorkerPool& pool);

} // namespace escapade
