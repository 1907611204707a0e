#pragma once

#include "core/base/Check.h"
#include "core/base/Geometry.h"

#include <cstddef>
#include <limits>
#include <new>
#include <span>
#include <vector>

namespace escapade {

/// Gives memory that begins with a cache line.
template <typename T> struct CacheLineAllocator
{
    using value_type = T;
    static constexpr std::align_val_t alignment { 64 };

    CacheLineAllocator() = default;
    template <typename Other> explicit CacheLineAllocator(const CacheLineAllocator<Other>& /*other*/) { }
    T* allocate(std::size_t count)
    {
        if (count > std::numeric_limits<std::size_t>::max() / sizeof(T))
            throw std::bad_array_new_length();
        return static_cast<T*>(::operator new(count * sizeof(T), alignment));
    }
    void deallocate(T* memory, std::size_t /*count*/) { ::operator delete(memory, alignment); }
    bool operator==(const CacheLineAllocator&) const = default;
};

/// A dense two-dimensional array in row-major order without padding; row(0) is the first row in memory and
/// begins with a cache line.
template <typename T> class Array2D
{
public:
    Array2D() = default;
    explicit Array2D(Size size, T value = {})
        : m_size(size)
        , m_values(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height), value)
    {
        ESCAPADE_CHECK(size.width >= 0 && size.height >= 0);
    }

    Size size() const { return m_size; }
    int width() const { return m_size.width; }
    int height() const { return m_size.height; }

    T& at(int x, int y) { return m_values[index(x, y)]; }
    const T& at(int x, int y) const { return m_values[index(x, y)]; }
    T* row(int y) { return m_values.data() + index(0, y); }
    const T* row(int y) const { return m_values.data() + index(0, y); }

    std::span<T> values() { return m_values; }
    std::span<const T> values() const { return m_values; }

    bool operator==(const Array2D&) const = default;

private:
    std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size.width)
            + static_cast<std::size_t>(x);
    }

    Size m_size;
    std::vector<T, CacheLineAllocator<T>> m_values;
};

} // namespace escapade
