#include "app/cli/BenchCases.h"

#include "app/cli/BenchDiffusion.h"
#include "app/cli/BenchLessons.h"
#include "app/cli/BenchPictures.h"
#include "app/cli/Values.h"

#include <algorithm>
#include <array>
#include <utility>

namespace escapade::cli {
namespace {

constexpr std::array otherWorkloads { "mandelbrot", "julia", "diffusion", "diffusion-seeds", "diffusion-1024",
    "diffusion-4096" };

bool contains(const std::vector<std::string>& texts, const std::string& text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

Result<void> checkWorkloads(const std::vector<std::string>& wanted, const std::vector<Lesson>& lessons)
{
    std::vector<std::string> names(otherWorkloads.begin(), otherWorkloads.end());
    for (const Lesson& lesson : lessons)
        names.push_back(lesson.id);
    for (const std::string& workload : wanted) {
        if (contains(names, workload))
            continue;
        std::string list = names.front();
        for (std::size_t n = 1; n < names.size(); ++n)
            list += (n + 1 < names.size() ? ", " : " or ") + names[n];
        return Error { "--workload is \"" + shown(workload) + "\"; it must be " + list };
    }
    return {};
}

/// The pictures that the views name, in their order, and the default ones of workloads that no view belongs
/// to.
Result<std::vector<BenchPicture>> choosePictures(const BenchChoice& choice)
{
    std::vector<BenchPicture> pictures;
    for (const std::string& view : choice.views) {
        auto picture = namedPicture(view, choice.size);
        if (!picture)
            return picture.error();
        const std::string workload = workloadOf(*picture);
        if (!choice.workloads.empty() && !contains(choice.workloads, workload))
            return Error { "--view \"" + shown(view) + "\" is a " + workload
                + " view, but --workload does not name " + workload };
        pictures.push_back(*std::move(picture));
    }
    const auto isMissing = [&](const std::string& workload) {
        return contains(choice.workloads, workload)
            && std::none_of(pictures.begin(), pictures.end(),
                [&](const BenchPicture& picture) { return workloadOf(picture) == workload; });
    };
    if (isMissing("mandelbrot") || (choice.workloads.empty() && choice.views.empty())) {
        for (BenchPicture& picture : standardViews(choice.size))
            pictures.push_back(std::move(picture));
    }
    if (isMissing("julia"))
        pictures.push_back(standardJulia(choice.size));
    return pictures;
}

} // namespace

Result<std::vector<BenchCase>> makeBenchCases(
    WorkerPool& pool, const BenchChoice& choice, const CancelToken& cancel)
{
    std::vector<Lesson> lessons = allLessons(pool);
    if (const auto known = checkWorkloads(choice.workloads, lessons); !known)
        return known.error();
    auto pictures = choosePictures(choice);
    if (!pictures)
        return pictures.error();
    std::vector<BenchCase> cases;
    for (BenchPicture& picture : *pictures) {
        if (const auto chosen = chooseAutomaticLimit(pool, picture, cancel); !chosen)
            return chosen.error();
        picture.request.smoothCounts = choice.smoothCounts;
        cases.push_back(makePictureCase(pool, choice.naiveThreads, picture));
    }
    for (const DiffusionSize& size : diffusionSizes) {
        if (!contains(choice.workloads, size.workload))
            continue;
        auto made = makeDiffusionCase(pool, size);
        if (!made)
            return made.error();
        cases.push_back(*std::move(made));
    }
    for (Lesson& lesson : lessons) {
        if (contains(choice.workloads, lesson.id))
            cases.push_back(makeLessonCase(std::move(lesson)));
    }
    return cases;
}

} // namespace escapade::cli
