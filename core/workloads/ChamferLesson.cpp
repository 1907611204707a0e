#include "core/workloads/ChamferLesson.h"

#include "core/base/Fnv1a.h"
#include "core/workloads/ChamferMatching.h"
#include "core/workloads/LessonRunner.h"

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
    for (std::size_t left = 0; left < matching.nearestRight.size(); ++left) {
        text += std::to_string(left + 1);
        text += '-';
        text += std::to_string(matching.nearestRight[left] + 1);
        text += left + 1 < matching.nearestRight.size() ? " " : ", mean ";
    }
    std::array<char, 32> mean {};
    const auto end = std::to_chars(
        mean.data(), mean.data() + mean.size(), meanOfMatches(matching), std::chars_format::fixed, 3)
                         .ptr;
    return text.append(mean.data(), end);
}

struct Way
{
    const char* id;
    LessonForm form;
    NearestSearch search;
    LessonPlace place;
};

constexpr Way ways[] = {
    { "loop", LessonForm::Naive, NearestSearch::PlainLoop, LessonPlace::CallingThread },
    { "vectorised", LessonForm::Vectorised, NearestSearch::Vectors, LessonPlace::CallingThread },
    { "threads-vectorised", LessonForm::Parallel, NearestSearch::Vectors, LessonPlace::Pool },
    { "tree", LessonForm::Naive, NearestSearch::Tree, LessonPlace::CallingThread },
    { "tree-threads", LessonForm::Parallel, NearestSearch::Tree, LessonPlace::Pool },
};

LessonWay makeChamferWay(WorkerPool& pool, const Way& way, const std::shared_ptr<SharedClouds>& clouds)
{
    LessonWay made = makeWay(pool,
        { .id = way.id,
            .form = way.form,
            .usesThreads = way.place == LessonPlace::Pool,
            .usesSimd = way.search == NearestSearch::Vectors },
        [way, clouds](LessonContext& context) -> std::optional<LessonAnswer> {
            const auto matching = matchClouds(context, clouds->get(), way.search, way.place);
            if (!matching)
                return std::nullopt;
            return LessonAnswer { fnv1a64Of(std::span<const double>(matching->distances)),
                resultText(*matching) };
        });
    made.run = [timed = std::move(made.run), clouds](const LessonSettings& settings) {
        clouds->get(); // not part of the work
        return timed(settings);
    };
    return made;
}

} // namespace

Lesson makeChamferLesson(WorkerPool& pool, const CloudsRequest& request)
{
    const auto clouds = std::make_shared<SharedClouds>(request);
    Lesson lesson { "chamfer", "pairs of clusters",
        static_cast<double>(request.leftClusters) * request.rightClusters, {} };
    for (const Way& way : ways)
        lesson.ways.push_back(makeChamferWay(pool, way, clouds));
    return lesson;
}

} // namespace escapade
