// What is noted of an orbit on its way out. A study begins, advances with each step from z_n to z_(n + 1),
// and finishes with the values that it was made for. Formulas and sources: OrbitJob.h.

#pragma once

#include "core/simd/Log2.inl"
#include "core/simd/kernels/OrbitGroup.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// Orbits are followed beyond their counts to |z|^2 > tailSize, if that is not 0. Where logarithms of |z| are
/// taken, to here, |z| > 2^16.
constexpr double farTail = 4294967296.0;

/// The derivative: how far the set is, and where.
struct Surroundings
{
    static constexpr double tailSize = farTail;
    Vec dx; // z'
    Vec dy;
    Vec one; // z' = 2 z z' + 1 by c, 2 z z' by z_0

    static bool isWantedBy(const OrbitJob& job)
    {
        return isWanted(job, OrbitValue::LogDistance) || isWanted(job, OrbitValue::SlopeX)
            || isWanted(job, OrbitValue::SlopeY);
    }

    void begin(const OrbitJob& job)
    {
        one = splat(job.startRe == nullptr ? 1 : 0);
        dx = splat(job.startRe == nullptr ? 0 : 1);
        dy = splat(0);
    }

    void advance(const Orbit& before, const Orbit& /*after*/)
    {
        const Vec x = before.x * dx - before.y * dy;
        const Vec y = before.x * dy + before.y * dx;
        dx = (x + x) + one;
        dy = y + y;
    }

    static Surroundings choose(Mask mask, const Surroundings& yes, const Surroundings& no)
    {
        return { select(mask, yes.dx, no.dx), select(mask, yes.dy, no.dy), no.one };
    }

    void finish(const OrbitJob& job, int at, const Orbit& z, Vec size2) const
    {
        // Also false for NaN. Within these bounds all that follows is normal and finite.
        const Vec derivative2 = dx * dx + dy * dy;
        const Mask known = (derivative2 > splat(1e-280)) & (derivative2 < splat(1e280)) & (size2 > splat(2))
            & (size2 < splat(1e280));
        const Vec safeSize2 = select(known, size2, splat(16));
        const Vec logSize = log2Of(safeSize2) * splat(0.5);
        constexpr double ln2 = 0.6931471805599453;
        const Vec logDistance = splat(1) + logSize + log2Of(logSize * splat(ln2))
            - log2Of(select(known, derivative2, splat(1))) * splat(0.5);
        // The estimate has no bound where the orbit passes 0, and none that doubles know at the set itself.
        const Vec extreme = select(derivative2 < splat(1), splat(1000), splat(-1000));
        writeValues(job, OrbitValue::LogDistance, at, select(known, logDistance, extreme));

        // z / z' points as z conj(z') does.
        const Vec wx = z.x * dx + z.y * dy;
        const Vec wy = z.y * dx - z.x * dy;
        const Vec length = squareRoot(select(known, wx * wx + wy * wy, splat(1)));
        const Mask points = known & (length > splat(0)) & (length < splat(1e300));
        const Vec scale = splat(1) / select(points, length, splat(1));
        writeValues(job, OrbitValue::SlopeX, at, select(points, wx * scale, splat(0)));
        writeValues(job, OrbitValue::SlopeY, at, select(points, wy * scale, splat(0)));
    }
};

/// Where the orbit leaves to.
struct Angles
{
    /// Beyond 16: near the set the angle turns twice as fast with each step that the orbit is followed on.
    static constexpr double tailSize = 256;

    static bool isWantedBy(const OrbitJob& job) { return isWanted(job, OrbitValue::Angle); }
    void begin(const OrbitJob& /*job*/) { }
    void advance(const Orbit& /*before*/, const Orbit& /*after*/) { }
    static Angles choose(Mask /*mask*/, const Angles& /*yes*/, const Angles& /*no*/) { return {}; }

    void finish(const OrbitJob& job, int at, const Orbit& z, Vec size2) const
    {
        const Mask known = (size2 > splat(2)) & (size2 < splat(1e280));
        writeValues(job, OrbitValue::Angle, at, select(known, turnOf(z.x, z.y), splat(0)));
    }

    /// The angle of a finite point other than 0, in turns from 0 to 1, to 2e-6: the arctangent's polynomial
    /// of degree 9 that is closest to it on [0, 1] in the largest error (found as that of log2Of()).
    static Vec turnOf(Vec x, Vec y)
    {
        const Vec zero = splat(0);
        const Vec sizeX = maximum(x, zero - x);
        const Vec sizeY = maximum(y, zero - y);
        const Mask steep = sizeY > sizeX;
        const Vec r = select(steep, sizeX, sizeY) / select(steep, sizeY, sizeX);
        const Vec r2 = r * r;
        Vec turn = splat(0.0033175279851269295);
        turn = turn * r2 - splat(0.013552902779505032);
        turn = turn * r2 + splat(0.02867314186828785);
        turn = turn * r2 - splat(0.05256961515965846);
        turn = (turn * r2 + splat(0.1591336672397785)) * r;
        turn = select(steep, splat(0.25) - turn, turn);
        turn = select(x < zero, splat(0.5) - turn, turn);
        return select(y < zero, splat(1) - turn, turn);
    }
};

