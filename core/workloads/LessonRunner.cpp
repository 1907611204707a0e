#include "core/workloads/LessonRunner.h"

#include "core/base/Check.h"
#include "core/base/Fnv1a.h"
#include "core/parallel/ThreadCpuTime.h"
#include "core/timing/PeakMemory.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

namespace escapade {
namespace {

/// So often at most is progress said in a pass: what many small pieces share would slow them down.
constexpr std::uint64_t progressSteps = 1000;

} // namespace

LessonAnswer answerOf(std::uint64_t number, std::string text)
{
    const std::array numbers { number };
    return { fnv1a64Of(std::span<const std::uint64_t>(numbers)), std::move(text) };
}

LessonPiece LessonCut::piece(std::uint64_t index) const
{
    return { index, index * size, std::min(total, (index + 1) * size) };
}

LessonContext::LessonContext(WorkerPool& pool, const LessonSettings& settings)
    : m_pool(pool)
    , m_settings(settings)
{
    ESCAPADE_CHECK(settings.threads >= 1);
}

void LessonContext::setProgress(double part) const
{
    if (m_settings.progress != nullptr)
        m_settings.progress->store((m_passesDone + part) / m_passes, std::memory_order_relaxed);
}

bool LessonContext::inTiles(int count, const std::function<void(int)>& compute)
{
    Job job;
    job.tileCount = count;
    job.compute = compute;
    job.priority = Priority::Laboratory;
    job.cancel = m_settings.cancel;
    job.threads = m_settings.threads;
    return accept(m_pool.run(job));
}

bool LessonContext::accept(const JobReport& report)
{
    m_poolCpu += report.cpuTime();
    if (!report.failure.empty())
        throw std::runtime_error(report.failure);
    if (!report.completed)
        return false;
    m_passesDone = std::min(m_passesDone + 1, m_passes);
    setProgress(0);
    return true;
}

bool LessonContext::inPieces(
    const LessonCut& cut, LessonPlace place, const std::function<void(const LessonPiece&)>& work)
{
    const std::uint64_t pieces = cut.pieces();
    const std::uint64_t stride = pieces / progressSteps + 1;
    const auto workOn = [&](std::uint64_t index) {
        work(cut.piece(index));
        // Pieces are handed out in order, so the number of one says how far the others are.
        if (index % stride == 0)
            setProgress(static_cast<double>(index) / static_cast<double>(pieces));
    };
    if (place == LessonPlace::Pool) {
        ESCAPADE_CHECK(pieces <= std::numeric_limits<int>::max());
        return inTiles(static_cast<int>(pieces), [&](int tile) { workOn(static_cast<std::uint64_t>(tile)); });
    }
    for (std::uint64_t index = 0; index < pieces; ++index) {
        if (isCancelled())
            return false;
        workOn(index);
    }
    m_passesDone = std::min(m_passesDone + 1, m_passes);
    setProgress(0);
    return !isCancelled();
}

std::optional<std::uint64_t> LessonContext::addUp(
    const LessonCut& cut, LessonPlace place, const std::function<std::uint64_t(const LessonPiece&)>& work)
{
    if (place == LessonPlace::CallingThread) {
        std::uint64_t sum = 0;
        const bool isComplete = inPieces(cut, place, [&](const LessonPiece& piece) { sum += work(piece); });
        return isComplete ? std::optional(sum) : std::nullopt;
    }
    // One for each piece: integers, so that the order of adding does not matter.
    std::vector<std::uint64_t> sums(cut.pieces());
    const bool isComplete
        = inPieces(cut, place, [&](const LessonPiece& piece) { sums[piece.index] = work(piece); });
    if (!isComplete)
        return std::nullopt;
    std::uint64_t sum = 0;
    for (const std::uint64_t part : sums)
        sum += part;
    return sum;
}

LessonWay makeWay(WorkerPool& pool, LessonWay traits, LessonWork work)
{
    traits.run = [&pool, work = std::move(work)](const LessonSettings& settings) -> std::optional<LessonRun> {
        LessonContext context(pool, settings);
        context.setProgress(0);
        const PeakMemory memory;
        const auto begin = Clock::now();
        const auto cpuBegin = threadCpuTime(); // within the wall time: it takes part of a microsecond itself
        const auto answer = work(context);
        const auto cpu = threadCpuTime() - cpuBegin + context.poolCpu();
        const auto wall = Clock::now() - begin;
        if (!answer || context.isCancelled())
            return std::nullopt;
        if (settings.progress != nullptr)
            settings.progress->store(1, std::memory_order_relaxed);
        return LessonRun { wall, cpu, answer->fingerprint, answer->text, memory.bytes() };
    };
    return traits;
}

} // namespace escapade
