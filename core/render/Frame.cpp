#include "core/render/Frame.h"

#include "core/base/Check.h"
#include "core/base/Fnv1a.h"

#include <algorithm>

namespace escapade {

void Frame::resize(const RenderRequest& newRequest)
{
    request = newRequest;
    const Size size = newRequest.viewport.size;
    if (counts.size() != size) {
        counts = Array2D<std::int32_t>(size);
        labels = Array2D<Label>(size, Label::NotComputed);
    }
    const auto provide = [size](Array2D<float>& array, bool wanted) {
        if (!wanted)
            array = {};
        else if (array.size() != size)
            array = Array2D<float>(size);
    };
    provide(fractions, newRequest.smoothCounts);
    for (std::size_t n = 0; n < orbitValueCount; ++n)
        provide(values[n], newRequest.orbitValues.contains(static_cast<OrbitValue>(n)));
}

void Frame::forget()
{
    std::ranges::fill(labels.values(), Label::NotComputed);
}

void Frame::reset(const RenderRequest& newRequest)
{
    resize(newRequest);
    forget();
}

PixelResults resultsOf(const Frame& frame, Point first, int count)
{
    ESCAPADE_CHECK(frame.request.smoothCounts);
    const auto part = [&](const auto& array) {
        return std::span(array.row(first.y) + first.x, static_cast<std::size_t>(count));
    };
    PixelResults results { part(frame.counts), part(frame.fractions), part(frame.labels) };
    for (std::size_t n = 0; n < orbitValueCount; ++n) {
        if (!frame.values[n].values().empty())
            results.values[n] = part(frame.values[n]);
    }
    results.spacing = frame.request.viewport.spacing;
    return results;
}

PixelResults resultsOf(const Frame& frame)
{
    ESCAPADE_CHECK(frame.request.smoothCounts);
    PixelResults results { frame.counts.values(), frame.fractions.values(), frame.labels.values() };
    for (std::size_t n = 0; n < orbitValueCount; ++n)
        results.values[n] = frame.values[n].values();
    results.spacing = frame.request.viewport.spacing;
    return results;
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
