#include "core/diffusion/ExactSolution.h"

#include "core/base/Check.h"
#include "core/diffusion/FlushSubnormals.h"
#include "core/diffusion/SameEverywhere.h"
#include "core/simd/KernelTable.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace escapade {
namespace {

constexpr double negligible = 75; // exp(-75) is 2.7e-33
constexpr int rowsPerTile = 16;
constexpr std::ptrdiff_t padding = 8; // as the kernel asks for
constexpr std::ptrdiff_t pageElements = 512;

} // namespace

void ExactSolution::Matrix::resize(int rows)
{
    stride = (rows + padding - 1) / padding * padding;
    if (stride % pageElements == 0)
        stride += padding; // rows a page apart would fight for the same lines of the cache
    values.assign(static_cast<std::size_t>(stride) * static_cast<std::size_t>(rows), 0.0);
}

ExactSolution::ExactSolution(WorkerPool& pool)
    : m_pool(pool)
{ }

void ExactSolution::begin(const DiffusionField& field, double dx, double D, double time)
{
    ESCAPADE_CHECK(dx > 0 && D > 0);
    m_rows = field.rows();
    m_modes.resize(m_rows);
    for (int i = 0; i < m_rows; ++i)
        std::copy_n(field.row(i + 1) + 1, m_rows, m_modes.row(i));
    m_transformed = false;
    const double wave = std::numbers::pi / (dx * (m_rows + 1));
    m_rate = D * (wave * wave);
    m_time = time;
}

double ExactSolution::exponent(int k, double time) const
{
    const double number = k + 1.0;
    return m_rate * (time - m_time) * (number * number);
}

int ExactSolution::modesAt(double time) const
{
    int count = 1;
    while (count < m_rows && exponent(count, time) < negligible)
        ++count;
    return count;
}

bool ExactSolution::evaluate(double time, double* cells, std::ptrdiff_t stride, const Execution& execution)
{
    ESCAPADE_CHECK(m_rows > 0 && time >= m_time);
    if (!m_transformed && !transform(execution))
        return false;
    const int count = modesAt(time);
    m_damped.resize(count);
    std::vector<double> factors(static_cast<std::size_t>(count));
    for (int k = 0; k < count; ++k)
        factors[static_cast<std::size_t>(k)] = decay(exponent(k, time));
    for (int k = 0; k < count; ++k) {
        for (int l = 0; l < count; ++l)
            m_damped.row(k)[l] = m_modes.row(k)[l]
                * (factors[static_cast<std::size_t>(k)] * factors[static_cast<std::size_t>(l)]);
    }
    return multiply({ m_damped.row(0), m_damped.stride, m_sines.row(0), m_sines.stride, m_work.row(0),
                        m_work.stride, count, count },
               execution)
        && multiply(
            { m_sines.row(0), m_sines.stride, m_work.row(0), m_work.stride, cells, stride, m_rows, count },
            execution);
}

void ExactSolution::makeSines()
{
    if (m_sineRows == m_rows)
        return;
    m_sines.resize(m_rows);
    m_work.resize(m_rows);
    const long long whole = m_rows + 1;
    // All of its elements are among these.
    std::vector<double> table(static_cast<std::size_t>(2 * whole));
    for (long long part = 0; part < 2 * whole; ++part)
        table[static_cast<std::size_t>(part)] = sineOfTurn(part, whole);
    for (int k = 0; k < m_rows; ++k) {
        for (int i = 0; i < m_rows; ++i)
            m_sines.row(k)[i] = table[static_cast<std::size_t>((k + 1LL) * (i + 1LL) % (2 * whole))];
    }
    m_sineRows = m_rows;
}

/// The sine matrix is its own inverse but for the factor 2 / (rows + 1).
bool ExactSolution::transform(const Execution& execution)
{
    makeSines();
    const bool done = multiply({ m_sines.row(0), m_sines.stride, m_modes.row(0), m_modes.stride,
                                   m_work.row(0), m_work.stride, m_rows, m_rows },
        execution);
    m_damped.resize(m_rows);
    if (!done
        || !multiply({ m_work.row(0), m_work.stride, m_sines.row(0), m_sines.stride, m_damped.row(0),
                         m_damped.stride, m_rows, m_rows },
            execution))
        return false;
    const double scale = 2.0 / (m_rows + 1);
    for (double& value : m_damped.values)
        value *= scale * scale;
    std::swap(m_modes, m_damped);
    m_transformed = true;
    return true;
}

bool ExactSolution::multiply(const Product& product, const Execution& execution)
{
    const simd::ProductKernel kernel = simd::kernels(execution.simd).multiply;
    Job job;
    job.tileCount = (product.rows + rowsPerTile - 1) / rowsPerTile;
    job.priority = Priority::Diffusion;
    job.cancel = execution.cancel;
    job.compute = [&](int tile) {
        const FlushSubnormals flush;
        const std::ptrdiff_t first = std::ptrdiff_t { tile } * rowsPerTile;
        simd::ProductJob part;
        part.a = product.a + first * product.aStride;
        part.b = product.b;
        part.c = product.c + first * product.cStride;
        part.aStride = product.aStride;
        part.bStride = product.bStride;
        part.cStride = product.cStride;
        part.rows = std::min(rowsPerTile, product.rows - static_cast<int>(first));
        part.columns = m_rows;
        part.depth = product.depth;
        kernel(part);
    };
    return m_pool.run(job).completed;
}

} // namespace escapade
