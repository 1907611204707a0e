#include "ui/settings/ComputeChoice.h"

#include <algorithm>
#include <utility>

namespace escapade {

ComputeChoice::ComputeChoice(WorkerPool& pool, QObject* parent)
    : QObject(parent)
    , m_pool(pool)
{ }

int ComputeChoice::threads() const
{
    return m_pool.active();
}

void ComputeChoice::setThreads(int threads)
{
    const int wanted = std::clamp(threads, 1, maxThreads());
    if (wanted == m_pool.active())
        return;
    m_pool.setActive(wanted);
    emit threadsChanged(wanted);
}

void ComputeChoice::setSimd(SimdLevel simd)
{
    if (simd == m_simd || !isAvailable(simd))
        return;
    m_simd = simd;
    const bool mustBeStrict = !supports(simd, m_arithmetic);
    if (mustBeStrict)
        m_arithmetic = Arithmetic::Strict;
    emit simdChanged(simd);
    if (mustBeStrict)
        emit arithmeticChanged(m_arithmetic);
}

void ComputeChoice::setArithmetic(Arithmetic arithmetic)
{
    if (arithmetic == m_arithmetic || !supports(m_simd, arithmetic))
        return;
    m_arithmetic = arithmetic;
    emit arithmeticChanged(arithmetic);
}

void ComputeChoice::setCacheMebibytes(int mebibytes)
{
    const int wanted = std::clamp(mebibytes, leastCache, mostCache);
    if (std::exchange(m_cacheMebibytes, wanted) != wanted)
        emit cacheChanged(wanted);
}

} // namespace escapade
