// What it costs that the pool records when and by whom each tile was computed: the same frames with the
// record and without, in turn.

#include "core/render/FrameRenderer.h"
#include "core/timing/Statistics.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
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

/// What one frame took, in milliseconds.
struct FrameTime
{
    double wall = 0;
    double cpu = 0; ///< of the whole process: on a busy machine the one to go by
};

double processMilliseconds()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

/// Times of the same frames with the record and without.
class Pairs
{
public:
    void add(double with, double without)
    {
        m_with.push_back(with);
        m_without.push_back(without);
        m_ratios.push_back(with / without);
    }

    nlohmann::json figures() const
    {
        const double with = summarize(m_with).median;
        const double without = summarize(m_without).median;
        return { { "with_ms", with }, { "without_ms", without },
            { "overhead_of_medians", with / without - 1 },
            { "median_overhead_of_pairs", summarize(m_ratios).median - 1 } };
    }

private:
    std::vector<double> m_with;
    std::vector<double> m_without;
    std::vector<double> m_ratios;
};

class Comparison
{
public:
    FrameTime measure(const Way& way, bool recorded)
    {
        RenderSettings settings;
        settings.simd = bestSimdLevel();
        settings.threads = way.threads;
        settings.tileSize = way.tileSize;
        settings.recordTiles = recorded;
        const double cpuBegin = processMilliseconds();
        const JobReport report = renderFrame(m_pool, m_request, settings, m_frame);
        const double cpu = processMilliseconds() - cpuBegin;
        m_tiles = recorded ? report.tiles.size() : m_tiles;
        return { std::chrono::duration<double, std::milli>(report.wallTime()).count(), cpu };
    }

    nlohmann::json compare(const Way& way)
    {
        measure(way, true);
        Pairs wall;
        Pairs cpu;
        for (int pair = 0; pair < pairs; ++pair) {
            const bool recordedFirst = pair % 2 == 0;
            const FrameTime first = measure(way, recordedFirst);
            const FrameTime second = measure(way, !recordedFirst);
            const FrameTime& with = recordedFirst ? first : second;
            const FrameTime& without = recordedFirst ? second : first;
            wall.add(with.wall, without.wall);
            cpu.add(with.cpu, without.cpu);
        }
        return { { "threads", way.threads }, { "tile_px", way.tileSize }, { "tiles", m_tiles },
            { "frames_each", pairs }, { "wall", wall.figures() }, { "cpu", cpu.figures() } };
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
