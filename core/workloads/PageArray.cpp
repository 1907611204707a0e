#include "core/workloads/PageArray.h"

#include <sys/mman.h>

#include <stdexcept>
#include <string>

namespace escapade {

PageArray::PageArray(std::size_t count)
    : m_count(count)
{
    void* pages
        = mmap(nullptr, count * sizeof(double), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        throw std::runtime_error("the system has no " + std::to_string(count * sizeof(double) >> 20)
            + " MiB of memory for an array of " + std::to_string(count) + " numbers");
    m_data = static_cast<double*>(pages);
}

void PageArray::release()
{
    if (m_count > 0)
        munmap(m_data, m_count * sizeof(double));
    m_count = 0;
}

} // namespace escapade
