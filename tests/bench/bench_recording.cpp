// What it costs that the pool records when and by whom each tile was computed: the same frames with the
// record and without, in turn.

#include "core/render/FrameRenderer.h"
#include "core/timing/Statistics.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace escapade {
namespace {

constexpr int pairs = 301;

RenderRequest home()
{
    RenderRequest request;
    request.viewport = Viewport::fit(
        { *Decimal::parse("-0.75"), *Decimal::parse("0"), *Decimal::parse("4"), *Decimal::parse("2.5") },
        { 1280, 800 });
    request.maxIterations = 1000;
    return request;
}

struct Way
{
    int threads = 1;
    int tileSize = 64; ///< pixels a side
};

class Comparison
{
public:
    /// Milliseconds of one frame.
    double measure(const Way& way, bool recorded)
    {
        RenderSettings settings;
        settings.simd = bestSimdLevel();
        settings.threads = way.threads;
        settings.tileSize = way.tileSize;
        settings.recordTiles = recorded;
        const JobReport report = renderFrame(m_pool, m_request, settings, m_frame);
        m_tiles = recorded ? report.tiles.size() : m_tiles;
        return std::chrono::duration<double, std::milli>(report.wallTime()).count();
    }

    nlohmann::json compare(const Way& way)
    {
        measure(way, true);
        std::vector<double> with;
        std::vector<double> without;
        std::vector<double> ratios;
        for (int pair = 0; pair < pairs; ++pair) {
            const bool recordedFirst = pair % 2 == 0;
            const double first = measure(way, recordedFirst);
            const double second = measure(way, !recordedFirst);
            with.push_back(recordedFirst ? first : second);
            without.push_back(recordedFirst ? second : first);
            ratios.push_back(with.back() / without.back());
        }
        return { { "threads", way.threads }, { "tile_px", way.tileSize }, { "tiles", m_tiles },
            { "frames_each", pairs }, { "with_ms", summarize(with).median },
            { "without_ms", summarize(without).median },
            { "overhead_of_medians", summarize(with).median / summarize(without).median - 1 },
            { "median_overhead_of_pairs", summarize(ratios).median - 1 } };
    }

private:
    WorkerPool m_pool;
    const RenderRequest m_request = home();
    Frame m_frame;
    std::size_t m_tiles = 0;
};

int run(const std::vector<std::string>& arguments)
{
    const bool toFile = arguments.size() == 2 && arguments[0] == "--json";
    if (!arguments.empty() && !toFile) {
        std::fputs("usage: bench_recording [--json FILE]\n", stderr);
        return 2;
    }
    Comparison comparison;
    const nlohmann::json result = { comparison.compare({ 1, 64 }), comparison.compare({ 2, 64 }),
        comparison.compare({ 1, 32 }), comparison.compare({ 2, 32 }) };
    std::puts(result.dump(2).c_str());
    if (!toFile)
        return 0;
    std::ofstream file(arguments[1]);
    file << result.dump(2) << '\n';
    file.close();
    if (!file)
        std::fprintf(stderr, "bench_recording: --json %s: cannot be written\n", arguments[1].c_str());
    return file ? 0 : 1;
}

} // namespace
} // namespace escapade

int main(int argc, char** argv)
{
    return escapade::run({ argv + 1, argv + argc });
}
