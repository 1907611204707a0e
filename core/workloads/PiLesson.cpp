#include "core/workloads/LessonRunner.h"
#include "core/workloads/Lessons.h"
#include "core/workloads/MonteCarloPi.h"

#include <array>
#include <cstdio>
#include <random>

namespace escapade {
namespace {

/// Samples between two looks at the cancel token: some milliseconds.
constexpr std::uint64_t pieceSamples = 1U << 17;

LessonAnswer piAnswer(const PiEstimate& estimate)
{
    std::array<char, 96> text {};
    std::snprintf(text.data(), text.size(), "%llu hits, pi about %.7f, standard error %.7f",
        static_cast<unsigned long long>(estimate.hits), estimate.value(), estimate.standardError());
    return answerOf(estimate.hits, text.data());
}

std::optional<LessonAnswer> countPlainly(LessonContext& context, std::uint64_t samples, LessonPlace place)
{
    const auto hits = context.addUp({ samples, pieceSamples }, place, [samples](const LessonPiece& piece) {
        return countPiHitsNaively({ samples }, piece.first, piece.last);
    });
    return hits ? std::optional(piAnswer({ samples, *hits })) : std::nullopt;
}

std::optional<LessonAnswer> countInVectors(LessonContext& context, std::uint64_t samples, int threads)
{
    const LessonSettings& settings = context.settings();
    const PiRun run = estimatePi(context.pool(), { samples },
        { settings.simd, threads, Priority::Laboratory, settings.cancel, nullptr, settings.progress });
    return context.accept(run.report) ? std::optional(piAnswer(run.estimate)) : std::nullopt;
}

/// As most people write it: two random numbers from 0 to 1 for a point.
std::uint64_t countWithState(std::mt19937& generator, std::uint64_t samples)
{
    std::uniform_real_distribution<double> uniform(0, 1);
    std::uint64_t hits = 0;
    for (std::uint64_t sample = 0; sample < samples; ++sample) {
        const double x = uniform(generator);
        const double y = uniform(generator);
        hits += x * x + y * y < 1 ? 1 : 0;
    }
    return hits;
}

/// The hits of one thread's share, with a generator of its own.
std::uint64_t countShare(const LessonContext& context, const LessonPiece& share)
{
    std::mt19937 generator(static_cast<std::uint32_t>(PiRequest::publishedSeed + share.index));
    const LessonCut cut { share.last - share.first, pieceSamples };
    std::uint64_t hits = 0;
    for (std::uint64_t index = 0; index < cut.pieces() && !context.isCancelled(); ++index) {
        const LessonPiece piece = cut.piece(index);
        hits += countWithState(generator, piece.last - piece.first);
        if (share.index == 0)
            context.setProgress(static_cast<double>(piece.last) / static_cast<double>(cut.total));
    }
    return hits;
}

/// The state moves with each number, so every thread needs a generator of its own, and the points depend on
/// how many threads there are.
std::optional<LessonAnswer> countWithMersenneTwister(LessonContext& context, std::uint64_t samples)
{
    const auto threads = static_cast<std::uint64_t>(context.settings().threads);
    const LessonCut shares { samples, (samples + threads - 1) / threads };
    std::atomic<std::uint64_t> hits { 0 };
    const bool isComplete = context.inTiles(static_cast<int>(shares.pieces()),
        [&](int thread) { hits += countShare(context, shares.piece(static_cast<std::uint64_t>(thread))); });
    return isComplete ? std::optional(piAnswer({ samples, hits })) : std::nullopt;
}

} // namespace

Lesson makePiLesson(WorkerPool& pool, std::uint64_t samples)
{
    const auto way = [&](LessonWay traits, LessonWork work) {
        return makeWay(pool, std::move(traits), std::move(work));
    };
    Lesson lesson { "pi", "samples", static_cast<double>(samples), {} };
    lesson.ways = {
        way({ .id = "loop" },
            [=](LessonContext& context) {
                return countPlainly(context, samples, LessonPlace::CallingThread);
            }),
        way({ .id = "mt19937", .usesThreads = true, .mayBeWrong = true },
            [=](LessonContext& context) { return countWithMersenneTwister(context, samples); }),
        way({ .id = "vectorised", .form = LessonForm::Vectorised, .usesSimd = true },
            [=](LessonContext& context) { return countInVectors(context, samples, 1); }),
        way({ .id = "threads", .form = LessonForm::Parallel, .usesThreads = true },
            [=](LessonContext& context) { return countPlainly(context, samples, LessonPlace::Pool); }),
        way({ .id = "threads-vectorised",
                .form = LessonForm::Parallel,
                .usesThreads = true,
                .usesSimd = true },
            [=](LessonContext& context) {
                return countInVectors(context, samples, context.settings().threads);
            }),
    };
    return lesson;
}

} // namespace escapade
