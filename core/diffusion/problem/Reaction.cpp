#include "core/diffusion/problem/Reaction.h"

#include "core/diffusion/problem/Kinetics.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

struct Known
{
    ReactionModel model;
    std::string_view name;
    std::array<ReactionParameter, 3> parameters;
    std::size_t parameterCount;
    double Du;
    double Dv;
    Bounds bounds;
};

constexpr std::array<Known, 4> models { {
    { ReactionModel::GrayScott, "gray-scott", { { { "F", 0.0367 }, { "k", 0.0649 } } }, 2, 2e-5, 1e-5,
        { 0, 1 } },
    { ReactionModel::Schnakenberg, "schnakenberg", { { { "a", 0.1 }, { "b", 0.9 }, { "gamma", 1 } } }, 3, 1,
        10, { 0, 4 } },
    { ReactionModel::FitzHughNagumo, "fitzhugh-nagumo",
        { { { "epsilon", 0.05 }, { "a0", -0.1 }, { "a1", 2 } } }, 3, 1, 4, { -1.5, 1.5 } },
    { ReactionModel::Brusselator, "brusselator", { { { "a", 2 }, { "b", 3 } } }, 2, 1, 8, { 0, 6 } },
} };

const Known& known(ReactionModel model)
{
    return *std::find_if(
        models.begin(), models.end(), [model](const Known& entry) { return entry.model == model; });
}

constexpr double largestNumber = 1e6;

/// The cubic u^3 + u (1 / a1 - 1) - a0 / a1 = 0 of the FitzHugh-Nagumo model at rest, by Newton's method from
/// where there is one root only or the one nearest to zero.
Substances restOfFitzHughNagumo(const Reaction& reaction)
{
    const auto [epsilon, a0, a1] = reaction.parameters;
    constexpr int rounds = 60;
    double u = 0;
    for (int round = 0; round < rounds; ++round) {
        const double value = u * u * u + u * (1 / a1 - 1) - a0 / a1;
        const double slope = 3 * u * u + 1 / a1 - 1;
        if (slope == 0)
            break;
        u = std::clamp(u - value / slope, -2.0, 2.0);
    }
    return { u, (u - a0) / a1 };
}

} // namespace

std::string_view reactionName(ReactionModel model)
{
    return known(model).name;
}

std::optional<ReactionModel> reactionFromName(std::string_view name)
{
    for (const Known& entry : models) {
        if (entry.name == name)
            return entry.model;
    }
    return std::nullopt;
}

std::span<const ReactionParameter> reactionParameters(ReactionModel model)
{
    return { known(model).parameters.data(), known(model).parameterCount };
}

Reaction usualReaction(ReactionModel model)
{
    Reaction reaction { model, {}, known(model).Du, known(model).Dv };
    std::transform(known(model).parameters.begin(), known(model).parameters.end(),
        reaction.parameters.begin(), [](const ReactionParameter& parameter) { return parameter.usual; });
    return reaction;
}

Substances reactionRate(const Reaction& reaction, const Substances& here)
{
    return kinetics::visit(reaction, [&](const auto& rate) {
        return Substances { rate.f(here.u, here.v), rate.g(here.u, here.v) };
    });
}

Substances restState(const Reaction& reaction)
{
    const auto [first, second, third] = reaction.parameters;
    switch (reaction.model) {
    case ReactionModel::GrayScott:
        break;
    case ReactionModel::Schnakenberg:
        return { first + second, second / ((first + second) * (first + second)) };
    case ReactionModel::FitzHughNagumo:
        return restOfFitzHughNagumo(reaction);
    case ReactionModel::Brusselator:
        return { first, second / first };
    }
    return { 1, 0 };
}

Bounds paintBounds(ReactionModel model)
{
    return known(model).bounds;
}

std::string findReactionIssue(const Reaction& reaction)
{
    const std::string name(reactionName(reaction.model));
    const auto isUsable = [](double value) { return std::abs(value) <= largestNumber; };
    if (!std::all_of(reaction.parameters.begin(), reaction.parameters.end(), isUsable))
        return name + ": its parameters must be numbers of at most 1e6 in size";
    if (!isUsable(reaction.Du) || !isUsable(reaction.Dv) || reaction.Du < 0 || reaction.Dv < 0)
        return name + ": Du and Dv must be numbers from 0 to 1e6";
    const Substances rest = restState(reaction);
    if (!isUsable(rest.u) || !isUsable(rest.v))
        return name + ": it has no state of rest with these parameters";
    return {};
}

Walls wallsAtRest(Walls walls, double rest)
{
    for (Wall* const wall : { &walls.top, &walls.bottom, &walls.left, &walls.right })
        wall->value = rest;
    return walls;
}

} // namespace escapade
