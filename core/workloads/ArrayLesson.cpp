#include "core/base/Check.h"
#include "core/base/Fnv1a.h"
#include "core/simd/KernelTable.h"
#include "core/timing/SpareMemory.h"
#include "core/workloads/ArrayPasses.h"
#include "core/workloads/LessonRunner.h"
#include "core/workloads/Lessons.h"
#include "core/workloads/PageArray.h"

#include <array>
#include <cstdio>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace escapade {
namespace {

/// Chunks that one task of the pool works through.
constexpr std::uint64_t chunksPerTask = 64;

/// A run of both inputs and of the result.
struct ArrayPart
{
    std::span<const double> a;
    std::span<const double> b;
    std::span<double> result;
    std::span<double> scratch; ///< for temporaries, each as long as a chunk; may be empty
    SimdLevel simd = SimdLevel::Scalar;
};

constexpr std::int64_t temporaries = 4;

using Expression = void (*)(const ArrayPart&);

void inPlainLoop(const ArrayPart& at)
{
    squareOfSum(at.a, at.b, at.result);
}

void inVectors(const ArrayPart& at)
{
    simd::kernels(at.simd).squareOfSum(
        { at.a.data(), at.b.data(), at.result.data(), static_cast<int>(at.result.size()) });
}

/// Operation by operation, as NumPy does it.
void inTemporaries(const ArrayPart& at)
{
    const auto temporary
        = [&](std::size_t index) { return at.scratch.subspan(index * arrayChunk, at.result.size()); };
    multiply(at.a, at.a, temporary(0));
    multiply(at.b, at.b, temporary(1));
    add(temporary(0), temporary(1), temporary(2));
    twice(at.a, temporary(0));
    multiply(temporary(0), at.b, temporary(3));
    add(temporary(2), temporary(3), at.result);
}

std::span<double> part(const PageArray& array, const LessonPiece& piece)
{
    return std::span(array.data(), array.count()).subspan(piece.first, piece.last - piece.first);
}

/// The answer from the checksums of all chunks: the same for everyone who had the same bits.
LessonAnswer arrayAnswer(const std::vector<std::uint64_t>& checksums)
{
    const std::uint64_t all = fnv1a64Of(std::span<const std::uint64_t>(checksums));
    std::array<char, 40> text {};
    std::snprintf(text.data(), text.size(), "checksum %016llx", static_cast<unsigned long long>(all));
    return { all, text.data() };
}

/// Throws where so many arrays at once would make the system run out of memory, rather than let it end the
/// program.
void needMemory(std::uint64_t arrays, std::uint64_t elements)
{
    const std::uint64_t needed = arrays * elements * sizeof(double);
    const std::uint64_t spare = spareMemoryBytes();
    if (needed > spare)
        throw std::runtime_error(std::to_string(arrays) + " arrays of " + std::to_string(elements)
            + " numbers need " + std::to_string(needed >> 20) + " MiB at once, and "
            + std::to_string(spare >> 20) + " MiB of memory are free; in chunks they fit");
}

/// One run. All ways make the inputs, compute and take the checksums of the result: all of it is timed, for
/// what chunks save is that numbers go to the memory and come back.
class ArrayRun
{
public:
    ArrayRun(LessonContext& context, std::int64_t elements)
        : m_context(context)
        , m_cut { static_cast<std::uint64_t>(elements), static_cast<std::uint64_t>(arrayChunk) }
        , m_checksums(m_cut.pieces())
    { }

    /// Five arrays at once: a, b and three temporaries.
    std::optional<LessonAnswer> inWholeTemporaries()
    {
        m_context.setPasses(8);
        needMemory(5, m_cut.total);
        const PageArray a(m_cut.total);
        const PageArray b(m_cut.total);
        PageArray aa(m_cut.total);
        PageArray bb(m_cut.total);
        const PageArray squares(m_cut.total);
        const bool isHalfDone = fill(a, b)
            && pass([&](const LessonPiece& at) { multiply(part(a, at), part(a, at), part(aa, at)); })
            && pass([&](const LessonPiece& at) { multiply(part(b, at), part(b, at), part(bb, at)); })
            && pass([&](const LessonPiece& at) { add(part(aa, at), part(bb, at), part(squares, at)); });
        if (!isHalfDone)
            return std::nullopt;
        aa.release();
        bb.release();
        PageArray twiceA(m_cut.total);
        const PageArray product(m_cut.total);
        if (!pass([&](const LessonPiece& at) { twice(part(a, at), part(twiceA, at)); })
            || !pass(
                [&](const LessonPiece& at) { multiply(part(twiceA, at), part(b, at), part(product, at)); }))
            return std::nullopt;
        twiceA.release();
        const PageArray result(m_cut.total);
        if (!pass([&](const LessonPiece& at) { add(part(squares, at), part(product, at), part(result, at)); })
            || !pass([&](const LessonPiece& at) { m_checksums[at.index] = checksumOf(part(result, at)); }))
            return std::nullopt;
        return arrayAnswer(m_checksums);
    }

