#pragma once

#include "core/base/Label.h"
#include "core/base/ScaledDouble.h"
#include "core/simd/KernelTable.h"

#include <QString>

#include <chrono>

namespace escapade {

/// A magnification for people: "1x", "2.5x", "12345x", and "1.23e15x" beyond a million; any depth.
QString magnificationText(const ScaledDouble& magnification);

/// What a label means, in words.
QString labelText(Label label);

/// "0.8 ms", "12 ms", "1.23 s".
QString durationText(std::chrono::nanoseconds duration);

/// What a level is called and how many doubles it computes at once: "AVX2 (4 at once)".
QString simdText(SimdLevel level);
QString simdShortText(SimdLevel level);

/// Why a level cannot be used here; empty where it can.
QString simdUnavailableReason(SimdLevel level);

QString arithmeticText(Arithmetic arithmetic);

/// Why a level cannot compute in this arithmetic; empty where it can.
QString arithmeticUnavailableReason(SimdLevel level, Arithmetic arithmetic);

} // namespace escapade
