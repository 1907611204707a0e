#pragma once

#include "core/render/Frame.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace escapade {

/// Bytes of a frame's results.
std::size_t bytesOf(const Frame& frame);

/// Recent frames of one picture, so that what was computed once is not computed again after a zoom or a pan
/// back. The least recently used go first when they need more memory than allowed. Used by one thread.
class FrameCache
{
public:
    explicit FrameCache(std::size_t mostBytes)
        : m_mostBytes(mostBytes)
    { }

    void setMostBytes(std::size_t bytes);

    /// Keeps a frame, which must not change any more. One that shows nearly the same part of the plane at the
    /// same spacing, and is no more complete, makes room for it, so that a long drag does not push out
    /// everything else.
    void insert(std::shared_ptr<const Frame> frame);

    /// The frames that may hold pixels of a picture: of the same spacing first, then finer and coarser ones,
    /// recent before old. They count as used.
    std::vector<std::shared_ptr<const Frame>> relatedTo(const RenderRequest& request);

    std::size_t bytes() const { return m_bytes; }

private:
    void makeRoom();

    std::vector<std::shared_ptr<const Frame>> m_frames; // the most recently used last
    std::size_t m_mostBytes;
    std::size_t m_bytes = 0;
};

} // namespace escapade
