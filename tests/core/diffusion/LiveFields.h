#pragma once

#include "core/diffusion/LiveDiffusion.h"

#include <QtGlobal>

#include <chrono>
#include <cstring>
#include <functional>
#include <memory>
#include <thread>

namespace escapade::test {

// What tests of live fields have in common.

using Snapshot = std::shared_ptr<const DiffusionSnapshot>;

inline bool sameBits(const Array2D<double>& a, const Array2D<double>& b)
{
    return a.size() == b.size()
        && std::memcmp(a.values().data(), b.values().data(), a.values().size_bytes()) == 0;
}

/// The first snapshot that a condition holds for; after some 20 s without one the test ends.
inline Snapshot await(LiveDiffusion& live, const std::function<bool(const DiffusionSnapshot&)>& condition)
{
    constexpr int rounds = 20000;
    for (int round = 0; round < rounds; ++round) {
        Snapshot snapshot = live.snapshot();
        if (snapshot && condition(*snapshot))
            return snapshot;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    qFatal("the snapshot did not come");
}

} // namespace escapade::test
