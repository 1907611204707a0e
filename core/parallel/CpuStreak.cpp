#include "core/parallel/CpuStreak.h"

#include "core/base/Check.h"
#include "core/parallel/ThreadCpuTime.h"

#include <cmath>

namespace escapade {

using std::chrono::nanoseconds;

void CpuStreak::begin()
{
    ESCAPADE_CHECK(isEmpty());
    m_wall = {};
    m_cpuBegin = threadCpuTime();
}

void CpuStreak::add(TileRecord& record)
{
    m_records.at(m_count++) = &record;
    m_wall += record.end - record.begin;
}

bool CpuStreak::isFull() const
{
    return m_count == m_records.size() || m_wall >= std::chrono::milliseconds(1);
}

void CpuStreak::end()
{
    shareOut(threadCpuTime() - m_cpuBegin, { m_records.data(), m_count });
    m_count = 0;
}

void shareOut(nanoseconds cpu, std::span<TileRecord* const> records)
{
    ESCAPADE_CHECK(!records.empty());
    nanoseconds all {};
    for (const TileRecord* record : records)
        all += record->end - record->begin;
    nanoseconds wall {};
    nanoseconds given {};
    for (TileRecord* record : records) {
        wall += record->end - record->begin;
        // What belongs to all tiles so far, less what they have: roundings do not add up.
        const double part = all.count() > 0 ? std::chrono::duration<double>(wall) / all : 0;
        record->cpu = nanoseconds(std::llround(part * static_cast<double>(cpu.count()))) - given;
        given += record->cpu;
    }
    // Exact even where the clock saw no time pass, or where a double has too few digits.
    records.back()->cpu += cpu - given;
}

} // namespace escapade
