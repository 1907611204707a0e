#include "core/diffusion/ExactSolution.h"

#include "core/base/Check.h"
#include "core/diffusion/FlushSubnormals.h"
#include "core/diffusion/HeatKernel.h"
#include "core/diffusion/HeldWalls.h"
#include "core/diffusion/SameEverywhere.h"
#include "core/simd/KernelTable.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <optional>
#include <utility>

namespace escapade {
namespace {

constexpr double negligible = 75; // exp(-75) is 2.7e-33
constexpr int rowsPerTile = 16;

std::array<Wall, 4> allOf(const Walls& walls)
{
    return { walls.top, walls.bottom, walls.left, walls.right };
}

/// What the walls of the kind Value are held at; 0 where there are none.
double groundOf(const Walls& walls)
{
    for (const Wall& wall : allOf(walls)) {
        if (wall.kind == WallKind::Value)
            return wall.value;
    }
    return 0;
}

bool areHeldApart(const Walls& walls)
{
    const auto sides = allOf(walls);
    return std::any_of(sides.begin(), sides.end(), [ground = groundOf(walls)](const Wall& wall) {
        return wall.kind == WallKind::Value && wall.value != ground;
    });
}

/// Rows of a in rows of sum.
void addTo(PaddedMatrix& sum, const PaddedMatrix& a)
{
    ESCAPADE_CHECK(sum.values.size() == a.values.size());
    std::transform(sum.values.begin(), sum.values.end(), a.values.begin(), sum.values.begin(), std::plus<>());
}

PaddedMatrix transposed(const PaddedMatrix& matrix, Size size)
{
    PaddedMatrix turned;
    turned.resize(size.width, size.height);
    for (int i = 0; i < size.height; ++i) {
        for (int j = 0; j < size.width; ++j)
            turned.row(j)[i] = matrix.row(i)[j];
    }
    return turned;
}

/// The integral of exp(-rate s) from 0 to t: what a source that is there all the time adds up to.
double addedUp(double rate, double elapsed)
{
    const double x = rate * elapsed;
    constexpr double small = 1e-3;
    if (x < small) // 1 - exp(-x) would lose its digits
        return elapsed * (1 - x / 2 * (1 - x / 3 * (1 - x / 4 * (1 - x / 5))));
    return (1 - decay(x)) / rate;
}

} // namespace

std::string findExactIssue(const Walls& walls)
{
    const auto sides = allOf(walls);
    const bool exchange = std::any_of(
        sides.begin(), sides.end(), [](const Wall& wall) { return wall.kind == WallKind::Robin; });
    return exchange ? "walls that exchange (Robin)" : std::string();
}

double ExactSolution::Axis::exponent(int k, double elapsed) const
{
    const double number = basis->number(k);
    return rate * elapsed * (number * number);
}

int ExactSolution::Axis::modesAt(double elapsed) const
{
    int count = 1;
    while (count < basis->cells() && exponent(count, elapsed) < negligible)
        ++count;
    return count;
}

ExactSolution::ExactSolution(WorkerPool& pool)
    : m_pool(pool)
{ }

void ExactSolution::begin(const DiffusionField& field, ExactProblem problem, double time)
{
    ESCAPADE_CHECK(problem.dx > 0 && problem.D > 0 && findExactIssue(problem.walls).empty());
    m_problem = std::move(problem);
    m_cells = { field.columns(), field.rows() };
    m_ground = groundOf(m_problem.walls);
    m_density.resize(m_cells.height, m_cells.width);
    for (int i = 0; i < m_cells.height; ++i) {
        const double* const from = field.row(i + 1) + 1;
        std::transform(from, from + m_cells.width, m_density.row(i),
            [ground = m_ground](double value) { return value - ground; });
    }
    m_source = {};
    m_lasting = {};
    const Array2D<double>& source = m_problem.source;
    if (!source.size().isEmpty()) {
        ESCAPADE_CHECK(source.size() == m_cells);
        m_source.resize(m_cells.height, m_cells.width);
        for (int i = 0; i < m_cells.height; ++i)
            std::copy_n(source.row(i), m_cells.width, m_source.row(i));
    }
    m_sourceModes = {};
    m_known = {};
    m_prepared = false;
    m_time = time;
}

Size ExactSolution::modesAt(double time) const
{
    if (!m_source.values.empty())
        return m_cells; // what is fed does not die away
    ESCAPADE_CHECK(m_down.basis && m_across.basis);
    return { m_across.modesAt(time - m_time), m_down.modesAt(time - m_time) };
}

bool ExactSolution::evaluate(double time, double* cells, std::ptrdiff_t stride, const Execution& execution)
{
    ESCAPADE_CHECK(!m_cells.isEmpty() && time >= m_time);
    if (usesKernel())
        return evaluateKernel(time, cells, stride, execution);
    if (!m_prepared) {
        prepare();
        if (m_lasting.values.empty() && areHeldApart(m_problem.walls) && !takeLastingOff(execution))
            return false;
        m_prepared = true;
    }
    const Size count = modesAt(time);
    if (!findModes(count, execution))
        return false;
    dampen(time - m_time, count);
    const PaddedMatrix& across = m_across.basis->members();
    const PaddedMatrix& down = m_down.basis->transposed();
    const bool done = multiply({ m_damped.row(0), m_damped.stride, across.row(0), across.stride,
                                   m_work.row(0), m_work.stride, count.height, m_cells.width, count.width },
                          execution)
        && multiply({ down.row(0), down.stride, m_work.row(0), m_work.stride, cells, stride, m_cells.height,
                        m_cells.width, count.height },
            execution);
    if (!done)
        return false;
    for (int i = 0; i < m_cells.height; ++i) {
        double* const row = cells + i * stride;
        if (!m_lasting.values.empty())
            std::transform(row, row + m_cells.width, m_lasting.row(i), row, std::plus<>());
        if (m_ground != 0)
            std::transform(
                row, row + m_cells.width, row, [ground = m_ground](double value) { return value + ground; });
    }
    return true;
}

/// Finds what walls held at different values lead to in the end, and takes it off the density: the rest
/// decays to nothing. False when cancelled, and the density is as it was.
bool ExactSolution::takeLastingOff(const Execution& execution)
{
    const Walls& walls = m_problem.walls;
    const ModeBasis& down = *m_down.basis;
    const ModeBasis& across = *m_across.basis;
    const PaddedMatrix fromTop = fadingWaves({ walls.top, walls.bottom, m_ground }, down, across);
    const PaddedMatrix fromLeft = transposed(
        fadingWaves({ walls.left, walls.right, m_ground }, across, down), { m_cells.height, m_cells.width });
    PaddedMatrix lasting;
    lasting.resize(m_cells.height, m_cells.width);
    const bool done
        = multiply({ fromTop.row(0), fromTop.stride, across.members().row(0), across.members().stride,
                       lasting.row(0), lasting.stride, m_cells.height, m_cells.width, m_cells.width },
              execution)
        && multiply({ down.transposed().row(0), down.transposed().stride, fromLeft.row(0), fromLeft.stride,
                        m_work.row(0), m_work.stride, m_cells.height, m_cells.width, m_cells.height },
            execution);
    if (!done)
        return false;
    addTo(lasting, m_work);
    std::transform(m_density.values.begin(), m_density.values.end(), lasting.values.begin(),
        m_density.values.begin(), std::minus<>());
    m_lasting = std::move(lasting);
    return true;
}

bool ExactSolution::usesKernel() const
{
    const Walls& walls = m_problem.walls;
    return m_problem.form == ExactProblem::Form::Kernel && m_source.values.empty()
        && walls.top.kind == WallKind::Periodic && walls.left.kind == WallKind::Periodic;
}

/// Without modes, from the density as it was.
bool ExactSolution::evaluateKernel(
    double time, double* cells, std::ptrdiff_t stride, const Execution& execution)
{
    const double spread = 2 * m_problem.D * (time - m_time) / (m_problem.dx * m_problem.dx);
    const PaddedMatrix down = ringKernel(m_cells.height, spread);
    const PaddedMatrix across = ringKernel(m_cells.width, spread);
    m_work.resize(m_cells.height, m_cells.width);
    return multiply({ m_density.row(0), m_density.stride, across.row(0), across.stride, m_work.row(0),
                        m_work.stride, m_cells.height, m_cells.width, m_cells.width },
               execution)
        && multiply({ down.row(0), down.stride, m_work.row(0), m_work.stride, cells, stride, m_cells.height,
                        m_cells.width, m_cells.height },
            execution);
}

/// Bases are kept while they fit, and shared where both directions are alike.
void ExactSolution::prepare()
{
    const Walls& walls = m_problem.walls;
    const auto down = modeKind(walls.top, walls.bottom);
    const auto across = modeKind(walls.left, walls.right);
    ESCAPADE_CHECK(down && across);
    m_down = axisFor(*down, m_cells.height);
    m_across = axisFor(*across, m_cells.width);
    m_work.resize(m_cells.height, m_cells.width);
}

ExactSolution::Axis ExactSolution::axisFor(ModeKind kind, int cells) const
{
    Axis axis;
    for (const auto& known : { m_down.basis, m_across.basis }) {
        if (known && known->kind() == kind && known->cells() == cells)
            axis.basis = known;
    }
    if (!axis.basis)
        axis.basis = std::make_shared<const ModeBasis>(kind, cells);
    const double wave = std::numbers::pi / (m_problem.dx * axis.basis->length());
    axis.rate = m_problem.D * (wave * wave);
    return axis;
}

/// Makes sure that so many modes are known, and some more, for a slider that moves to earlier times asks for
/// a few more each time. False when cancelled.
bool ExactSolution::findModes(Size count, const Execution& execution)
{
    if (!m_source.values.empty() && m_sourceModes.values.empty()) {
        PaddedMatrix found;
        if (!transform(m_source, found, m_cells, execution))
            return false;
        m_sourceModes = std::move(found);
    }
    if (count.width <= m_known.width && count.height <= m_known.height)
        return true;
    const auto generous = [](int wanted, int all) { return std::min(wanted + wanted / 2 + 8, all); };
    const Size more { std::max(generous(count.width, m_cells.width), m_known.width),
        std::max(generous(count.height, m_cells.height), m_known.height) };
    m_known = {};
    if (!transform(m_density, m_modes, more, execution))
        return false;
    m_known = more;
    return true;
}

/// From cells to so many of their modes. False when cancelled: the modes are then garbage.
bool ExactSolution::transform(
    const PaddedMatrix& cells, PaddedMatrix& modes, Size count, const Execution& execution)
{
    const PaddedMatrix& down = m_down.basis->members();
    const PaddedMatrix& across = m_across.basis->transposed();
    modes.resize(count.height, count.width);
    if (!multiply({ down.row(0), down.stride, cells.row(0), cells.stride, m_work.row(0), m_work.stride,
                      count.height, m_cells.width, m_cells.height },
            execution)
        || !multiply({ m_work.row(0), m_work.stride, across.row(0), across.stride, modes.row(0), modes.stride,
                         count.height, count.width, m_cells.width },
            execution))
        return false;
    for (int k = 0; k < count.height; ++k) {
        const double scale = m_down.basis->inverseNorm(k);
        for (int l = 0; l < count.width; ++l)
            modes.row(k)[l] *= scale * m_across.basis->inverseNorm(l);
    }
    return true;
}

void ExactSolution::dampen(double elapsed, Size count)
{
    const auto factorsOf = [elapsed](const Axis& axis, int modes) {
        std::vector<double> factors(static_cast<std::size_t>(modes));
        for (int k = 0; k < modes; ++k)
            factors[static_cast<std::size_t>(k)] = decay(axis.exponent(k, elapsed));
        return factors;
    };
    const std::vector<double> down = factorsOf(m_down, count.height);
    const std::vector<double> across = factorsOf(m_across, count.width);
    m_damped.resize(count.height, count.width);
    for (int k = 0; k < count.height; ++k) {
        for (int l = 0; l < count.width; ++l)
            m_damped.row(k)[l] = m_modes.row(k)[l]
                * (down[static_cast<std::size_t>(k)] * across[static_cast<std::size_t>(l)]);
    }
    if (m_source.values.empty())
        return;
    for (int k = 0; k < count.height; ++k) {
        for (int l = 0; l < count.width; ++l) {
            const double rate = m_down.exponent(k, 1) + m_across.exponent(l, 1);
            m_damped.row(k)[l] += m_sourceModes.row(k)[l] * addedUp(rate, elapsed);
        }
    }
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
        part.columns = product.columns;
        part.depth = product.depth;
        kernel(part);
    };
    return m_pool.run(job).completed;
}

} // namespace escapade
