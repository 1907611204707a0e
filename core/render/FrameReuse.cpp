#include "core/render/FrameReuse.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace escapade {
namespace {

bool sameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// For each coordinate the index of the same one among others, or -1. Both rise, or both fall.
std::vector<int> matchesOf(const std::vector<double>& coordinates, const std::vector<double>& others)
{
    std::vector<int> matches(coordinates.size(), -1);
    const bool rising = coordinates.back() > coordinates.front();
    const auto isBefore = [rising](double a, double b) { return rising ? a < b : a > b; };
    std::size_t other = 0;
    for (std::size_t n = 0; n < coordinates.size(); ++n) {
        while (other < others.size() && isBefore(others[other], coordinates[n]))
            ++other;
        if (other == others.size())
            break;
        if (sameBits(others[other], coordinates[n]))
            matches[n] = static_cast<int>(other);
    }
    return matches;
}

bool isBeyondPrecision(const std::vector<double>& coordinates, const Viewport& viewport)
{
    const double spacing = viewport.spacing.toDouble();
    return std::ranges::any_of(
        coordinates, [spacing](double value) { return escapade::isBeyondPrecision(value, spacing); });
}

} // namespace

bool mayShareSamples(const Viewport& one, const Viewport& other)
{
    constexpr double mostCoarser = 4;
    const double ratio = one.spacing / other.spacing;
    return ratio >= 1 / mostCoarser && ratio <= mostCoarser;
}

FrameReuse::FrameReuse(
    const RenderRequest& target, const SampleLattice& lattice, std::shared_ptr<const Frame> source)
    : m_source(std::move(source))
    , m_limit(target.maxIterations)
{
    const RenderRequest& held = m_source->request;
    for (std::size_t value = 0; value < orbitValueCount; ++value) {
        if (target.orbitValues.contains(static_cast<OrbitValue>(value)))
            m_values.push_back(value);
    }
    // Beyond the precision of doubles the label depends on the spacing, and neighbours may be the same point.
    if (lattice.hasBeyondPrecision() || !showTheSameSet(held, target)
        || !held.orbitValues.includes(target.orbitValues) || !mayShareSamples(held.viewport, target.viewport)
        || !held.smoothCounts || !target.smoothCounts) // what is shown has them, and nothing else is cached
        return;
    const std::vector<double> columns = columnCoordinates(held.viewport);
    const std::vector<double> rows = rowCoordinates(held.viewport);
    m_escapedOnly = !(held.viewport.spacing == target.viewport.spacing)
        || held.maxIterations != target.maxIterations || !(held.shortcuts == target.shortcuts)
        || isBeyondPrecision(columns, held.viewport) || isBeyondPrecision(rows, held.viewport);
    m_columns = runsOf(matchesOf(lattice.columns(), columns));
    m_rows = matchesOf(lattice.rows(), rows);
    if (std::ranges::all_of(m_rows, [](int row) { return row < 0; }))
        m_rows.clear();
}

std::vector<FrameReuse::ColumnRun> FrameReuse::runsOf(const std::vector<int>& matches)
{
    std::vector<ColumnRun> runs;
    for (int x = 0; x < static_cast<int>(matches.size()); ++x) {
        const int sourceX = matches[static_cast<std::size_t>(x)];
        if (sourceX < 0)
            continue;
        if (!runs.empty()) {
            ColumnRun& run = runs.back();
            const int last = run.count - 1;
            const int step = x - (run.x + last * run.step);
            const int sourceStep = sourceX - (run.sourceX + last * run.sourceStep);
            if (run.count == 1 || (step == run.step && sourceStep == run.sourceStep)) {
                run.step = step;
                run.sourceStep = sourceStep;
                ++run.count;
                continue;
            }
        }
        runs.push_back({ x, 1, sourceX, 1, 1 });
    }
    return runs;
}

int FrameReuse::copyRows(Frame& target, int top, int bottom) const
{
    if (isEmpty())
        return 0;
    int copied = 0;
    for (int y = top; y < bottom; ++y) {
        const int sourceY = m_rows[static_cast<std::size_t>(y)];
        if (sourceY < 0)
            continue;
        for (const ColumnRun& run : m_columns)
            copied += copyRun(target, y, sourceY, run);
    }
    return copied;
}

int FrameReuse::copyRun(Frame& target, int y, int sourceY, const ColumnRun& run) const
{
    if (canCopyWhole(target, y, sourceY, run))
        return copyWhole(target, y, sourceY, run);
    const Label* sourceLabels = m_source->labels.row(sourceY);
    const std::int32_t* sourceCounts = m_source->counts.row(sourceY);
    const float* sourceFractions = m_source->fractions.row(sourceY);
    Label* labels = target.labels.row(y);
    std::int32_t* counts = target.counts.row(y);
    float* fractions = target.fractions.row(y);
    int copied = 0;
    for (int n = 0; n < run.count; ++n) {
        const int x = run.x + n * run.step;
        const int from = run.sourceX + n * run.sourceStep;
        const Label label = sourceLabels[from];
        const bool valid = m_escapedOnly ? label == Label::Escaped && sourceCounts[from] < m_limit
                                         : label != Label::NotComputed;
        if (!valid || labels[x] != Label::NotComputed)
            continue;
        labels[x] = label;
        counts[x] = sourceCounts[from];
        fractions[x] = sourceFractions[from];
        for (const std::size_t value : m_values)
            target.values[value].at(x, y) = m_source->values[value].at(from, sourceY);
        ++copied;
    }
    return copied;
}

/// Whether a run is neighbours on both sides, all known here and none of them there.
bool FrameReuse::canCopyWhole(const Frame& target, int y, int sourceY, const ColumnRun& run) const
{
    if (m_escapedOnly || run.step != 1 || run.sourceStep != 1)
        return false;
    const Label* const from = m_source->labels.row(sourceY) + run.sourceX;
    const Label* const to = target.labels.row(y) + run.x;
    return std::find(from, from + run.count, Label::NotComputed) == from + run.count
        && std::all_of(to, to + run.count, [](Label label) { return label == Label::NotComputed; });
}

int FrameReuse::copyWhole(Frame& target, int y, int sourceY, const ColumnRun& run) const
{
    const auto copy = [&](const auto& from, auto& to) {
        std::copy_n(from.row(sourceY) + run.sourceX, run.count, to.row(y) + run.x);
    };
    copy(m_source->labels, target.labels);
    copy(m_source->counts, target.counts);
    copy(m_source->fractions, target.fractions);
    for (const std::size_t value : m_values)
        copy(m_source->values[value], target.values[value]);
    return run.count;
}

} // namespace escapade
