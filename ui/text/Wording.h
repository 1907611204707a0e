#pragma once

#include "core/base/Label.h"
#include "core/base/ScaledDouble.h"
#include "core/render/IterationLimit.h"
#include "core/simd/KernelTable.h"

#include <QString>

#include <chrono>
#include <optional>

namespace escapade {

/// A magnification for people: "1x", "2.5x", "12345x", and "1.23e15x" beyond a million; any depth.
QString magnificationText(const ScaledDouble& magnification);

/// What a label means, in words.
QString labelText(Label label);

/// "0.8 ms", "12 ms", "1.23 s".
QString durationText(std::chrono::nanoseconds duration);

/// An iteration limit and where it comes from, as the user wants it.
struct ShownLimit
{
    std::int32_t limit = 0;
    bool fixed = false;
    std::optional<IterationLimit> chosen; ///< empty where it is fixed or not chosen yet
    bool operator==(const ShownLimit&) const = default;
};

/// "Iterations 1,000 (automatic: 0.2 % undecided)", and "limit 1,000: 0.2 % undecided" where there is less
/// room.
QString iterationsText(const ShownLimit& shown);
QString iterationsShortText(const ShownLimit& shown);

/// What that means, in a sentence or two.
QString iterationsExplanation(const ShownLimit& shown);

/// What a level is called and how many doubles it computes at once: "AVX2 (4 at once)".
QString simdText(SimdLevel level);
QString simdShortText(SimdLevel level);

/// Why a level cannot be used here; empty where it can.
QString simdUnavailableReason(SimdLevel level);

QString arithmeticText(Arithmetic arithmetic);

/// Why a level cannot compute in this arithmetic; empty where it can.
QString arithmeticUnavailableReason(SimdLevel level, Arithmetic arithmetic);

} // namespace escapade
