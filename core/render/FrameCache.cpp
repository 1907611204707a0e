#include "core/render/FrameCache.h"

#include "core/render/FrameReuse.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace escapade {
namespace {

/// Frames of so many related ones are looked at for pixels: more would cost more time than they save.
constexpr std::size_t mostRelated = 8;
/// A frame that shares this much of its area with another of its spacing is not worth its memory.
constexpr double nearlyAll = 0.8;

/// The part of a viewport, in pixels along each axis, that another shows, too; negative where they are apart.
struct Overlap
{
    double width = 0;
    double height = 0;
    bool isEmpty() const { return !(width > 0 && height > 0); }
};

Overlap overlapOf(const Viewport& viewport, const Viewport& other)
{
    const double scale = other.spacing / viewport.spacing;
    const auto shared = [](double middle, double length, double otherMiddle, double otherLength) {
        const double end = std::min(middle + length / 2, otherMiddle + otherLength / 2);
        const double begin = std::max(middle - length / 2, otherMiddle - otherLength / 2);
        return end - begin;
    };
    const double x = viewport.columnOf(other.centreRe);
    const double y = viewport.rowOf(other.centreIm);
    return { shared(viewport.size.width / 2.0, viewport.size.width, x, other.size.width * scale),
        shared(viewport.size.height / 2.0, viewport.size.height, y, other.size.height * scale) };
}

bool showsNearlyTheSame(const RenderRequest& one, const RenderRequest& other)
{
    if (!showTheSameSet(one, other) || !(one.viewport.spacing == other.viewport.spacing))
        return false;
    const Overlap overlap = overlapOf(one.viewport, other.viewport);
    const auto [width, height] = one.viewport.size;
    return !overlap.isEmpty() && overlap.width * overlap.height >= nearlyAll * width * height;
}

bool isComplete(const Frame& frame)
{
    return std::ranges::find(frame.labels.values(), Label::NotComputed) == frame.labels.values().end();
}

} // namespace

std::size_t bytesOf(const Frame& frame)
{
    std::size_t bytes = frame.labels.values().size() * (sizeof(std::int32_t) + sizeof(float) + sizeof(Label));
    for (const Array2D<float>& values : frame.values)
        bytes += values.values().size() * sizeof(float);
    return bytes;
}

void FrameCache::setMostBytes(std::size_t bytes)
{
    m_mostBytes = bytes;
    makeRoom();
}

void FrameCache::insert(std::shared_ptr<const Frame> frame)
{
    const bool complete = isComplete(*frame);
    std::erase_if(m_frames, [&](const std::shared_ptr<const Frame>& held) {
        const bool superseded
            = showsNearlyTheSame(held->request, frame->request) && (complete || !isComplete(*held));
        m_bytes -= superseded ? bytesOf(*held) : 0;
        return superseded;
    });
    m_bytes += bytesOf(*frame);
    m_frames.push_back(std::move(frame));
    makeRoom();
}

std::vector<std::shared_ptr<const Frame>> FrameCache::relatedTo(const RenderRequest& request)
{
    const auto isRelated = [&request](const std::shared_ptr<const Frame>& frame) {
        return showTheSameSet(frame->request, request)
            && mayShareSamples(frame->request.viewport, request.viewport)
            && !overlapOf(request.viewport, frame->request.viewport).isEmpty();
    };
    const auto firstRelated = std::stable_partition(
        m_frames.begin(), m_frames.end(), [&](const auto& frame) { return !isRelated(frame); });
    std::vector<std::shared_ptr<const Frame>> related(
        std::make_reverse_iterator(m_frames.end()), std::make_reverse_iterator(firstRelated));
    // 1 first, then 1/2 and 2, then 1/4 and 4; a finer frame fills its part of the picture without gaps.
    std::ranges::stable_sort(related, {}, [&request](const auto& frame) {
        return std::abs(std::log2(frame->request.viewport.spacing / request.viewport.spacing) + 0.1);
    });
    if (related.size() > mostRelated)
        related.resize(mostRelated);
    return related;
}

void FrameCache::makeRoom()
{
    auto kept = m_frames.begin();
    while (kept != m_frames.end() && m_bytes > m_mostBytes)
        m_bytes -= bytesOf(**kept++);
    m_frames.erase(m_frames.begin(), kept);
}

} // namespace escapade
