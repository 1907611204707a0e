#include "core/diffusion/ModeBasis.h"

#include "core/base/Check.h"
#include "core/diffusion/SameEverywhere.h"

namespace escapade {
namespace {

constexpr std::ptrdiff_t padding = 8; // as the kernel asks for
constexpr std::ptrdiff_t pageElements = 512;

/// The angle of a member in a cell is pi times a whole number over this one.
long long wholeTurn(ModeKind kind, int cells)
{
    switch (kind) {
    case ModeKind::Sine:
        return cells + 1LL;
    case ModeKind::Cosine:
        return 2LL * cells;
    case ModeKind::SineCosine:
    case ModeKind::CosineSine:
        return 2LL * cells + 1;
    case ModeKind::Ring:
        break;
    }
    return cells;
}

} // namespace

void PaddedMatrix::resize(int rows, int columns)
{
    stride = (columns + padding - 1) / padding * padding;
    if (stride % pageElements == 0)
        stride += padding; // rows a page apart would fight for the same lines of the cache
    values.assign(static_cast<std::size_t>(stride) * static_cast<std::size_t>(rows), 0.0);
}

std::optional<ModeKind> modeKind(const Wall& first, const Wall& last)
{
    if (first.kind == WallKind::Robin || last.kind == WallKind::Robin)
        return std::nullopt;
    if (first.kind == WallKind::Periodic || last.kind == WallKind::Periodic)
        return ModeKind::Ring;
    if (first.kind == last.kind)
        return first.kind == WallKind::Value ? ModeKind::Sine : ModeKind::Cosine;
    return first.kind == WallKind::Value ? ModeKind::SineCosine : ModeKind::CosineSine;
}

ModeBasis::ModeBasis(ModeKind kind, int cells)
    : m_kind(kind)
    , m_cells(cells)
{
    ESCAPADE_CHECK(cells >= 1);
    // All elements are among these: sines of the parts of two whole turns.
    const long long whole = wholeTurn(kind, cells);
    std::vector<double> sines(static_cast<std::size_t>(2 * whole));
    for (long long part = 0; part < 2 * whole; ++part)
        sines[static_cast<std::size_t>(part)] = sineOfTurn(part, whole);
    m_members.resize(cells, cells);
    if (kind != ModeKind::Sine)
        m_transposed.resize(cells, cells);
    for (int k = 0; k < cells; ++k) {
        for (int i = 0; i < cells; ++i) {
            const double value = valueOf(k, i, sines);
            m_members.row(k)[i] = value;
            if (kind != ModeKind::Sine)
                m_transposed.row(i)[k] = value;
        }
    }
}

double ModeBasis::length() const
{
    switch (m_kind) {
    case ModeKind::Sine:
        return m_cells + 1.0;
    case ModeKind::SineCosine:
    case ModeKind::CosineSine:
        return m_cells + 0.5;
    case ModeKind::Cosine:
    case ModeKind::Ring:
        break;
    }
    return m_cells;
}

double ModeBasis::number(int k) const
{
    switch (m_kind) {
    case ModeKind::Sine:
        return k + 1.0;
    case ModeKind::Cosine:
        return k;
    case ModeKind::SineCosine:
    case ModeKind::CosineSine:
        return k + 0.5;
    case ModeKind::Ring:
        break;
    }
    return 2.0 * ((k + 1) / 2); // 0, then a cosine and a sine of each
}

double ModeBasis::inverseNorm(int k) const
{
    switch (m_kind) {
    case ModeKind::Sine:
        return 2.0 / (m_cells + 1);
    case ModeKind::SineCosine:
    case ModeKind::CosineSine:
        return 4.0 / (2.0 * m_cells + 1);
    case ModeKind::Cosine:
        return (k == 0 ? 1.0 : 2.0) / m_cells;
    case ModeKind::Ring:
        break;
    }
    // The finest wave of an even ring is up and down from cell to cell, its sine is zero in all of them.
    const bool isAlone = k == 0 || (m_cells % 2 == 0 && k == m_cells - 1);
    return (isAlone ? 1.0 : 2.0) / m_cells;
}

double ModeBasis::valueOf(int k, int cell, const std::vector<double>& sines) const
{
    const long long whole = static_cast<long long>(sines.size()) / 2;
    const auto sine = [&](long long part) { return sines[static_cast<std::size_t>(part % (2 * whole))]; };
    switch (m_kind) {
    case ModeKind::Sine:
        return sine((k + 1LL) * (cell + 1LL));
    case ModeKind::Cosine: // cos(a) = sin(a + pi / 2)
        return sine(k * (2LL * cell + 1) + m_cells);
    case ModeKind::SineCosine:
        return sine((2LL * k + 1) * (cell + 1LL));
    case ModeKind::CosineSine:
        return sine((2LL * k + 1) * (m_cells - cell));
    case ModeKind::Ring:
        break;
    }
    const long long waves = (k + 1LL) / 2;
    if (k % 2 == 0)
        return k == 0 ? 1 : sine(2 * waves * cell);
    // pi / 2 is no part of the turn where cells is odd; the angle is then taken twice as fine.
    return sineOfTurn((4 * waves * cell + m_cells) % (4LL * m_cells), 2LL * m_cells);
}

} // namespace escapade
