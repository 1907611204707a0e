#include "core/diffusion/StripScratch.h"

#include "core/base/Check.h"

#include <algorithm>
#include <iterator>

namespace escapade {

bool StripScratch::prepare(int blocks, int rows, const RowLayout& layout)
{
    const std::size_t elements = layout.elements(rows);
    // Rows of another layout would leave their cells where the zeros are to be.
    if (elements > m_elements || layout.stride != m_stride) {
        m_blocks.clear();
        m_free.clear();
        m_elements = elements;
        m_stride = layout.stride;
    }
    while (m_blocks.size() < static_cast<std::size_t>(blocks)) {
        auto block = std::make_unique<Block>();
        block->memory = allocateAligned(m_elements);
        if (!block->memory)
            return false;
        m_free.push_back(block.get());
        m_blocks.push_back(std::move(block));
    }
    return true;
}

StripScratch::Block& StripScratch::take()
{
    const std::scoped_lock lock(m_mutex);
    ESCAPADE_CHECK(!m_free.empty());
    const std::thread::id me = std::this_thread::get_id();
    const auto own = std::find_if(
        m_free.begin(), m_free.end(), [me](const Block* block) { return block->member == me; });
    if (own != m_free.end())
        std::iter_swap(own, std::prev(m_free.end()));
    Block& block = *m_free.back();
    m_free.pop_back();
    block.member = me;
    return block;
}

void StripScratch::giveBack(Block& block)
{
    const std::scoped_lock lock(m_mutex);
    m_free.push_back(&block);
}

} // namespace escapade
