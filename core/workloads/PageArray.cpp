#include "core/workloads/PageArray.h"

#include <sys/mman.h>

#include <stdexcept>
#include <string>

namespace escapade {
namespace {

/// Asks for large pages, as NumPy does for its arrays: handing out a gigabyte in small ones, and above all
/// taking it back, takes longer than people want to wait who cancel.
void preferLargePages(void* pages, std::size_t bytes)
{
#ifdef MADV_HUGEPAGE
    constexpr std::size_t worthwhile = 4 << 20;
    if (bytes >= worthwhile)
        madvise(pages, bytes, MADV_HUGEPAGE);
#else
    static_cast<void>(pages);
    static_cast<void>(bytes);
#endif
}

} // namespace

PageArray::PageArray(std::size_t count)
    : m_count(count)
{
    void* pages
        = mmap(nullptr, count * sizeof(double), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        throw std::runtime_error("the system has no " + std::to_string(count * sizeof(double) >> 20)
            + " MiB of memory for an array of " + std::to_string(count) + " numbers");
    preferLargePages(pages, count * sizeof(double));
    m_data = static_cast<double*>(pages);
}

void PageArray::release()
{
    if (m_count > 0)
        munmap(m_data, m_count * sizeof(double));
    m_count = 0;
}

} // namespace escapade