struct Stripes
{
    static constexpr double tailSize = farTail;
    Vec sum;
    Vec last;
    Vec terms;

    static bool isWantedBy(const OrbitJob& job) { return isWanted(job, OrbitValue::Stripes); }

    void begin(const OrbitJob& /*job*/)
    {
        sum = splat(0);
        last = splat(0);
        terms = splat(0);
    }

    void advance(const Orbit& /*before*/, const Orbit& after)
    {
        // sin(n arg z) is the imaginary part of (z / |z|)^n.
        const Vec scale = splat(1) / squareRoot(maximum(after.xx + after.yy, splat(1e-300)));
        const Vec ux = after.x * scale;
        const Vec uy = after.y * scale;
        Vec px = ux;
        Vec py = uy;
        for (int power = 1; power < stripeDensity; ++power) {
            const Vec x = px * ux - py * uy;
            py = px * uy + py * ux;
            px = x;
        }
        last = splat(0.5) + splat(0.5) * py;
        sum = sum + last;
        terms = terms + splat(1);
    }

    static Stripes choose(Mask mask, const Stripes& yes, const Stripes& no)
    {
        return { select(mask, yes.sum, no.sum), select(mask, yes.last, no.last),
            select(mask, yes.terms, no.terms) };
    }

    void finish(const OrbitJob& job, int at, const Orbit& /*z*/, Vec size2) const
    {
        // |z| lies between the tail's radius R and about R^2, where the orbit counts one step less: there
        // the mean without the last term takes over.
        const Mask known = (size2 > splat(2)) & (size2 < splat(1e280));
        constexpr double logLogRadius = 4; // log2(log2(2^16))
        const Vec beyond = log2Of(log2Of(select(known, size2, splat(16))) * splat(0.5)) - splat(logLogRadius);
        const Vec limited = zeroToOne(beyond);
        const Vec mean = sum / maximum(terms, splat(1));
        const Vec before = (sum - last) / maximum(terms - splat(1), splat(1));
        const Vec value = mean + (before - mean) * limited;
        writeValues(job, OrbitValue::Stripes, at, select(known, zeroToOne(value), splat(0)));
    }

    static Vec zeroToOne(Vec value)
    {
        const Vec positive = select(value > splat(0), value, splat(0));
        return select(positive < splat(1), positive, splat(1));
    }
};

struct Traps
{
    static constexpr double tailSize = 0;
    Vec point2; // squared
    Vec cross;
    Vec circle;

    static bool isWantedBy(const OrbitJob& job)
    {
        return isWanted(job, OrbitValue::TrapPoint) || isWanted(job, OrbitValue::TrapCross)
            || isWanted(job, OrbitValue::TrapCircle);
    }

    void begin(const OrbitJob& /*job*/)
    {
        point2 = splat(1e300);
        cross = splat(1e150);
        circle = splat(1e150);
    }

    void advance(const Orbit& /*before*/, const Orbit& after)
    {
        const Vec size2 = after.xx + after.yy;
        const Vec fromCircle = squareRoot(size2) - splat(1);
        point2 = smaller(size2, point2);
        cross = smaller(smaller(sizeOf(after.x), sizeOf(after.y)), cross);
        circle = smaller(sizeOf(fromCircle), circle);
    }

    static Traps choose(Mask mask, const Traps& yes, const Traps& no)
    {
        return { select(mask, yes.point2, no.point2), select(mask, yes.cross, no.cross),
            select(mask, yes.circle, no.circle) };
    }

    void finish(const OrbitJob& job, int at, const Orbit& /*z*/, Vec /*size2*/) const
    {
        // What a float can hold; orbits of Julia sets may begin anywhere.
        const Vec most = splat(1e30);
        writeValues(job, OrbitValue::TrapPoint, at, smaller(squareRoot(point2), most));
        writeValues(job, OrbitValue::TrapCross, at, smaller(cross, most));
        writeValues(job, OrbitValue::TrapCircle, at, smaller(circle, most));
    }

    static Vec sizeOf(Vec value) { return maximum(value, splat(0) - value); }
    static Vec smaller(Vec a, Vec b) { return select(a < b, a, b); }
};

} // namespace escapade::simd::ESCAPADE_ISA
