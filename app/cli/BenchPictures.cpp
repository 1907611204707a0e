#include "app/cli/BenchPictures.h"

#include "app/cli/Values.h"
#include "core/base/Fnv1a.h"
#include "core/document/AtomicFile.h"
#include "core/document/Location.h"
#include "core/fractal/NaiveEscape.h"
#include "core/render/FrameTiming.h"
#include "core/render/IterationLimit.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <utility>

namespace escapade::cli {
namespace {

constexpr std::size_t maxLocationFileBytes = 256 << 20; // pictures carry locations, too
constexpr Size defaultFileSize { 512, 512 };
constexpr Size defaultJuliaSize { 1024, 768 };

struct StandardView
{
    const char* name = "";
    const char* re = "";
    const char* im = "";
    const char* extent = ""; ///< of the height; of wide pictures the width shows more
    std::int32_t maxIterations = 0;
    Shortcuts shortcuts;
    Size size;
};

constexpr std::array standardTable {
    StandardView { "a", "-0.8", "0", "3", 256, {}, { 1024, 1024 } },
    StandardView { "b", "-1.1195", "0.2718", "0.005", 1024, {}, { 1024, 1024 } },
    StandardView { "c", "-0.1", "0", "0.1", 10'000, Shortcuts::none(), { 256, 256 } },
    StandardView { "d", "-0.743643887037151", "0.131825904205330", "5e-5", 5000, {}, { 1024, 1024 } },
    StandardView { "F", "-0.75", "0", "2.5", 1000, {}, { 1920, 1080 } },
    StandardView { "S", "-0.743643887", "0.131825904", "0.005", 1000, {}, { 1920, 1080 } },
};

/// How many of them are timed where the user names none.
constexpr std::size_t defaultViews = 4;

Decimal decimal(const char* text)
{
    return *Decimal::parse(text);
}

/// A number as people want to see it in one line, not all of a deep zoom's digits.
std::string shortText(const Decimal& number)
{
    return number.roundedToSignificant(8).toString();
}

std::string placeText(const PlaneView& view)
{
    std::string text = "centre " + shortText(view.centreRe);
    text += (view.centreIm < Decimal() ? " - " : " + ");
    text += shortText(view.centreIm < Decimal() ? -view.centreIm : view.centreIm);
    text += "i, extent " + shortText(view.extentWidth);
    if (!(view.extentWidth == view.extentHeight))
        text += " x " + shortText(view.extentHeight);
    return text;
}

BenchPicture standardPicture(const StandardView& entry, std::optional<Size> size)
{
    const PlaneView view { decimal(entry.re), decimal(entry.im), decimal(entry.extent),
        decimal(entry.extent) };
    BenchPicture picture;
    picture.view = entry.name;
    picture.request.viewport = Viewport::fit(view, size.value_or(entry.size));
    picture.request.maxIterations = entry.maxIterations;
    picture.request.shortcuts = entry.shortcuts;
    picture.place = placeText(view);
    return picture;
}

BenchPicture pictureOf(std::string name, const Location& location, Size size)
{
    BenchPicture picture;
    picture.view = std::move(name);
    picture.request.formula = location.formula;
    picture.request.juliaRe = location.juliaRe;
    picture.request.juliaIm = location.juliaIm;
    picture.request.viewport = Viewport::fit(location.view, size);
    picture.request.automaticIterations = !location.maxIterations;
    picture.request.maxIterations
        = location.maxIterations.value_or(startingIterationLimit(location.formula, location.view));
    picture.place = placeText(location.view);
    return picture;
}

Array2D<std::int32_t> naiveCounts(
    WorkerPool& pool, int threads, const RenderRequest& request, const CancelToken& cancel)
{
    const Viewport& viewport = request.viewport;
    if (request.formula == Formula::Julia) {
        const double re = request.juliaRe.toDouble();
        const double im = request.juliaIm.toDouble();
        return threads == 1 ? naiveJulia(viewport, re, im, request.maxIterations, cancel)
                            : naiveJulia(pool, threads, viewport, re, im, request.maxIterations, cancel);
    }
    return threads == 1 ? naiveMandelbrot(viewport, request.maxIterations, cancel)
                        : naiveMandelbrot(pool, threads, viewport, request.maxIterations, cancel);
}

/// The plain loop's counts, its time and nothing else.
std::optional<BenchTime> timeNaively(
    WorkerPool& pool, int threads, const RenderRequest& request, const CancelToken& cancel)
{
    const auto begin = Clock::now();
    const Array2D<std::int32_t> counts = naiveCounts(pool, threads, request, cancel);
    const auto wall = Clock::now() - begin;
    if (cancel.isCancelled())
        return std::nullopt;
    return BenchTime { wall, wall, fnv1a64Of(counts.values()) };
}

std::string describe(const BenchPicture& picture)
{
    const RenderRequest& request = picture.request;
    const Size size = request.viewport.size;
    return std::to_string(size.width) + " x " + std::to_string(size.height) + " pixels, " + picture.place
        + ", " + std::to_string(request.maxIterations) + " iterations, shortcuts "
        + (request.shortcuts == Shortcuts::none() ? "off" : "on") + ", "
        + (request.smoothCounts ? "smooth counts" : "counts");
}

} // namespace

std::vector<BenchPicture> standardViews(std::optional<Size> size)
{
    std::vector<BenchPicture> pictures;
    pictures.reserve(defaultViews);
    for (const StandardView& entry : std::span(standardTable).first(defaultViews))
        pictures.push_back(standardPicture(entry, size));
    return pictures;
}

BenchPicture standardJulia(std::optional<Size> size)
{
    Location location;
    location.formula = Formula::Julia;
    location.view = juliaHome();
    location.juliaRe = seedsJuliaRe();
    location.juliaIm = seedsJuliaIm();
    location.maxIterations = 256;
    return pictureOf("seeds", location, size.value_or(defaultJuliaSize));
}

Result<BenchPicture> namedPicture(const std::string& view, std::optional<Size> size)
{
    for (const StandardView& entry : standardTable) {
        if (view == entry.name)
            return standardPicture(entry, size);
    }
    std::error_code ignored;
    if (!std::filesystem::exists(view, ignored))
        return Error { "--view is \"" + shown(view) + "\"; it must be a, b, c, d, F, S or an existing file" };
    const auto bytes = readFile(view, maxLocationFileBytes);
    if (!bytes)
        return bytes.error();
    const auto location = locationFromFile(*bytes);
    if (!location)
        return Error { "--view \"" + shown(view) + "\": " + location.error().message };
    return pictureOf(
        std::filesystem::path(view).filename().string(), *location, size.value_or(defaultFileSize));
}

Result<void> chooseAutomaticLimit(WorkerPool& pool, BenchPicture& picture, const CancelToken& cancel)
{
    if (!picture.request.automaticIterations)
        return {};
    RenderSettings settings;
    settings.simd = bestSimdLevel();
    settings.threads = pool.members();
    settings.priority = Priority::Laboratory;
    settings.cancel = cancel;
    const auto limit = chooseIterationLimit(pool, picture.request, settings);
    if (!limit)
        return limit.error();
    picture.request.maxIterations = limit->limit;
    return {};
}

std::string workloadOf(const BenchPicture& picture)
{
    return picture.request.formula == Formula::Mandelbrot ? "mandelbrot" : "julia";
}

BenchCase makePictureCase(WorkerPool& pool, int naiveThreads, const BenchPicture& picture)
{
    const auto frame = std::make_shared<Frame>(); // kept from run to run, so that no run pays for its memory
    BenchCase made;
    made.name = workloadOf(picture) + " " + picture.view;
    made.description = describe(picture);
    made.unit = "pixel-iterations";
    made.run = [&pool, frame, request = picture.request](
                   const BenchSetting& setting, const CancelToken& cancel) -> std::optional<BenchTime> {
        RenderRequest mine = request;
        mine.arithmetic = setting.arithmetic;
        RenderSettings settings;
        mine.shortcuts = setting.shortcuts.value_or(request.shortcuts);
        settings.simd = setting.simd;
        settings.method = setting.method;
        if (setting.tileSize != 0)
            settings.tileSize = setting.tileSize;
        settings.threads = setting.threads;
        settings.priority = Priority::Laboratory;
        settings.cancel = cancel;
        const auto sample = measureFrame(pool, mine, settings, *frame);
        if (!sample)
            return std::nullopt;
        return BenchTime { sample->wall, sample->cpu, countsHash(*frame) };
    };
    made.runNaively = [&pool, naiveThreads, request = picture.request](const CancelToken& cancel) {
        return timeNaively(pool, naiveThreads, request, cancel);
    };
    made.workDone = [frame] { return static_cast<double>(pixelIterations(*frame)); };
    return made;
}

} // namespace escapade::cli
