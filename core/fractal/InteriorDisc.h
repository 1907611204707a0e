#pragma once

namespace escapade {

/// The radius of a disc about c that lies in the interior of the Mandelbrot set, or 0 where none could be
/// proved with doubles. Constant time: a few thousand operations. Any thread.
///
/// findAttractingCycle() finds and proves an attracting cycle. c then lies in a hyperbolic component W of the
/// set, which the multiplier m maps conformally onto the unit disc (Douady and Hubbard, Étude dynamique des
/// polynômes complexes, exposé XIX). Koebe's quarter theorem for the inverse map gives the disc about c of
/// radius (1 - |m|^2) / (4 |dm/dc|) within W.
///
/// m and dm/dc are computed in plain doubles, so only nine tenths of that radius are used: their errors are
/// far smaller. No disc is under 1e-9, and none belongs to a cycle with |m| > 0.99: by Koebe's growth theorem
/// every point of it then has a cycle with |m| < 0.997, and rounding, 1e-16, is small beside its component,
/// so that rounded orbits stay as exact ones do. (That claims change no count is tested, too.)
double interiorDiscRadius(double cRe, double cIm);

} // namespace escapade
