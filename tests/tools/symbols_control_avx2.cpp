// The negative control of kernel_symbols: without optimisation this object defines a weak std::max<double>,
// and main.cpp's own copy may lose to it. Compiled with -O0 -mavx2 and never linked.

#include <algorithm>

namespace escapade::simd::avx2 {

double larger(const double& a, const double& b);

double larger(const double& a, const double& b)
{
    return std::max(a, b);
}

} // namespace escapade::simd::avx2
