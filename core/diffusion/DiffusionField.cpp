#include "core/diffusion/DiffusionField.h"

#include "core/base/Check.h"
#include "core/timing/SpareMemory.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace escapade {
namespace {

constexpr std::size_t pageElements = 4096 / sizeof(double);
constexpr std::size_t hugePageBytes = std::size_t { 1 } << 21U;
constexpr std::size_t arrayOffset = 1024 / sizeof(double);
constexpr std::ptrdiff_t lineElements = 64 / sizeof(double);

std::size_t roundedToPages(std::size_t elements)
{
    return (elements + pageElements - 1) / pageElements * pageElements;
}

} // namespace

RowLayout::RowLayout(int points)
    : stride((firstCell + points + lineElements - 1) / lineElements * lineElements)
{
    if (stride % static_cast<std::ptrdiff_t>(pageElements) == 0)
        stride += lineElements;
}

void FreeAligned::operator()(double* memory) const
{
    std::free(memory); // NOLINT(cppcoreguidelines-no-malloc): the counterpart of aligned_alloc
}

AlignedDoubles allocateAligned(std::size_t count)
{
    const std::size_t bytes = count * sizeof(double);
    const bool isLarge = bytes >= 2 * hugePageBytes;
    const std::size_t alignment = isLarge ? hugePageBytes : pageElements * sizeof(double);
    const std::size_t whole = (bytes + alignment - 1) / alignment * alignment;
    AlignedDoubles memory(static_cast<double*>(std::aligned_alloc(alignment, whole)));
    if (!memory)
        return memory;
#ifdef __linux__
    // A hint: large grids then start and end several times faster, and steps miss fewer pages.
    if (isLarge)
        madvise(memory.get(), whole, MADV_HUGEPAGE);
#endif
    std::fill_n(memory.get(), count, 0.0);
    return memory;
}

DiffusionField::DiffusionField(Size points)
    : m_size(points)
    , m_layout(points.width)
{ }

Result<DiffusionField> DiffusionField::create(Size points)
{
    ESCAPADE_CHECK(points.width >= 3 && points.width <= maxGridRows + 2);
    ESCAPADE_CHECK(points.height >= 3 && points.height <= maxGridRows + 2);
    DiffusionField field(points);
    const std::size_t elements = field.m_layout.elements(points.height);
    const std::size_t first = roundedToPages(elements) + arrayOffset;
    const std::size_t count = first + elements;
    const Error tooLarge { "a grid of " + std::to_string(points.height) + " x " + std::to_string(points.width)
        + " points takes " + std::to_string((count * sizeof(double)) >> 20U)
        + " MiB, more than the machine has free; use a larger dx" };
    // Asked first, because Linux promises memory that it does not have and ends the program that then uses
    // it.
    if (count * sizeof(double) > spareMemoryBytes())
        return tooLarge;
    field.m_memory = allocateAligned(count);
    if (!field.m_memory)
        return tooLarge;
    field.m_arrays = { field.m_memory.get() + RowLayout::firstCell,
        field.m_memory.get() + first + RowLayout::firstCell };
    return field;
}

void DiffusionField::closeRow(double* row, int columns, Boundary boundary)
{
    switch (boundary) {
    case Boundary::Dirichlet:
        row[0] = 0;
        row[columns + 1] = 0;
        break;
    case Boundary::Neumann:
        row[0] = row[1];
        row[columns + 1] = row[columns];
        break;
    case Boundary::Periodic:
        row[0] = row[columns];
        row[columns + 1] = row[1];
        break;
    }
}

void DiffusionField::applyBoundary(Boundary boundary)
{
    for (int i = 1; i <= rows(); ++i)
        closeRow(row(0, i), columns(), boundary);
    switch (boundary) {
    case Boundary::Dirichlet:
        std::fill_n(row(0, 0), width(), 0.0);
        std::fill_n(row(0, rows() + 1), width(), 0.0);
        break;
    case Boundary::Neumann:
        std::copy_n(row(0, 1), width(), row(0, 0));
        std::copy_n(row(0, rows()), width(), row(0, rows() + 1));
        break;
    case Boundary::Periodic:
        std::copy_n(row(0, rows()), width(), row(0, 0));
        std::copy_n(row(0, 1), width(), row(0, rows() + 1));
        break;
    }
}

Array2D<double> DiffusionField::toArray() const
{
    Array2D<double> copy(m_size);
    for (int i = 0; i < points(); ++i)
        std::copy_n(row(i), width(), copy.row(i));
    return copy;
}

} // namespace escapade
