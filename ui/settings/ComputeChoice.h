#pragma once

#include "core/parallel/WorkerPool.h"
#include "core/simd/KernelTable.h"

#include <QObject>

namespace escapade {

/// How everything is computed: the number of threads, the instruction set, the arithmetic, and how much
/// memory may hold what was computed. The one place that the toolbar, the menus and the pictures agree
/// through. Signals come only on change. GUI thread.
class ComputeChoice : public QObject
{
    Q_OBJECT

public:
    /// The pool must outlive this.
    explicit ComputeChoice(WorkerPool& pool, QObject* parent = nullptr);

    int threads() const;
    int maxThreads() const { return m_pool.members(); }
    /// Whether this many threads are more than the machine has logical cores.
    static bool isOversubscribed(int threads) { return threads > WorkerPool::logicalCores(); }
    SimdLevel simd() const { return m_simd; }
    Arithmetic arithmetic() const { return m_arithmetic; }

    static constexpr int leastCache = 64;
    static constexpr int mostCache = 1 << 20;
    static constexpr int usualCache = 1024;
    /// The most memory that recent pictures of both sets together may take, in MiB.
    int cacheMebibytes() const { return m_cacheMebibytes; }

    /// Clamped to 1..maxThreads(); acts at once, in the middle of a frame too.
    void setThreads(int threads);
    /// An unavailable level is ignored. A level that cannot do the present arithmetic turns it strict.
    void setSimd(escapade::SimdLevel simd);
    /// Ignored where the level cannot do it.
    void setArithmetic(escapade::Arithmetic arithmetic);
    /// Clamped to leastCache..mostCache.
    void setCacheMebibytes(int mebibytes);

signals:
    void threadsChanged(int threads);
    void simdChanged(escapade::SimdLevel simd);
    void arithmeticChanged(escapade::Arithmetic arithmetic);
    void cacheChanged(int mebibytes);

private:
    WorkerPool& m_pool;
    SimdLevel m_simd = bestSimdLevel();
    Arithmetic m_arithmetic = Arithmetic::Strict;
    int m_cacheMebibytes = usualCache;
};

} // namespace escapade
