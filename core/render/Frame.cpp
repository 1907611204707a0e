#include "core/render/Frame.h"

#include "core/base/Fnv1a.h"

#include <algorithm>

namespace escapade {

void Frame::reset(const RenderRequest& newRequest)
{
    request = newRequest;
    const Size size = newRequest.viewport.size;
    if (counts.size() == size) {
        std::ranges::fill(labels.values(), Label::NotComputed);
    } else {
        counts = Array2D<std::int32_t>(size);
        fractions = Array2D<float>(size);
        labels = Array2D<Label>(size, Label::NotComputed);
    }
}

std::array<std::int64_t, labelCount> pixelsByLabel(const Frame& frame)
{
    std::array<std::int64_t, labelCount> result {};
    for (const Label label : frame.labels.values())
        ++result.at(static_cast<std::size_t>(label));
    return result;
}

std::int64_t pixelIterations(const Frame& frame)
{
    std::int64_t sum = 0;
    for (const std::int32_t count : frame.counts.values())
        sum += std::min<std::int64_t>(std::int64_t { count } + 1, frame.request.maxIterations);
    return sum;
}

std::uint64_t countsHash(const Frame& frame)
{
    return fnv1a64Of(frame.counts.values());
}

} // namespace escapade
