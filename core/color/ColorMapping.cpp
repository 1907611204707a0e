#include "core/color/ColorMapping.h"

#include "core/base/NumberText.h"

#include <cmath>
#include <string>

namespace escapade {

std::string_view transferName(Transfer transfer)
{
    switch (transfer) {
    case Transfer::Linear:
        return "linear";
    case Transfer::SquareRoot:
        return "sqrt";
    case Transfer::CubeRoot:
        return "cbrt";
    case Transfer::Logarithm:
        return "log";
    }
    return {};
}

std::optional<Transfer> transferFromName(std::string_view name)
{
    for (const Transfer transfer : allTransfers) {
        if (transferName(transfer) == name)
            return transfer;
    }
    return std::nullopt;
}

Result<void> checkMapping(const ColorMapping& mapping)
{
    if (!(mapping.density >= ColorMapping::leastDensity && mapping.density <= ColorMapping::mostDensity))
        return Error { "the density of colours is " + floatText(mapping.density)
            + "; it must be from 1/1024 to 1024" };
    if (!(mapping.offset >= 0 && mapping.offset < 1))
        return Error { "the offset of colours is " + floatText(mapping.offset)
            + "; it must be from 0 to below 1" };
    return {};
}

double wrappedOffset(double offset)
{
    const double within = offset - std::floor(offset);
    return within >= 0 && within < 1 ? within : 0;
}

} // namespace escapade
