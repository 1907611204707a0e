#include "core/workloads/ChamferLesson.h"

#include "core/base/Fnv1a.h"
#include "core/workloads/ChamferMatching.h"
#include "core/workloads/LessonClock.h"

#include <array>
#include <charconv>
#include <memory>
#include <mutex>
#include <span>
#include <string>

namespace escapade {
namespace {

/// The clouds of all ways of the lesson, made when they are first needed.
class SharedClouds
{
public:
    explicit SharedClouds(const CloudsRequest& request)
        : m_request(request)
    { }

    const CloudPair& get()
    {
        std::call_once(m_made, [this] { m_clouds = makeClouds(m_request); });
        return m_clouds;
    }

private:
    const CloudsRequest m_request;
    std::once_flag m_made;
    CloudPair m_clouds;
};

double meanOfMatches(const ChamferMatching& matching)
{
    double sum = 0;
    const std::size_t columns = matching.nearestLeft.size();
    for (std::size_t left = 0; left < matching.nearestRight.size(); ++left)
        sum += matching.distances[left * columns + static_cast<std::size_t>(matching.nearestRight[left])];
    return sum / static_cast<double>(matching.nearestRight.size());
}

/// "1-4 2-3 3-2 4-1, mean 0.613": which right cluster is nearest to each left one.
std::string resultText(const ChamferMatching& matching)
{
    std::string text;
    for (std::size_t left = 0; left < matching.nearestRight.size(); ++left)
        text += (left > 0 ? " " : "") + std::to_string(left + 1) + "-"
            + std::to_string(matching.nearestRight[left] + 1);
    std::array<char, 32> mean {};
    const auto end = std::to_chars(
        mean.data(), mean.data() + mean.size(), meanOfMatches(matching), std::chars_format::fixed, 3)
                         .ptr;
    return text + ", mean " + std::string(mean.data(), end);
}

struct Way
{
    const char* id;
    LessonForm form;
    NearestSearch search;
    bool parallel;
};

constexpr Way ways[] = {
    { "loop", LessonForm::Naive, NearestSearch::PlainLoop, false },
    { "vectorised", LessonForm::Vectorised, NearestSearch::Vectors, false },
    { "threads-vectorised", LessonForm::Parallel, NearestSearch::Vectors, true },
    { "tree", LessonForm::Naive, NearestSearch::Tree, false },
    { "tree-threads", LessonForm::Parallel, NearestSearch::Tree, true },
};

std::optional<LessonRun> runWay(
    WorkerPool& pool, const CloudPair& clouds, const Way& way, const LessonSettings& settings)
{
    ChamferSettings chamfer;
    chamfer.search = way.search;
    chamfer.simd = settings.simd;
    chamfer.threads = way.parallel ? settings.threads : 0;
    chamfer.cancel = settings.cancel;
    chamfer.progress = settings.progress;
    const LessonClock clock;
    const std::optional<ChamferRun> matched = matchClouds(pool, clouds, chamfer);
    if (!matched)
        return std::nullopt;
    LessonRun run = clock.stop(matched->memberTime);
    run.fingerprint = fnv1a64Of(std::span<const double>(matched->matching.distances));
    run.result = resultText(matched->matching);
    return run;
}

} // namespace

Lesson makeChamferLesson(WorkerPool& pool, const CloudsRequest& request)
{
    const auto clouds = std::make_shared<SharedClouds>(request);
    Lesson lesson { "chamfer", "pairs of clusters",
        static_cast<double>(request.leftClusters) * request.rightClusters, {} };
    for (const Way& way : ways) {
        lesson.ways.push_back({ way.id, way.form, way.parallel, way.search == NearestSearch::Vectors, false,
            [&pool, clouds, way](
                const LessonSettings& settings) { return runWay(pool, clouds->get(), way, settings); } });
    }
    return lesson;
}

} // namespace escapade
