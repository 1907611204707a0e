#include "core/simd/KernelTable.h"
#include "core/workloads/HideFromCompiler.h"
#include "core/workloads/LessonRunner.h"
#include "core/workloads/Lessons.h"

namespace escapade {
namespace {

/// Numbers between two looks at the cancel token: some milliseconds.
constexpr std::uint64_t pieceNumbers = 1U << 20;

using PieceSum = std::uint64_t (*)(const LessonPiece&);
using Formula = std::uint64_t (*)(std::uint64_t count);
using VectorSum = simd::RangeSumKernel simd::KernelTable::*;

std::uint64_t addAll(const LessonPiece& piece)
{
    std::uint64_t sum = 0;
    for (std::uint64_t number = piece.first; number < piece.last; ++number) {
        sum += number;
        hideFromCompiler(sum);
    }
    return sum;
}

std::uint64_t addMultiples(const LessonPiece& piece)
{
    std::uint64_t sum = 0;
    for (std::uint64_t number = piece.first; number < piece.last; ++number) {
        if (number % 3 == 0)
            sum += number;
        hideFromCompiler(sum);
    }
    return sum;
}

/// Goes from multiple to multiple instead of asking each number.
std::uint64_t addEveryThird(const LessonPiece& piece)
{
    std::uint64_t sum = 0;
    for (std::uint64_t number = (piece.first + 2) / 3 * 3; number < piece.last; number += 3) {
        sum += number;
        hideFromCompiler(sum);
    }
    return sum;
}

/// 0 + 1 + ... + n - 1; one of n and n - 1 is even.
std::uint64_t sumBelow(std::uint64_t n)
{
    if (n == 0)
        return 0;
    return n % 2 == 0 ? n / 2 * (n - 1) : (n - 1) / 2 * n;
}

/// 3 (0 + 1 + ...), with as many terms as there are multiples of 3 below n.
std::uint64_t multiplesBelow(std::uint64_t n)
{
    return 3 * sumBelow((n + 2) / 3);
}

LessonAnswer sumAnswer(std::uint64_t sum)
{
    return answerOf(sum, "sum " + std::to_string(sum));
}

/// The ways of one of the two lessons.
class SumWays
{
public:
    SumWays(WorkerPool& pool, std::uint64_t count)
        : m_pool(pool)
        , m_count(count)
    { }

    LessonWay inLoop(LessonWay traits, PieceSum part) const
    {
        const LessonCut cut { m_count, pieceNumbers };
        const auto place = placeOf(traits);
        return makeWay(m_pool, std::move(traits),
            [cut, place, part](LessonContext& context) { return answer(context.addUp(cut, place, part)); });
    }

    LessonWay inVectors(LessonWay traits, VectorSum kernel) const
    {
        const LessonCut cut { m_count, pieceNumbers };
        const auto place = placeOf(traits);
        return makeWay(m_pool, std::move(traits), [cut, place, kernel](LessonContext& context) {
            const simd::RangeSumKernel sum = simd::kernels(context.settings().simd).*kernel;
            return answer(context.addUp(cut, place, [sum](const LessonPiece& piece) {
                simd::RangeSumJob job { piece.first, piece.last, 0 };
                sum(job);
                return job.sum;
            }));
        });
    }

    LessonWay byFormula(Formula formula) const
    {
        return makeWay(m_pool, { .id = "closed-form" },
            [count = m_count, formula](LessonContext&) { return std::optional(sumAnswer(formula(count))); });
    }

private:
    static LessonPlace placeOf(const LessonWay& traits)
    {
        return traits.usesThreads ? LessonPlace::Pool : LessonPlace::CallingThread;
    }

    static std::optional<LessonAnswer> answer(std::optional<std::uint64_t> sum)
    {
        return sum ? std::optional(sumAnswer(*sum)) : std::nullopt;
    }

    WorkerPool& m_pool;
    std::uint64_t m_count;
};

} // namespace

Lesson makeSumLesson(WorkerPool& pool, std::uint64_t count)
{
    const SumWays ways(pool, count);
    return { "sum", "numbers", static_cast<double>(count),
        {
            ways.inLoop({ .id = "loop" }, addAll),
            ways.byFormula(sumBelow),
            ways.inVectors({ .id = "vectorised", .form = LessonForm::Vectorised, .usesSimd = true },
                &simd::KernelTable::sumRange),
            ways.inLoop({ .id = "threads", .form = LessonForm::Parallel, .usesThreads = true }, addAll),
            ways.inVectors({ .id = "threads-vectorised",
                               .form = LessonForm::Parallel,
                               .usesThreads = true,
                               .usesSimd = true },
                &simd::KernelTable::sumRange),
        } };
}

Lesson makeConditionalSumLesson(WorkerPool& pool, std::uint64_t count)
{
    const SumWays ways(pool, count);
    return { "conditional-sum", "numbers", static_cast<double>(count),
        {
            ways.inLoop({ .id = "loop" }, addMultiples),
            ways.inLoop({ .id = "every-third" }, addEveryThird),
            ways.byFormula(multiplesBelow),
            ways.inVectors({ .id = "vectorised", .form = LessonForm::Vectorised, .usesSimd = true },
                &simd::KernelTable::sumMultiplesOfThree),
            ways.inLoop({ .id = "threads", .form = LessonForm::Parallel, .usesThreads = true }, addMultiples),
            ways.inVectors({ .id = "threads-vectorised",
                               .form = LessonForm::Parallel,
                               .usesThreads = true,
                               .usesSimd = true },
                &simd::KernelTable::sumMultiplesOfThree),
        } };
}

} // namespace escapade
