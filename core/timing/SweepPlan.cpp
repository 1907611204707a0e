#include "core/timing/SweepPlan.h"

#include "core/base/Check.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace escapade {

std::vector<SweepSetting> settingsOf(const SweepAxes& axes)
{
    std::vector<SweepSetting> settings;
    for (const SimdLevel simd : axes.simd) {
        for (const Arithmetic arithmetic : axes.arithmetics) {
            if (!isAvailable(simd) || !supports(simd, arithmetic))
                continue;
            for (const Schedule schedule : axes.schedules) {
                for (const int tileSize : axes.tileSizes) {
                    for (const int threads : axes.threads)
                        settings.push_back({ threads, simd, arithmetic, schedule, tileSize });
                }
            }
        }
    }
    return settings;
}

std::vector<std::size_t> orderOfRepeat(const SweepPlan& plan, int repeat)
{
    std::vector<std::size_t> order(plan.settings.size());
    std::iota(order.begin(), order.end(), std::size_t { 0 });
    if (repeat % 2 != 0)
        std::reverse(order.begin(), order.end());
    return order;
}

std::vector<int> threadCountsUpTo(int most)
{
    constexpr int dense = 8;
    std::vector<int> counts;
    for (int count = 1; count <= most; count = count < dense ? count + 1 : 2 * count)
        counts.push_back(count);
    if (!counts.empty() && counts.back() != most)
        counts.push_back(most);
    return counts;
}

SweepTally::SweepTally(SweepPlan plan)
    : m_plan(std::move(plan))
    , m_seconds(m_plan.settings.size())
    , m_uncertainty(m_plan.settings.size())
{
    ESCAPADE_CHECK(!m_plan.settings.empty() && m_plan.leastRepeats >= 1);
    ESCAPADE_CHECK(m_plan.mostRepeats >= m_plan.leastRepeats);
}

void SweepTally::add(std::size_t setting, std::chrono::nanoseconds wall)
{
    std::vector<double>& seconds = m_seconds.at(setting);
    seconds.push_back(std::chrono::duration<double>(wall).count());
    m_uncertainty[setting] = relativeUncertainty(summarize(seconds));
}

bool SweepTally::isEnough() const
{
    const int repeats = completeRepeats();
    if (repeats >= m_plan.mostRepeats)
        return true;
    return repeats >= m_plan.leastRepeats
        && std::ranges::all_of(m_uncertainty, [this](const std::optional<double>& uncertainty) {
               return uncertainty && *uncertainty <= m_plan.precision;
           });
}

SweepProgress SweepTally::progress(std::chrono::nanoseconds elapsed) const
{
    SweepProgress progress;
    progress.settings = static_cast<int>(m_seconds.size());
    progress.repeats = completeRepeats();
    progress.elapsed = elapsed;
    bool allKnown = true;
    for (std::size_t n = 0; n < m_seconds.size(); ++n) {
        progress.measurements += static_cast<int>(m_seconds[n].size());
        const std::optional<double>& uncertainty = m_uncertainty[n];
        allKnown = allKnown && uncertainty;
        if (uncertainty && *uncertainty <= m_plan.precision)
            ++progress.precise;
        if (uncertainty)
            progress.worst = std::max(progress.worst.value_or(0), *uncertainty);
    }
    if (!allKnown)
        progress.worst.reset();
    const double repeatsDone = static_cast<double>(progress.measurements) / progress.settings;
    const auto rest = std::max(m_plan.budget - elapsed, std::chrono::nanoseconds(0));
    progress.left = rest;
    if (repeatsDone > 0) {
        const double missing = std::max(0.0, repeatsNeeded() - repeatsDone) / repeatsDone;
        const double nanoseconds = missing * static_cast<double>(elapsed.count());
        if (nanoseconds < static_cast<double>(rest.count()))
            progress.left = std::chrono::nanoseconds(std::llround(nanoseconds));
    }
    return progress;
}

int SweepTally::completeRepeats() const
{
    std::size_t fewest = m_seconds.front().size();
    for (const std::vector<double>& seconds : m_seconds)
        fewest = std::min(fewest, seconds.size());
    return static_cast<int>(fewest);
}

/// The interval of a median shrinks with the root of the repeats; what is not known yet gets the fewest.
double SweepTally::repeatsNeeded() const
{
    double needed = m_plan.leastRepeats;
    for (std::size_t n = 0; n < m_seconds.size(); ++n) {
        const std::optional<double>& uncertainty = m_uncertainty[n];
        if (!uncertainty || *uncertainty <= m_plan.precision)
            continue;
        const double ratio = m_plan.precision > 0 ? *uncertainty / m_plan.precision : m_plan.mostRepeats;
        needed = std::max(needed, static_cast<double>(m_seconds[n].size()) * ratio * ratio);
    }
    return std::min(needed, static_cast<double>(m_plan.mostRepeats));
}

} // namespace escapade
