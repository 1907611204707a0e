#pragma once

#include "core/base/Result.h"
#include "core/diffusion/DiffusionField.h"
#include "core/diffusion/StepPlan.h"
#include "core/parallel/WorkerPool.h"

#include <optional>

namespace escapade {

/// How many bytes a second the memory moves while numbers are copied from one large array to another: what
/// the speed of steps is held against. Each number counts three times, as in the STREAM benchmark with
/// ordinary stores: it is read, the line that it goes to is read, and that line is written.
///
/// Source: J. McCalpin, Memory bandwidth and machine balance in current high performance computers, 1995; S.
/// Williams, A. Waterman, D. Patterson, Roofline, CACM 52 (2009) 65-76.
class StreamCopy
{
public:
    /// Two arrays of 128 MiB, more than caches hold. Fails where memory is short.
    static Result<StreamCopy> create();

    /// Bytes a second of one pass with so many threads; empty when cancelled. Blocks: not for the GUI thread.
    std::optional<double> measure(WorkerPool& pool, int threads, const CancelToken& cancel);

private:
    StreamCopy() = default;

    AlignedDoubles m_from;
    AlignedDoubles m_to;
};

/// The bytes that an update moves between memory and caches where so many steps are done in one pass.
double bytesPerUpdate(const StepPlan& plan);

} // namespace escapade
