#pragma once

#include "core/diffusion/DiffusionField.h"
#include "core/diffusion/StripSteps.h"
#include "core/simd/StencilJob.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace escapade {

/// Private rows for as many strips as can be in work at once. Any thread, but for prepare().
class StripScratch
{
public:
    struct Block
    {
        AlignedDoubles memory;
        std::vector<simd::StencilRows> front;
        std::thread::id member; // who had it last
    };

    /// Blocks of so many rows, the first of which is zero; false where memory is short.
    bool prepare(int blocks, int rows, const RowLayout& layout);

    /// The one that the calling thread had before, if it can be: it is in that core's cache.
    Block& take();
    void giveBack(Block& block);

    /// The one that a strip keeps from leg to leg; not to be mixed with take().
    Block& of(int strip) { return *m_blocks[static_cast<std::size_t>(strip)]; }

    RowBlock rowsOf(const Block& block) const
    {
        return { block.memory.get() + RowLayout::firstCell, m_stride, 0 };
    }

private:
    std::mutex m_mutex; // guards m_free
    std::vector<std::unique_ptr<Block>> m_blocks;
    std::vector<Block*> m_free;
    std::size_t m_elements = 0;
    std::ptrdiff_t m_stride = 0;
};

} // namespace escapade
