#include "core/base/Check.h"
#include "core/simd/KernelTable.h"
#include "core/workloads/HideFromCompiler.h"
#include "core/workloads/LessonRunner.h"
#include "core/workloads/Lessons.h"

#include <cmath>
#include <mutex>
#include <thread>

namespace escapade {
namespace {

constexpr int mostLength = 200; // keeps a round of the outermost loop at some milliseconds

/// Whether the square of the rounded square root of a number is the number again, as for 4 but not for 5.
bool isExactRoot(int number)
{
    const double root = std::sqrt(number);
    return root * root == number;
}

/// One round m of the outermost loop of the seeds' `pure_python(n)`, as it stands there. They keep the last
/// result and drop all others, which invites compilers to leave the loops out; here the exact roots are
/// counted, so that every iteration matters.
std::uint64_t countRound(int m)
{
    std::uint64_t exact = 0;
    for (int l = 0; l < m; ++l) {
        for (int j = 0; j < l; ++j) {
            for (int i = 0; i < j; ++i) {
                exact += isExactRoot(i + 4) ? 1 : 0;
                hideFromCompiler(exact);
            }
        }
    }
    return exact;
}

std::uint64_t countRoundInVectors(int m, SimdLevel level)
{
    simd::WaitRoundJob job { m, 0 };
    simd::kernels(level).waitRound(job);
    return job.exact;
}

/// How often the loops come by for a job of length n: n over k.
std::uint64_t choose(std::uint64_t n, std::uint64_t k)
{
    std::uint64_t product = 1;
    for (std::uint64_t factor = 1; factor <= k; ++factor)
        product = product * (n + 1 - factor) / factor;
    return product;
}

/// The same count with each root taken once: i comes by as often as three numbers l > j > ... can be chosen
/// above it.
std::uint64_t countOnceEach(int length)
{
    std::uint64_t exact = 0;
    for (int i = 0; i + 3 < length; ++i)
        exact += isExactRoot(i + 4) ? choose(static_cast<std::uint64_t>(length - 1 - i), 3) : 0;
    return exact;
}

/// What a job does for its count.
using CountJob = std::function<std::uint64_t(const LessonContext&)>;

/// Goes through the rounds of a job; `count` counts one.
template <typename Count>
std::uint64_t countRounds(const LessonContext& context, int length, const Count& count)
{
    std::uint64_t exact = 0;
    for (int m = 0; m < length && !context.isCancelled(); ++m)
        exact += count(m);
    return exact;
}

class WaitLoopWays
{
public:
    WaitLoopWays(WorkerPool& pool, const WaitLoopSize& size)
        : m_pool(pool)
        , m_size(size)
    { }

    LessonWay way(LessonWay traits, CountJob count) const
    {
        const LessonCut cut { static_cast<std::uint64_t>(m_size.jobs), 1 };
        const auto place = traits.usesThreads ? LessonPlace::Pool : LessonPlace::CallingThread;
        return makeWay(m_pool, std::move(traits),
            [cut, place, count = std::move(count)](LessonContext& context) -> std::optional<LessonAnswer> {
                const auto exact
                    = context.addUp(cut, place, [&](const LessonPiece&) { return count(context); });
                if (!exact)
                    return std::nullopt;
                return answerOf(*exact, std::to_string(*exact) + " exact roots");
            });
    }

    CountJob computing() const
    {
        return [length = m_size.length](
                   const LessonContext& context) { return countRounds(context, length, countRound); };
    }

    CountJob inVectors() const
    {
        return [length = m_size.length](const LessonContext& context) {
            const SimdLevel level = context.settings().simd;
            return countRounds(context, length, [level](int m) { return countRoundInVectors(m, level); });
        };
    }

    /// As Python's threads with their one interpreter lock: whoever computes holds it, and gives it up now
    /// and then.
    CountJob behindLock() const
    {
        const auto lock = std::make_shared<std::mutex>();
        return [length = m_size.length, lock](const LessonContext& context) {
            return countRounds(context, length, [&lock](int m) {
                const std::scoped_lock hold(*lock);
                return countRound(m);
            });
        };
    }

    /// Somebody else has the answer, and takes a while to send it.
    CountJob waiting() const
    {
        return [size = m_size](const LessonContext&) {
            std::this_thread::sleep_for(size.wait);
            return countOnceEach(size.length);
        };
    }

    CountJob onceEach() const
    {
        return [length = m_size.length](const LessonContext&) { return countOnceEach(length); };
    }

private:
    WorkerPool& m_pool;
    WaitLoopSize m_size;
};

} // namespace

Lesson makeWaitLoopLesson(WorkerPool& pool, const WaitLoopSize& size)
{
    ESCAPADE_CHECK(size.jobs >= 1 && size.length >= 4 && size.length <= mostLength);
    const WaitLoopWays ways(pool, size);
    const auto iterations
        = choose(static_cast<std::uint64_t>(size.length), 4) * static_cast<std::uint64_t>(size.jobs);
    return { "wait-loop", "iterations", static_cast<double>(iterations),
        {
            ways.way({ .id = "loop" }, ways.computing()),
            ways.way({ .id = "once-each" }, ways.onceEach()),
            ways.way({ .id = "waiting" }, ways.waiting()),
            ways.way(
                { .id = "vectorised", .form = LessonForm::Vectorised, .usesSimd = true }, ways.inVectors()),
            ways.way({ .id = "lock", .form = LessonForm::Parallel, .usesThreads = true }, ways.behindLock()),
            ways.way(
                { .id = "threads", .form = LessonForm::Parallel, .usesThreads = true }, ways.computing()),
            ways.way({ .id = "threads-vectorised",
                         .form = LessonForm::Parallel,
                         .usesThreads = true,
                         .usesSimd = true },
                ways.inVectors()),
            ways.way({ .id = "waiting-threads", .form = LessonForm::Parallel, .usesThreads = true },
                ways.waiting()),
        } };
}

} // namespace escapade
