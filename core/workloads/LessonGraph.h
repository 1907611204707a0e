#pragma once

#include "core/workloads/TaskGraph.h"

namespace escapade {

/// The graph of the lesson about tasks: of the Collatz steps of 1 to `most` (map, in four parts that are
/// gathered), the even ones, the multiples of three and the large ones (filter) are each summed or counted
/// (reduce), and the three figures added. The gathered list is shared by the three filters. `most` is 4 to
/// some millions.
TaskGraph makeLessonGraph(std::uint64_t most);

/// How often n is halved, if it is even, or else replaced by 3 n + 1, until it is 1. Integers: the same
/// everywhere. n is 1 to some thousand millions.
std::uint64_t collatzSteps(std::uint64_t n);

} // namespace escapade
