#pragma once

#include <optional>
#include <vector>

namespace escapade {

/// A measured speed-up: S = T(1) / T(threads).
struct SpeedUpPoint
{
    int threads = 1; ///< at least 1
    double speedUp = 1; ///< above 0
    bool operator==(const SpeedUpPoint&) const = default;
};

/// The serial fraction that a single measured speed-up S with p threads implies, (1/S - 1/p) / (1 - 1/p): if
/// it grows with p, it is not serial work that holds the program back but overhead. Below 0 where S > p.
/// Empty for one thread. Source: A. H. Karp and H. P. Flatt, Measuring parallel processor performance, CACM
/// 33 (5), 1990.
std::optional<double> karpFlatt(const SpeedUpPoint& point);

/// 1/S(p) = serial + (1 - serial) / p. Source: G. M. Amdahl, AFIPS Spring Joint Computer Conference, 1967.
struct AmdahlFit
{
    double serial = 0; ///< fraction of the work that only one thread can do, 0 to 1
    double residual = 0; ///< root of the mean square of (S - fit) / fit
    double speedUp(double threads) const;
    bool operator==(const AmdahlFit&) const = default;
};

/// S(p) = serial + (1 - serial) p: where the work grows with the threads, what stays serial weighs less. Only
/// for measurements of that kind, with S the ratio of the rates. Source: J. L. Gustafson, Reevaluating
/// Amdahl's law, CACM 31 (5), 1988.
struct GustafsonFit
{
    double serial = 0; ///< fraction of the time of the parallel run that only one thread can use, 0 to 1
    double residual = 0; ///< as above
    double speedUp(double threads) const;
    bool operator==(const GustafsonFit&) const = default;
};

/// S(p) = p / (1 + contention (p - 1) + coherency p (p - 1)): speed-up may fall again. Source: N. J. Gunther,
/// A General Theory of Computational Scalability Based on Rational Functions, arXiv:0808.1431, 2008.
struct UniversalScalabilityFit
{
    double contention = 0; ///< at least 0
    double coherency = 0; ///< at least 0
    double residual = 0; ///< as above
    double speedUp(double threads) const;
    /// The number of threads from which on more of them slow the program down; empty: there is none.
    std::optional<double> peak() const;
    bool operator==(const UniversalScalabilityFit&) const = default;
};

/// The least-squares fits to points, of which that of one thread is S = 1 by definition and counts for
/// nothing. Only for as many points beyond it as tell something: two for Amdahl and
/// Gustafson, three for the universal law.
/// The points must all be on cores of their own: oversubscribed ones follow other laws.
std::optional<AmdahlFit> fitAmdahl(const std::vector<SpeedUpPoint>& points);
std::optional<GustafsonFit> fitGustafson(const std::vector<SpeedUpPoint>& points);
std::optional<UniversalScalabilityFit> fitUniversalScalability(const std::vector<SpeedUpPoint>& points);

} // namespace escapade
