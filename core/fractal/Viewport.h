#pragma once

#include "core/base/Decimal.h"
#include "core/base/Geometry.h"
#include "core/base/ScaledDouble.h"

namespace escapade {

/// Where the user looks: the centre and how much of the plane must be visible, both exact decimals.
struct PlaneView
{
    Decimal centreRe;
    Decimal centreIm;
    Decimal extentWidth;
    Decimal extentHeight;
    bool operator==(const PlaneView&) const = default;
};

/// A lattice of samples over a picture. Pixel (i, j), j counted from the bottom, samples
/// centre + ((i - width/2) + (j - height/2) i) * spacing, with integer division: the lattice of the seeds'
/// Python.
struct Viewport
{
    Decimal centreRe;
    Decimal centreIm;
    ScaledDouble spacing;
    Size size;
    bool operator==(const Viewport&) const = default;

    /// The lattice that shows the whole view in a picture of this size: spacing = max(W/width, H/height).
    static Viewport fit(const PlaneView& view, Size size);

    /// Sample coordinates of column x and of row y (y from the top), as double arithmetic gives them.
    double re(int x) const;
    double im(int y) const;

    /// The exact decimal under a pixel, rounded to what the spacing can tell; x, y may be fractions or
    /// outside.
    Decimal exactRe(double x) const;
    Decimal exactIm(double y) const;

    /// How many digits behind the point tell two neighbouring pixels apart, with three to spare; at least 0.
    long decimals() const;

    /// The pixel (fractional, possibly far outside) where this view shows a point of the plane.
    double columnOf(const Decimal& re) const;
    double rowOf(const Decimal& im) const;
};

/// The view after magnifying by factor (above 1: closer) about a pixel of the picture, which stays in place.
PlaneView zoomed(const PlaneView& view, Size size, double x, double y, double factor);

/// The view after the picture moved by (dx, dy) pixels, y downwards.
PlaneView panned(const PlaneView& view, Size size, double dx, double dy);

/// The view after moving it so that a pixel (fractional, maybe outside) shows a point of the plane.
PlaneView movedTo(const PlaneView& view, Size size, double x, double y, const Decimal& re, const Decimal& im);

/// The nearest view whose samples other views share bit for bit: its spacing has 8 binary digits, so that it
/// changes by less than half a percent, and its centre is a multiple of the spacing, so that every sample is
/// a double without rounding and stays one after a move by whole pixels or a magnification by two. Views so
/// deep that doubles do not hold those multiples keep their centre.
PlaneView snapped(const PlaneView& view, Size size);

/// How many times closer than home a view is: home height / its height.
ScaledDouble magnification(const PlaneView& view, const PlaneView& home);

/// The views that Home shows.
PlaneView mandelbrotHome();
PlaneView juliaHome();

} // namespace escapade
