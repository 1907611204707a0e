#pragma once

#include "core/diffusion/problem/Walls.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace escapade {

/// Two substances that diffuse and react: u_t = Du lap u + f(u, v), v_t = Dv lap v + g(u, v).
enum class ReactionModel {
    /// f = -u v^2 + F (1 - u), g = u v^2 - (F + k) v; parameters F, k. Source: J. Pearson, Complex Patterns
    /// in a Simple System, Science 261 (1993) 189-192: Du = 2e-5, Dv = 1e-5 on a square of side 2.5 with
    /// 256 x 256 cells, time step 1. The paper shows its patterns on a map of F and k; the pairs of numbers
    /// of the examples are not printed there.
    GrayScott,
    /// f = gamma (a - u + u^2 v), g = gamma (b - u^2 v); parameters a, b, gamma. Source: J. Schnakenberg,
    /// J. Theor. Biol. 81 (1979) 389-400; in this form J. Murray, Mathematical Biology II (2003), section
    /// 2.4. With a = 0.1 and b = 0.9 patterns form where Dv / Du is above 8.57, which follows from his
    /// conditions: 0.8 d - 1 > 2 sqrt(d).
    Schnakenberg,
    /// f = u - u^3 - v, g = epsilon (u - a1 v - a0); parameters epsilon, a0, a1. Source: A. Hagberg and
    /// E. Meron, From Labyrinthine Patterns to Spiral Turbulence, Phys. Rev. Lett. 72 (1994) 2494-2497:
    /// a0 = -0.1, a1 = 2, epsilon = 0.05 and Dv = 4 (their delta) for labyrinths.
    FitzHughNagumo,
    /// f = a - (b + 1) u + u^2 v, g = b u - u^2 v; parameters a, b. Source: I. Prigogine and R. Lefever,
    /// J. Chem. Phys. 48 (1968) 1695-1700. Patterns form where b is below 1 + a^2 and Dv / Du above
    /// a^2 / (sqrt(b) - 1)^2.
    Brusselator
};

/// gray-scott, schnakenberg, fitzhugh-nagumo, brusselator.
std::string_view reactionName(ReactionModel model);
std::optional<ReactionModel> reactionFromName(std::string_view name);

/// A parameter of a model, and what it is where nobody says otherwise.
struct ReactionParameter
{
    std::string_view name;
    double usual = 0;
};
std::span<const ReactionParameter> reactionParameters(ReactionModel model);

/// A model with its numbers.
struct Reaction
{
    ReactionModel model = ReactionModel::GrayScott;
    std::array<double, 3> parameters {}; ///< in the order of reactionParameters(); the rest is 0
    double Du = 0; ///< length^2 / time, 0 or more
    double Dv = 0;
    bool operator==(const Reaction&) const = default;
};

/// With the numbers of ReactionModel's sources, or, of Gray and Scott's, those in use for dividing spots.
Reaction usualReaction(ReactionModel model);

/// The two substances at a place.
struct Substances
{
    double u = 0;
    double v = 0;
    bool operator==(const Substances&) const = default;
};

/// f and g of a model: what reacts in a unit of time, without diffusion.
Substances reactionRate(const Reaction& reaction, const Substances& here);

/// The state without patterns that stays as it is: what walls of the kind Value are held at. Of several, the
/// one that models start from (Gray-Scott: u = 1, v = 0).
Substances restState(const Reaction& reaction);

/// Where densities may be painted or start: far beyond, the reaction runs away in a few steps.
struct Bounds
{
    double low = 0;
    double high = 1;
};
Bounds paintBounds(ReactionModel model);

/// What is wrong with it; empty where nothing is.
std::string findReactionIssue(const Reaction& reaction);

/// The walls of one substance: those of the kind Value hold its rest state.
Walls wallsAtRest(Walls walls, double rest);

} // namespace escapade
