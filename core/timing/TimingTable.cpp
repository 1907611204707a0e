#include "core/timing/TimingTable.h"

#include <algorithm>
#include <tuple>

namespace escapade {
namespace {

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

TimingRow rowOf(const TimingCell& cell, const std::deque<FrameSample>& samples)
{
    std::vector<double> wall;
    std::vector<double> perWork;
    std::vector<double> cpu;
    std::vector<double> ratio;
    std::vector<double> limits;
    for (const FrameSample& sample : samples) {
        wall.push_back(seconds(sample.wall));
        perWork.push_back(seconds(sample.wall) / sample.work);
        cpu.push_back(seconds(sample.cpu));
        ratio.push_back(seconds(sample.cpu) / seconds(sample.wall));
        if (sample.memoryLimit > 0)
            limits.push_back(sample.memoryLimit);
    }
    TimingRow row;
    row.cell = cell;
    row.wallSeconds = summarize(wall);
    row.secondsPerWork = summarize(perWork);
    row.cpuSeconds = summarize(cpu).median;
    row.cpuPerWall = summarize(ratio).median;
    row.rate = 1 / row.secondsPerWork.median;
    if (!limits.empty())
        row.memoryLimit = summarize(limits).median;
    return row;
}

void compareWithOneThread(std::vector<TimingRow>& rows)
{
    for (TimingRow& row : rows) {
        TimingCell single = row.cell;
        single.threads = 1;
        const auto base = std::find_if(
            rows.begin(), rows.end(), [&](const TimingRow& other) { return other.cell == single; });
        if (base == rows.end())
            continue;
        row.speedUp = row.rate / base->rate;
        row.efficiency = *row.speedUp / row.cell.threads;
    }
}

} // namespace

TimingCell cellOf(const FrameSample& sample)
{
    return { sample.workload, sample.threads, sample.simd, sample.arithmetic, sample.schedule,
        sample.tileSize };
}

bool haveSameKernel(const TimingCell& one, const TimingCell& other)
{
    TimingCell same = one;
    same.threads = other.threads;
    return same == other;
}

void TimingTable::add(const FrameSample& sample)
{
    if (sample.wall.count() <= 0 || !(sample.work > 0) || sample.threads < 1)
        return;
    std::deque<FrameSample>& samples = m_samples[cellOf(sample)];
    samples.push_back(sample);
    if (samples.size() > m_kept)
        samples.pop_front();
}

void TimingTable::clear(Workload workload, Arithmetic arithmetic)
{
    std::erase_if(m_samples, [workload, arithmetic](const auto& entry) {
        return entry.first.workload == workload && entry.first.arithmetic == arithmetic;
    });
}

std::vector<TimingRow> TimingTable::rows(Workload workload) const
{
    std::vector<TimingRow> rows;
    for (const auto& [cell, samples] : m_samples) {
        if (cell.workload == workload)
            rows.push_back(rowOf(cell, samples));
    }
    compareWithOneThread(rows);
    std::sort(rows.begin(), rows.end(), [](const TimingRow& a, const TimingRow& b) {
        const auto key = [](const TimingCell& cell) {
            return std::tie(cell.simd, cell.arithmetic, cell.schedule, cell.tileSize, cell.threads);
        };
        return key(a.cell) < key(b.cell);
    });
    return rows;
}

std::vector<FrameSample> TimingTable::samples() const
{
    std::vector<FrameSample> all;
    for (const auto& [cell, samples] : m_samples)
        all.insert(all.end(), samples.begin(), samples.end());
    return all;
}

std::vector<FrameSample> TimingTable::samples(const TimingCell& cell) const
{
    const auto found = m_samples.find(cell);
    if (found == m_samples.end())
        return {};
    return { found->second.begin(), found->second.end() };
}

std::optional<double> TimingTable::commonWork(Workload workload) const
{
    std::optional<double> common;
    for (const auto& [cell, samples] : m_samples) {
        if (cell.workload != workload)
            continue;
        for (const FrameSample& sample : samples) {
            if (common.value_or(sample.work) != sample.work)
                return std::nullopt;
            common = sample.work;
        }
    }
    return common;
}

} // namespace escapade
