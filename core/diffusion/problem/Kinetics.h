#pragma once

#include "core/diffusion/problem/Reaction.h"

namespace escapade::kinetics {

// f and g of each model as small functions that a loop over cells can take in; see ReactionModel. Each is one
// expression, computed in the order in which it stands.

struct GrayScott
{
    double F;
    double k;
    explicit GrayScott(const Reaction& reaction)
        : F(reaction.parameters[0])
        , k(reaction.parameters[1])
    { }
    double f(double u, double v) const { return F * (1 - u) - u * v * v; }
    double g(double u, double v) const { return u * v * v - (F + k) * v; }
};

struct Schnakenberg
{
    double a;
    double b;
    double gamma;
    explicit Schnakenberg(const Reaction& reaction)
        : a(reaction.parameters[0])
        , b(reaction.parameters[1])
        , gamma(reaction.parameters[2])
    { }
    double f(double u, double v) const { return gamma * (a - u + u * u * v); }
    double g(double u, double v) const { return gamma * (b - u * u * v); }
};

struct FitzHughNagumo
{
    double epsilon;
    double a0;
    double a1;
    explicit FitzHughNagumo(const Reaction& reaction)
        : epsilon(reaction.parameters[0])
        , a0(reaction.parameters[1])
        , a1(reaction.parameters[2])
    { }
    double f(double u, double v) const { return u - u * u * u - v; }
    double g(double u, double v) const { return epsilon * (u - a1 * v - a0); }
};

struct Brusselator
{
    double a;
    double b;
    explicit Brusselator(const Reaction& reaction)
        : a(reaction.parameters[0])
        , b(reaction.parameters[1])
    { }
    double f(double u, double v) const { return a - (b + 1) * u + u * u * v; }
    double g(double u, double v) const { return b * u - u * u * v; }
};

/// Calls action with the kinetics of the model.
template <typename Action> decltype(auto) visit(const Reaction& reaction, const Action& action)
{
    switch (reaction.model) {
    case ReactionModel::Schnakenberg:
        return action(Schnakenberg(reaction));
    case ReactionModel::FitzHughNagumo:
        return action(FitzHughNagumo(reaction));
    case ReactionModel::Brusselator:
        return action(Brusselator(reaction));
    case ReactionModel::GrayScott:
        break;
    }
    return action(GrayScott(reaction));
}

} // namespace escapade::kinetics
