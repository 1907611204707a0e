// The negative control of the sanitizers: what ./dev asan and ./dev tsan must not overlook. Each argument
// commits one offence on purpose; a run that stays silent means that the sanitizer, or its settings, hide
// such faults.

#include "core/parallel/WorkerPool.h"

#include <cstdio>
#include <limits>
#include <string_view>
#include <vector>

using namespace escapade;

namespace {

// Two members add to one number without a lock.
int race()
{
    int shared = 0;
    Job job;
    job.tileCount = 1000;
    job.threads = 4;
    job.compute = [&shared](int tile) { shared += tile; };
    WorkerPool(4).run(job);
    return shared;
}

// A tile writes behind the end of a buffer.
int overflow()
{
    std::vector<int> buffer(8);
    Job job;
    job.tileCount = 9;
    job.compute = [start = buffer.data()](int tile) { start[tile] = tile; };
    WorkerPool(2).run(job);
    return buffer.front();
}

// The largest int plus one.
int undefined(int one)
{
    return std::numeric_limits<int>::max() + one;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view offence = argc > 1 ? argv[1] : "";
    if (offence == "race")
        std::printf("%d\n", race());
    else if (offence == "overflow")
        std::printf("%d\n", overflow());
    else if (offence == "undefined")
        std::printf("%d\n", undefined(argc - 1));
    return 0;
}
