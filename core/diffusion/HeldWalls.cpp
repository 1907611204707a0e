#include "core/diffusion/HeldWalls.h"

#include "core/diffusion/SameEverywhere.h"

#include <numbers>

namespace escapade {
namespace {

constexpr double negligible = 45; // exp(-45) is 3e-20

/// One wall of the two, and the way from it.
struct Side
{
    double value = 0;
    bool oppositeIsHeld = false; // otherwise insulated
    double length = 0; // to the opposite wall, in spacings
};

/// How much of a wave is left at a distance from its wall: sinh or cosh of what is left of the way, by that
/// of the whole.
double shareLeft(const Side& side, double kappa, double distance)
{
    const double mirrored = decay(kappa * (2 * side.length - distance));
    const double whole = decay(2 * kappa * side.length);
    const double direct = decay(kappa * distance);
    return side.oppositeIsHeld ? (direct - mirrored) / (1 - whole) : (direct + mirrored) / (1 + whole);
}

/// The waves beside are sines of odd parts of a half turn along the wall: all p for walls held on both sides
/// (of which the even ones are not in a constant), and the odd p of a box of twice the length otherwise.
void addWaves(const Side& side, double distance, const ModeBasis& beside, double* amplitudes)
{
    const bool isWhole = beside.kind() == ModeKind::Sine;
    const long long whole = isWhole ? beside.cells() + 1LL : 2LL * beside.cells() + 1;
    for (long long p = 1;; p += 2) {
        const double kappa = std::numbers::pi * static_cast<double>(p) / static_cast<double>(whole);
        if (kappa * distance > negligible)
            return;
        const long long turn = p % (2 * whole);
        if (turn == whole)
            continue; // zero in all cells
        const long long wave = turn < whole ? turn : 2 * whole - turn;
        const double amplitude = side.value * (4 / (std::numbers::pi * static_cast<double>(p)))
            * shareLeft(side, kappa, distance);
        amplitudes[isWhole ? wave - 1 : wave / 2] += turn < whole ? amplitude : -amplitude;
    }
}

/// Without a held wall beside it, only the wave that is level, and a density that is linear.
void addLevel(const Side& side, double distance, double* amplitudes)
{
    amplitudes[0] += side.oppositeIsHeld ? side.value * ((side.length - distance) / side.length) : side.value;
}

} // namespace

PaddedMatrix fadingWaves(const FacingWalls& walls, const ModeBasis& along, const ModeBasis& beside)
{
    PaddedMatrix amplitudes;
    amplitudes.resize(along.cells(), beside.cells());
    const bool isLevel = beside.kind() == ModeKind::Cosine || beside.kind() == ModeKind::Ring;
    const auto add = [&](const Wall& wall, const Wall& opposite, bool isFirst) {
        if (wall.kind != WallKind::Value || wall.value == walls.ground)
            return;
        const Side side { wall.value - walls.ground, opposite.kind == WallKind::Value, along.length() };
        for (int i = 0; i < along.cells(); ++i) {
            const int distance = isFirst ? i + 1 : along.cells() - i; // a held wall is a spacing away
            if (isLevel)
                addLevel(side, distance, amplitudes.row(i));
            else
                addWaves(side, distance, beside, amplitudes.row(i));
        }
    };
    add(walls.first, walls.last, true);
    add(walls.last, walls.first, false);
    return amplitudes;
}

} // namespace escapade
