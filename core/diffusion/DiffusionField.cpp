#include "core/diffusion/DiffusionField.h"

#include "core/base/Check.h"
#include "core/diffusion/SpareMemory.h"

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

DiffusionField::DiffusionField(int points)
    : m_points(points)
    , m_layout(points)
{ }

Result<DiffusionField> DiffusionField::create(int points)
{
    ESCAPADE_CHECK(points >= 3 && points <= maxGridRows + 2);
    DiffusionField field(points);
    const std::size_t first = roundedToPages(field.m_layout.elements(points)) + arrayOffset;
    const std::size_t count = first + field.m_layout.elements(points);
    const Error tooLarge { "a grid of " + std::to_string(points) + " x " + std::to_string(points)
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

void DiffusionField::closeRow(double* row, int rows, Boundary boundary)
{
    switch (boundary) {
    case Boundary::Dirichlet:
        row[0] = 0;
        row[rows + 1] = 0;
        break;
    case Boundary::Neumann:
        row[0] = row[1];
        row[rows + 1] = row[rows];
        break;
    case Boundary::Periodic:
        row[0] = row[rows];
        row[rows + 1] = row[1];
        break;
    }
}

void DiffusionField::applyBoundary(Boundary boundary)
{
    for (int i = 1; i <= rows(); ++i)
        closeRow(row(0, i), rows(), boundary);
    switch (boundary) {
    case Boundary::Dirichlet:
        std::fill_n(row(0, 0), points(), 0.0);
        std::fill_n(row(0, rows() + 1), points(), 0.0);
        break;
    case Boundary::Neumann:
        std::copy_n(row(0, 1), points(), row(0, 0));
        std::copy_n(row(0, rows()), points(), row(0, rows() + 1));
        break;
    case Boundary::Periodic:
        std::copy_n(row(0, rows()), points(), row(0, 0));
        std::copy_n(row(0, 1), points(), row(0, rows() + 1));
        break;
    }
}

Array2D<double> DiffusionField::toArray() const
{
    Array2D<double> copy(Size { m_points, m_points });
    for (int i = 0; i < m_points; ++i)
        std::copy_n(row(i), m_points, copy.row(i));
    return copy;
}

} // namespace escapade
