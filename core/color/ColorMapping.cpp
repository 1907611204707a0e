#include "core/color/ColorMapping.h"

#include "core/base/NumberText.h"

#include <cmath>
#include <string>

namespace escapade {
namespace {

constexpr std::array<std::string_view, allTransfers.size()> transferNames { "linear", "sqrt", "cbrt", "log" };
constexpr std::array<std::string_view, allOutsides.size()> outsideNames { "count", "histogram", "distance",
    "stripes", "angle", "decomposition", "trap_point", "trap_cross", "trap_circle" };
constexpr std::array<std::string_view, allInsides.size()> insideNames { "plain", "period", "cycle_size" };

/// The one of all that bears a name. names are in the order of the enumeration.
template <typename Choice, std::size_t count>
std::optional<Choice> named(const std::array<std::string_view, count>& names, std::string_view name)
{
    for (std::size_t n = 0; n < count; ++n) {
        if (names[n] == name)
            return static_cast<Choice>(n);
    }
    return std::nullopt;
}

Result<void> checkLamp(const Lamp& lamp)
{
    if (!(lamp.direction >= 0 && lamp.direction < 360))
        return Error { "the lamp's direction is " + floatText(lamp.direction)
            + "; it must be from 0 to below 360 degrees" };
    if (!(lamp.height >= Lamp::leastHeight && lamp.height <= Lamp::mostHeight))
        return Error { "the lamp's height is " + floatText(lamp.height)
            + "; it must be from 5 to 85 degrees" };
    if (!(lamp.strength >= 0 && lamp.strength <= 1))
        return Error { "the lamp's strength is " + floatText(lamp.strength) + "; it must be from 0 to 1" };
    return {};
}

void insertValuesFor(Outside outside, OrbitValueSet& values)
{
    switch (outside) {
    case Outside::SmoothCount:
    case Outside::Histogram:
        return;
    case Outside::Distance:
        return values.insert(OrbitValue::LogDistance);
    case Outside::Stripes:
        return values.insert(OrbitValue::Stripes);
    case Outside::Angle:
    case Outside::Decomposition:
        return values.insert(OrbitValue::Angle);
    case Outside::TrapPoint:
        return values.insert(OrbitValue::TrapPoint);
    case Outside::TrapCross:
        return values.insert(OrbitValue::TrapCross);
    case Outside::TrapCircle:
        return values.insert(OrbitValue::TrapCircle);
    }
}

} // namespace

std::string_view transferName(Transfer transfer)
{
    return transferNames.at(static_cast<std::size_t>(transfer));
}

std::optional<Transfer> transferFromName(std::string_view name)
{
    return named<Transfer>(transferNames, name);
}

std::string_view outsideName(Outside outside)
{
    return outsideNames.at(static_cast<std::size_t>(outside));
}

std::optional<Outside> outsideFromName(std::string_view name)
{
    return named<Outside>(outsideNames, name);
}

std::string_view insideName(Inside inside)
{
    return insideNames.at(static_cast<std::size_t>(inside));
}

std::optional<Inside> insideFromName(std::string_view name)
{
    return named<Inside>(insideNames, name);
}

Result<void> checkMapping(const ColorMapping& mapping)
{
    if (!(mapping.density >= ColorMapping::leastDensity && mapping.density <= ColorMapping::mostDensity))
        return Error { "the density of colours is " + floatText(mapping.density)
            + "; it must be from 1/1024 to 1024" };
    if (!(mapping.offset >= 0 && mapping.offset < 1))
        return Error { "the offset of colours is " + floatText(mapping.offset)
            + "; it must be from 0 to below 1" };
    return checkLamp(mapping.lamp);
}

bool usesTransfer(Outside outside)
{
    return outside == Outside::SmoothCount || outside == Outside::Distance
        || outside == Outside::Decomposition;
}

OrbitValueSet orbitValuesFor(const ColorMapping& mapping)
{
    OrbitValueSet values;
    insertValuesFor(mapping.outside, values);
    if (mapping.inside == Inside::Period)
        values.insert(OrbitValue::Period);
    if (mapping.inside == Inside::CycleSize)
        values.insert(OrbitValue::CycleSize);
    if (mapping.lamp.on) {
        values.insert(OrbitValue::SlopeX);
        values.insert(OrbitValue::SlopeY);
    }
    return values;
}

double wrappedOffset(double offset)
{
    const double within = offset - std::floor(offset);
    return within >= 0 && within < 1 ? within : 0;
}

} // namespace escapade
