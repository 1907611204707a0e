#include "core/workloads/HideFromCompiler.h"
#include "core/workloads/LessonRunner.h"
#include "core/workloads/Lessons.h"

#include <array>
#include <atomic>
#include <mutex>
#include <vector>

namespace escapade {
namespace {

/// Increments between two looks at the cancel token: some milliseconds, even where threads fight for a lock.
constexpr std::uint64_t pieceIncrements = 4096;

/// Two lines of 64 bytes, for processors fetch lines in pairs.
constexpr std::size_t ownLineBytes = 128;
constexpr std::size_t lineBytes = 64;
constexpr std::size_t countersPerLine = lineBytes / sizeof(std::uint64_t);

using Counter = std::atomic<std::uint64_t>;

struct alignas(ownLineBytes) LonelyCounter
{
    Counter value { 0 };
};

struct alignas(lineBytes) CounterLine
{
    std::array<Counter, countersPerLine> values {};
};

/// Counts in two steps, between which another thread may do the same: then one of the two is lost. No
/// undefined behaviour, since both steps are atomic, if not together.
void addInTwoSteps(Counter& counter, std::uint64_t increments)
{
    for (std::uint64_t n = 0; n < increments; ++n)
        counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

/// What threads count with. A run makes one for itself.
class Tally
{
public:
    explicit Tally(std::size_t threads)
        : ownLines(threads)
        , sharedLines((threads + countersPerLine - 1) / countersPerLine)
    { }

    Counter& neighbour(std::size_t thread)
    {
        return sharedLines[thread / countersPerLine].values[thread % countersPerLine];
    }

    /// Of all counters; those that a way did not use are 0.
    std::uint64_t total() const
    {
        std::uint64_t sum = shared.value + guarded;
        for (const LonelyCounter& counter : ownLines)
            sum += counter.value;
        for (const CounterLine& line : sharedLines) {
            for (const Counter& counter : line.values)
                sum += counter;
        }
        return sum;
    }

    LonelyCounter shared;
    std::mutex mutex;
    std::uint64_t guarded = 0;
    std::vector<LonelyCounter> ownLines;
    std::vector<CounterLine> sharedLines;
};

/// Adds so many to the tally, as the thread of that number.
using Add = void (*)(Tally& tally, std::size_t thread, std::uint64_t increments);

void addRacing(Tally& tally, std::size_t /*thread*/, std::uint64_t increments)
{
    addInTwoSteps(tally.shared.value, increments);
}

void addLocked(Tally& tally, std::size_t /*thread*/, std::uint64_t increments)
{
    for (std::uint64_t n = 0; n < increments; ++n) {
        const std::scoped_lock lock(tally.mutex);
        ++tally.guarded;
    }
}

void addAtomically(Tally& tally, std::size_t /*thread*/, std::uint64_t increments)
{
    for (std::uint64_t n = 0; n < increments; ++n)
        tally.shared.value.fetch_add(1, std::memory_order_relaxed);
}

void addBesideOthers(Tally& tally, std::size_t thread, std::uint64_t increments)
{
    addInTwoSteps(tally.neighbour(thread), increments);
}

void addAlone(Tally& tally, std::size_t thread, std::uint64_t increments)
{
    addInTwoSteps(tally.ownLines[thread].value, increments);
}

/// In a register, which nobody shares, and tells the others now and then.
void addPrivately(Tally& tally, std::size_t /*thread*/, std::uint64_t increments)
{
    std::uint64_t mine = 0;
    for (std::uint64_t n = 0; n < increments; ++n) {
        ++mine;
        hideFromCompiler(mine);
    }
    tally.shared.value.fetch_add(mine, std::memory_order_relaxed);
}

LessonAnswer counterAnswer(std::uint64_t counted, std::uint64_t increments)
{
    if (counted == increments)
        return answerOf(counted, std::to_string(counted) + " counted, none lost");
    return answerOf(counted,
        std::to_string(counted) + " of " + std::to_string(increments) + " counted, "
            + std::to_string(increments - counted) + " lost");
}

/// Each thread adds its share, a piece at a time.
std::optional<LessonAnswer> countTogether(LessonContext& context, std::uint64_t increments, Add add)
{
    const auto threads = static_cast<std::uint64_t>(context.settings().threads);
    const LessonCut shares { increments, (increments + threads - 1) / threads };
    Tally tally(threads);
    const bool isComplete = context.inTiles(static_cast<int>(shares.pieces()), [&](int thread) {
        const LessonPiece share = shares.piece(static_cast<std::uint64_t>(thread));
        const LessonCut cut { share.last - share.first, pieceIncrements };
        for (std::uint64_t index = 0; index < cut.pieces() && !context.isCancelled(); ++index) {
            const LessonPiece piece = cut.piece(index);
            add(tally, share.index, piece.last - piece.first);
            if (share.index == 0)
                context.setProgress(static_cast<double>(piece.last) / static_cast<double>(cut.total));
        }
    });
    return isComplete ? std::optional(counterAnswer(tally.total(), increments)) : std::nullopt;
}

std::optional<LessonAnswer> countAlone(LessonContext& context, std::uint64_t increments)
{
    Tally tally(1);
    const bool isComplete = context.inPieces({ increments, pieceIncrements }, LessonPlace::CallingThread,
        [&](const LessonPiece& piece) { addRacing(tally, 0, piece.last - piece.first); });
    return isComplete ? std::optional(counterAnswer(tally.total(), increments)) : std::nullopt;
}

} // namespace

Lesson makeCounterLesson(WorkerPool& pool, std::uint64_t increments)
{
    Lesson lesson { "counter", "increments", static_cast<double>(increments), {} };
    lesson.ways.push_back(makeWay(pool, { .id = "loop" },
        [increments](LessonContext& context) { return countAlone(context, increments); }));
    const auto add = [&](const char* id, Add count) {
        lesson.ways.push_back(makeWay(pool,
            { .id = id, .form = LessonForm::Parallel, .usesThreads = true, .mayBeWrong = count == addRacing },
            [increments, count](
                LessonContext& context) { return countTogether(context, increments, count); }));
    };
    add("no-lock", addRacing);
    add("lock", addLocked);
    add("atomic", addAtomically);
    add("same-line", addBesideOthers);
    add("own-line", addAlone);
    add("register", addPrivately);
    return lesson;
}

} // namespace escapade
