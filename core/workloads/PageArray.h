#pragma once

#include <cstddef>

namespace escapade {

/// An array of doubles in pages of its own, which the system hands out when they are first written and gets
/// back at the end: what it takes shows in the memory of the program, which for small arrays of the heap it
/// need not. The numbers begin as 0.
class PageArray
{
public:
    /// Throws std::runtime_error, which says how much was wanted, where there is not so much.
    explicit PageArray(std::size_t count);
    ~PageArray() { release(); }
    PageArray(const PageArray&) = delete;
    PageArray& operator=(const PageArray&) = delete;

    double* data() const { return m_data; }
    std::size_t count() const { return m_count; }

    /// Gives the pages back at once; the array is then empty.
    void release();

private:
    double* m_data = nullptr;
    std::size_t m_count = 0;
};

} // namespace escapade