    /// Three arrays: a, b and the result, in three passes.
    std::optional<LessonAnswer> inWholeArrays(Expression expression, LessonPlace place)
    {
        m_place = place;
        m_context.setPasses(3);
        needMemory(3, m_cut.total);
        const PageArray a(m_cut.total);
        const PageArray b(m_cut.total);
        const PageArray result(m_cut.total);
        const SimdLevel level = m_context.settings().simd;
        const bool isDone = fill(a, b) && pass([&](const LessonPiece& at) {
            expression({ part(a, at), part(b, at), part(result, at), {}, level });
        }) && pass([&](const LessonPiece& at) { m_checksums[at.index] = checksumOf(part(result, at)); });
        return isDone ? std::optional(arrayAnswer(m_checksums)) : std::nullopt;
    }

    /// Chunk after chunk, in arrays that hold one.
    std::optional<LessonAnswer> inChunks(Expression expression, LessonPlace place)
    {
        const bool isDone = m_context.inPieces(
            tasks(), place, [&](const LessonPiece& task) { computeChunks(task, expression); });
        return isDone ? std::optional(arrayAnswer(m_checksums)) : std::nullopt;
    }

private:
    LessonCut tasks() const { return { m_cut.pieces(), chunksPerTask }; }

    template <typename Work> bool pass(const Work& work)
    {
        return m_context.inPieces(tasks(), m_place, [&](const LessonPiece& task) {
            // A task has pages to write for the first time, and each may take milliseconds to get.
            for (std::uint64_t chunk = task.first; chunk < task.last && !m_context.isCancelled(); ++chunk)
                work(m_cut.piece(chunk));
        });
    }

    bool fill(const PageArray& a, const PageArray& b)
    {
        return pass([&](const LessonPiece& at) {
            makeInputs(static_cast<std::int64_t>(at.first), part(a, at), part(b, at));
        });
    }

    void computeChunks(const LessonPiece& chunks, Expression expression)
    {
        const PageArray buffers((3 + temporaries) * arrayChunk);
        const std::span all(buffers.data(), buffers.count());
        for (std::uint64_t chunk = chunks.first; chunk < chunks.last && !m_context.isCancelled(); ++chunk) {
            const LessonPiece at = m_cut.piece(chunk);
            const std::size_t count = at.last - at.first;
            const auto a = all.subspan(0, count);
            const auto b = all.subspan(arrayChunk, count);
            const auto result = all.subspan(2 * arrayChunk, count);
            makeInputs(static_cast<std::int64_t>(at.first), a, b);
            expression({ a, b, result, all.subspan(3 * arrayChunk), m_context.settings().simd });
            m_checksums[chunk] = checksumOf(result);
        }
    }

    LessonContext& m_context;
    LessonCut m_cut;
    std::vector<std::uint64_t> m_checksums;
    LessonPlace m_place = LessonPlace::CallingThread;
};

class ArrayWays
{
public:
    ArrayWays(WorkerPool& pool, std::int64_t elements)
        : m_pool(pool)
        , m_elements(elements)
    { }

    LessonWay temporaries() const
    {
        return makeWay(m_pool, { .id = "temporaries" }, [elements = m_elements](LessonContext& context) {
            return ArrayRun(context, elements).inWholeTemporaries();
        });
    }

    LessonWay whole(LessonWay traits, Expression expression) const
    {
        const LessonPlace place = placeOf(traits);
        return makeWay(
            m_pool, std::move(traits), [elements = m_elements, expression, place](LessonContext& context) {
                return ArrayRun(context, elements).inWholeArrays(expression, place);
            });
    }

    LessonWay chunks(LessonWay traits, Expression expression) const
    {
        const LessonPlace place = placeOf(traits);
        return makeWay(
            m_pool, std::move(traits), [elements = m_elements, expression, place](LessonContext& context) {
                return ArrayRun(context, elements).inChunks(expression, place);
            });
    }

private:
    static LessonPlace placeOf(const LessonWay& traits)
    {
        return traits.usesThreads ? LessonPlace::Pool : LessonPlace::CallingThread;
    }

    WorkerPool& m_pool;
    std::int64_t m_elements;
};

LessonWay vectorTraits(const char* id)
{
    return { .id = id, .form = LessonForm::Vectorised, .usesSimd = true };
}

LessonWay threadTraits(const char* id)
{
    return { .id = id, .form = LessonForm::Parallel, .usesThreads = true, .usesSimd = true };
}

} // namespace

Lesson makeArrayLesson(WorkerPool& pool, std::int64_t elements)
{
    ESCAPADE_CHECK(elements >= 1 && elements <= std::numeric_limits<std::int32_t>::max());
    const ArrayWays ways(pool, elements);
    return { "array", "elements", static_cast<double>(elements),
        {
            ways.temporaries(),
            ways.chunks({ .id = "temporaries-chunks" }, inTemporaries),
            ways.whole({ .id = "one-loop" }, inPlainLoop),
            ways.chunks({ .id = "chunks" }, inPlainLoop),
            ways.whole(vectorTraits("vectorised"), inVectors),
            ways.chunks(vectorTraits("vectorised-chunks"), inVectors),
            ways.whole(threadTraits("threads-vectorised"), inVectors),
            ways.chunks(threadTraits("threads-vectorised-chunks"), inVectors),
        } };
}

} // namespace escapade
