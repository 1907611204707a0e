#include "core/timing/Statistics.h"

#include <algorithm>

namespace escapade {

Summary summarize(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    const double median = values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    return { values.size(), median, values.front(), values.back() };
}

} // namespace escapade
