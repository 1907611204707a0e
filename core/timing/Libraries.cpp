#include "core/timing/Libraries.h"

#include <xsimd/config/xsimd_config.hpp>

#include <Eigen/Core>
#include <gmp.h>
#include <mpfr.h>
#include <nlohmann/json.hpp>
#include <spng.h>
#include <toml++/toml.h>

namespace escapade {
namespace {

std::string dotted(int major, int minor, int patch)
{
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

std::string openMpVersion()
{
#ifdef _OPENMP
    switch (_OPENMP) { // the month of the specification
    case 201511:
        return "4.5";
    case 201811:
        return "5.0";
    case 202011:
        return "5.1";
    default:
        return std::to_string(_OPENMP);
    }
#else
    return "not compiled in: one worker";
#endif
}

} // namespace

std::vector<LibraryVersion> coreLibraries()
{
    return {
        { "Eigen", dotted(EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION) },
        { "GMP", gmp_version },
        { "libspng", spng_version_string() },
        { "MPFR", mpfr_get_version() },
        { "nlohmann json",
            dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH) },
        { "OpenMP", openMpVersion() },
        { "Random123", "its headers carry no version" },
        { "toml++", dotted(TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH) },
        { "xsimd", dotted(XSIMD_VERSION_MAJOR, XSIMD_VERSION_MINOR, XSIMD_VERSION_PATCH) },
    };
}

} // namespace escapade
